import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DiskRoom } from '../observe/health.ts';
import type { Metrics } from '../observe/metrics.ts';

/** What a node looks at by itself, each second and each minute, so that nobody's request makes it look. */
export interface Watch {
  /** When the ring was started again last, ms since 1970. */
  readonly ringRestartedAt: number | null;
  readonly disks: readonly DiskRoom[];
  readonly lastBackupAt: number | null;
  /** Looks at disks and backups once more. */
  look(): Promise<void>;
  close(): void;
}

export interface WatchOptions {
  readonly metrics: Pick<Metrics, 'samples' | 'stops'>;
  readonly now: () => number;
  readonly queued: () => number;
  readonly ringStarts: () => number;
  readonly lastBackupAt: () => Promise<number | null>;
  readonly folder: string;
  readonly keptLog: string | undefined;
}

const SECOND_MS = 1000;
/** What delays are measured against, in ms. */
const RESOLUTION_MS = 20;
const NANOSECONDS = 1e6;

export function watchNode(options: WatchOptions): Watch {
  const { metrics, now } = options;
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  let starts = options.ringStarts();
  let ringRestartedAt: number | null = null;
  let disks: readonly DiskRoom[] = [];
  let lastBackupAt: number | null = null;

  async function look(): Promise<void> {
    const rooms = [roomOf('folder', options.folder), roomOf('kept-log', options.keptLog)];
    disks = (await Promise.all(rooms)).filter((room) => room !== undefined);
    lastBackupAt = await options.lastBackupAt();
  }

  function eachSecond(): void {
    const time = now();
    const lateMs = Math.max(0, delays.max / NANOSECONDS - RESOLUTION_MS);
    delays.reset();
    const steadyMs = performance.now();
    const residentBytes = process.memoryUsage.rss();
    const queued = options.queued();
    const isMinute = metrics.samples.look({ time, steadyMs, queued, residentBytes, lateMs });
    if (options.ringStarts() > starts) ringRestartedAt = time;
    starts = options.ringStarts();
    if (!isMinute) return;
    metrics.stops.look(time);
    void look();
  }

  const timer = setInterval(eachSecond, SECOND_MS);
  timer.unref();
  return {
    get ringRestartedAt() {
      return ringRestartedAt;
    },
    get disks() {
      return disks;
    },
    get lastBackupAt() {
      return lastBackupAt;
    },
    look,
    close() {
      clearInterval(timer);
      delays.disable();
    },
  };
}

async function roomOf(
  of: DiskRoom['of'],
  folder: string | undefined,
): Promise<DiskRoom | undefined> {
  if (folder === undefined) return undefined;
  // A file system that cannot say it is not worth a problem of its own.
  const found = await statfs(folder).catch(() => undefined);
  if (found === undefined) return undefined;
  const { bsize, bavail, blocks } = found;
  return { of, freeBytes: bsize * bavail, totalBytes: bsize * blocks };
}
