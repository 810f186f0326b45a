import { startSovereign } from '../lifecycle/start-sovereign.ts';
import type { StartSovereignOptions } from '../lifecycle/options.ts';

/** A node in a process of its own: starts with the first message, tells its URL, and runs until it is killed or told to stop. */

export type NodeMessage =
  { readonly kind: 'start'; readonly options: StartSovereignOptions } | { readonly kind: 'stop' };

let stop = (): Promise<void> => Promise.resolve();

async function obey(message: NodeMessage): Promise<void> {
  if (message.kind === 'stop') {
    await stop();
    process.disconnect?.();
    return;
  }
  const running = await startSovereign(message.options);
  stop = () => running.close();
  process.send?.({ url: running.url });
}

process.on('message', (message: NodeMessage) => void obey(message));
