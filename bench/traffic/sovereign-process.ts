import { collectRarely, startSovereign } from '@tallystick/sovereign';

/** A real node in a process of its own: `fork(…, [folder])`; tells its URL, then answers commands. */

export type SovereignCommand = 'cpu-seconds' | 'resident-bytes' | 'stop';

const folder = process.argv[2] as string;
collectRarely(); // as `tally sovereign start` does
const startedAt = performance.now();
const running = await startSovereign({ folder, port: 0, logLevel: 'silent' });
const startSeconds = (performance.now() - startedAt) / 1000;
process.send?.({ url: running.url, startSeconds });

process.on('message', (command: SovereignCommand) => {
  if (command === 'stop') {
    void running.close().then(() => process.disconnect?.());
    return;
  }
  if (command === 'cpu-seconds') {
    // No collection here: the node would pay for it, and for what it does to the heap's sizes afterwards.
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1e6);
    return;
  }
  globalThis.gc?.();
  process.send?.(process.memoryUsage().rss);
});
