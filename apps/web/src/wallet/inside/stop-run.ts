import { type Outcome, done } from '@tallystick/wallet/browser';
import type { StreamFetch } from '@tallystick/wallet/streams';

/** What is to be known of a stream that runs, to stop it. */
export interface Stoppable {
  readonly client: Pick<StreamFetch, 'close'>;
  /** The request that is under way: a page that comes back waits for the same one. */
  readonly asking: Promise<unknown> | null;
  /** Nothing more is asked meanwhile. */
  isStopping: boolean;
}

/** Stops the stream of a wallet. It is there until how far it got is stored: a stop that failed can be tried again. */
export async function stopRun<K extends object>(
  running: WeakMap<K, Stoppable>,
  open: K,
): Promise<Outcome<null>> {
  const run = running.get(open);
  if (run === undefined) return done(null);
  run.isStopping = true;
  await run.asking;
  const closed = await run.client.close();
  run.isStopping = false;
  if (closed.ok) running.delete(open);
  return closed;
}
