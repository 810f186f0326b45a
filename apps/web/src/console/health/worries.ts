import type { ListsShown } from '../../sovereign/answers.ts';
import type { Health, Sample, Stops } from './answers.ts';
import { type ListWorry, agedLists } from './aged-lists.ts';

/**
 * How bad it is. `stopped`: nobody can pay. `look`: somebody should look at it soon. `advice`: it works, and would be safer
 * otherwise.
 */
export type Level = 'stopped' | 'look' | 'advice';

const LEVELS: readonly Level[] = ['stopped', 'look', 'advice'];

/** Something that is wrong with a sovereign. */
export type Worry =
  | { readonly kind: Plain }
  | { readonly kind: 'disk-low'; readonly of: 'folder' | 'kept-log'; readonly freeBytes: number }
  | { readonly kind: 'clock-ahead'; readonly aheadMs: number }
  | { readonly kind: 'standing-still'; readonly since: number }
  | { readonly kind: 'ring-restarted'; readonly at: number }
  | { readonly kind: 'alarms-raised' | 'appeals-overdue' | 'forks-found'; readonly count: number }
  | { readonly kind: 'rule-stops-much'; readonly rule: string; readonly percent: number }
  | ListWorry
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'backup-old'; readonly at: number };

/** Those of which there is nothing more to say. */
type Plain =
  | 'unreachable'
  | 'disk-full'
  | 'ledger-stopped'
  | 'workers-ended'
  | 'ring-down'
  | 'stopping'
  | 'not-ready'
  | 'queue-full'
  | 'forgets'
  | 'no-backup'
  | 'no-kept-log';

export type WorryKind = Worry['kind'];

const LEVEL_OF: Readonly<Record<WorryKind, Level>> = {
  unreachable: 'stopped',
  'disk-full': 'stopped',
  'ledger-stopped': 'stopped',
  'workers-ended': 'stopped',
  'ring-down': 'stopped',
  'clock-ahead': 'stopped',
  stopping: 'stopped',
  'not-ready': 'stopped',
  'standing-still': 'stopped',
  'queue-full': 'stopped',
  'list-stale': 'stopped',
  'disk-low': 'look',
  'ring-restarted': 'look',
  'alarms-raised': 'look',
  'rule-stops-much': 'look',
  'forks-found': 'look',
  'list-ages': 'look',
  'appeals-overdue': 'look',
  slow: 'look',
  'backup-old': 'look',
  forgets: 'advice',
  'no-backup': 'advice',
  'no-kept-log': 'advice',
};

export function levelOf(worry: Worry): Level {
  // Rules of one currency or country, or with further conditions, leave others their payments.
  if (worry.kind === 'list-stale' && !worry.isForAll) return 'look';
  return LEVEL_OF[worry.kind];
}

/** What the console knows. */
export interface Seen {
  readonly health: Health;
  /** Null as long as it has not come. */
  readonly stops: Stops | null;
  /** The same. */
  readonly lists: ListsShown | null;
  /** The seconds of the last minutes, oldest first. */
  readonly seconds: readonly Sample[];
  /** How many fork proofs the operator has looked at in this browser. */
  readonly forksSeen: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FULL_BYTES = 1 << 26;
const LOW_BYTES = 2 ** 31;
const LOW_SHARE = 0.05;
/** An idle ledger logs a header each interval: this many without one, and some for a slow disk. */
const BEATS = 3;
const GRACE_MS = 10_000;
const FULL_QUEUE = 0.9;
/** A rule that stops a fifth of an hour's payments is read again. */
const MUCH_PERCENT = 20;
const SLOW_MS = 1000;
const OLD_BACKUP_DAYS = 8;

/** All that is wrong, the worst first; nothing where everything works. */
export function worriesOf(seen: Seen): Worry[] {
  const { health } = seen;
  const found = [
    ...stopsOf(health),
    ...disksOf(health),
    ...watched(health, seen.forksSeen),
    ...(seen.lists === null ? [] : agedLists(seen.lists)),
    ...muchStopped(seen.stops),
    ...slowness(seen.seconds, health.now),
    ...kept(health),
  ];
  return found.toSorted((a, b) => LEVELS.indexOf(levelOf(a)) - LEVELS.indexOf(levelOf(b)));
}

/** Why nobody can pay. */
function stopsOf(health: Health): Worry[] {
  const { status, ring, clockAheadMs, headerAt, heartbeatMs, queue, now } = health;
  const found: Worry[] = [];
  if (health.ledgerFailed) found.push({ kind: isFull(health) ? 'disk-full' : 'ledger-stopped' });
  if (health.workersFailed) found.push({ kind: 'workers-ended' });
  if (ring.failed) found.push({ kind: 'ring-down' });
  if (clockAheadMs > 0) found.push({ kind: 'clock-ahead', aheadMs: clockAheadMs });
  if (status === 'stopping') found.push({ kind: 'stopping' });
  if (queue.waiting >= queue.most * FULL_QUEUE) found.push({ kind: 'queue-full' });
  // A state that has no words here is no state in which everything works.
  if (status !== 'ready' && found.length === 0) found.push({ kind: 'not-ready' });
  const isLate = headerAt !== null && now - headerAt > BEATS * heartbeatMs + GRACE_MS;
  if (isLate && found.length === 0) found.push({ kind: 'standing-still', since: headerAt });
  return found;
}

function isFull({ disks }: Health): boolean {
  return disks.some(({ freeBytes }) => freeBytes < FULL_BYTES);
}

function disksOf({ disks, ledgerFailed }: Health): Worry[] {
  return disks
    .filter(({ freeBytes, totalBytes }) => {
      if (freeBytes < FULL_BYTES) return !ledgerFailed; // else it is why, and said so
      return freeBytes < LOW_BYTES && freeBytes < totalBytes * LOW_SHARE;
    })
    .map(({ of, freeBytes }) => ({ kind: 'disk-low', of, freeBytes }));
}

function watched(health: Health, forksSeen: number): Worry[] {
  const { ring, now, alarmsRaised, appealsOverdue, forks } = health;
  const found: Worry[] = [];
  if (!ring.failed && ring.restartedAt !== null && now - ring.restartedAt < DAY_MS) {
    found.push({ kind: 'ring-restarted', at: ring.restartedAt });
  }
  if (alarmsRaised > 0) found.push({ kind: 'alarms-raised', count: alarmsRaised });
  if (forks > forksSeen) found.push({ kind: 'forks-found', count: forks - forksSeen });
  if (appealsOverdue > 0) found.push({ kind: 'appeals-overdue', count: appealsOverdue });
  return found;
}

function muchStopped(stops: Stops | null): Worry[] {
  if (stops === null || stops.decided.hour === 0) return [];
  return stops.rules
    .map(({ rule, hour }) => ({ rule, percent: Math.round((100 * hour) / stops.decided.hour) }))
    .filter(({ percent }) => percent >= MUCH_PERCENT)
    .map((much) => ({ kind: 'rule-stops-much', ...much }));
}

const MINUTE_MS = 60_000;

/** Where the slowest answers of most seconds of the last minute, of those with any, took longer than people wait gladly. */
function slowness(seconds: readonly Sample[], now: number): Worry[] {
  const times = seconds
    .filter(({ time }) => time > now - MINUTE_MS)
    .flatMap(({ p99Ms }) => (p99Ms === null ? [] : [p99Ms]))
    .toSorted((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)];
  return middle !== undefined && middle > SLOW_MS ? [{ kind: 'slow', ms: middle }] : [];
}

function kept({ lastBackupAt, hasKeptLog, forgets, now }: Health): Worry[] {
  if (forgets) return [{ kind: 'forgets' }];
  const found: Worry[] = [];
  if (lastBackupAt === null) found.push({ kind: 'no-backup' });
  else if (now - lastBackupAt > OLD_BACKUP_DAYS * DAY_MS) {
    found.push({ kind: 'backup-old', at: lastBackupAt });
  }
  if (!hasKeptLog) found.push({ kind: 'no-kept-log' });
  return found;
}
