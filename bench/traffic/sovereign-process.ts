import { readdirSync, readFileSync } from 'node:fs';
import { collectRarely, startSovereign } from '@tallystick/sovereign';

/** A real node in a process of its own: `fork(…, [folder])`; tells its URL, then answers commands. */

export type SovereignCommand = 'cpu-seconds' | 'ring-cpu-seconds' | 'resident-bytes' | 'stop';

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
  if (command === 'ring-cpu-seconds') {
    process.send?.(ringCpuSeconds());
    return;
  }
  globalThis.gc?.();
  process.send?.(process.memoryUsage().rss);
});

/** proc_pid_stat(5): fields 4, 14 and 15 are the parent, user and system time; a tick is 10 ms. */
const TICKS_PER_SECOND = 100;

/** Of the only child of this process. */
function ringCpuSeconds(): number {
  try {
    for (const entry of readdirSync('/proc')) {
      const stat = /^\d+$/.test(entry) ? statOf(entry) : undefined;
      if (stat === undefined || Number(stat[1]) !== process.pid) continue;
      return (Number(stat[11]) + Number(stat[12])) / TICKS_PER_SECOND;
    }
  } catch {
    // no such system
  }
  return Number.NaN;
}

/** The fields from the third on: what is before may hold any character. */
function statOf(pid: string): readonly string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ');
  } catch {
    return undefined; // it has ended meanwhile
  }
}
