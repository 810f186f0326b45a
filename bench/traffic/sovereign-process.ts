import { collectRarely, startSovereign } from '@tallystick/sovereign';

/** A real node in a process of its own: `fork(…, [folder])`; tells its URL, then answers `usage` and `stop`. */

export type SovereignCommand = 'usage' | 'stop';

export interface SovereignUsage {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

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
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const usage: SovereignUsage = {
    cpuSeconds: (user + system) / 1e6,
    residentBytes: process.memoryUsage().rss,
  };
  process.send?.(usage);
});
