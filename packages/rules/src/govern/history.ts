import { equalBytes, type Hash, MAX_UINT } from '@tallystick/protocol';
import { later } from './schedule.ts';
import { type Failure, type ProposalRecord, lapseOf, stageAt } from './stage.ts';

/** A version of one matter: what a proposal has made of it. Half open, ms since 1970. */
export interface Version {
  readonly proposal: Hash;
  readonly lane: ProposalRecord['lane'];
  /** The ordinary version that an emergency one tightens; null: there was none. */
  readonly over: Hash | null;
  readonly decidedAt: number;
  readonly from: number;
  readonly until: number | null;
}

export interface History {
  /** In the order in which they were decided. */
  readonly versions: readonly Version[];
  /** Proposals that carried, and that others stood in the way of. */
  readonly failed: readonly { readonly proposal: Hash; readonly reason: Failure }[];
}

/** An emergency that stood on no other, and when the lane has rested for as long as it was open. */
interface Opening {
  readonly proposal: Hash;
  readonly restsUntil: number;
}

interface Decided {
  readonly record: ProposalRecord;
  readonly decidedAt: number;
  readonly opens: number;
}

/**
 * The versions of one matter by `time`, that of a header, from all of its proposals. What was decided
 * stays decided: later times only add to it, and closures move what is not yet in force.
 */
export function historyOf(records: readonly ProposalRecord[], time: number): History {
  const { versions, failed } = walk(records, time);
  return { versions, failed };
}

/** When an office opened the emergency lane of one matter, by `time`, in order. */
export function openingsOf(records: readonly ProposalRecord[], time: number): readonly Opening[] {
  return walk(records, time).openings;
}

function walk(
  records: readonly ProposalRecord[],
  time: number,
): History & { readonly openings: readonly Opening[] } {
  const versions: Version[] = [];
  const failed: { proposal: Hash; reason: Failure }[] = [];
  const openings: Opening[] = [];
  for (const decided of decidedBy(records, time)) {
    const found =
      decided.record.lane === 'ordinary'
        ? ordinary(decided, versions)
        : emergency(decided, versions, openings);
    if (typeof found === 'string') failed.push({ proposal: decided.record.id, reason: found });
    else versions.push(found);
  }
  return { versions, failed, openings };
}

/** What has carried by then, in order. A version is decided when the vote ends, in force later. */
function decidedBy(records: readonly ProposalRecord[], time: number): Decided[] {
  const decided: Decided[] = [];
  for (const record of records) {
    const stage = stageAt(record, time);
    // In the timelock it is decided already: what will come of it is what it waits for.
    const end = stage.kind === 'timelock' ? stageAt(record, record.schedule.lockUntil) : stage;
    if (end.kind !== 'adopted') continue;
    decided.push({ record, decidedAt: end.decidedAt, opens: end.opens });
  }
  return decided.sort((a, b) => a.decidedAt - b.decidedAt || a.record.index - b.record.index);
}

/** Of two rivals the second fails, instead of undoing what the first one did. */
function ordinary({ record, ...when }: Decided, versions: readonly Version[]): Version | Failure {
  const newest = versions.findLast(({ lane }) => lane === 'ordinary')?.proposal ?? null;
  if (!isSame(record.base, newest)) return 'superseded';
  const from = Math.max(record.from, when.opens);
  return {
    proposal: record.id,
    lane: 'ordinary',
    over: null,
    decidedAt: when.decidedAt,
    from,
    until: record.until,
  };
}

/**
 * An emergency tightens what is in force. One on top of another ends with it, and after the last one
 * the lane rests for as long as it was open: else an office would rule by emergencies.
 */
function emergency(
  { record, decidedAt, opens }: Decided,
  versions: readonly Version[],
  openings: Opening[],
): Version | Failure {
  const current = inForce(versions, decidedAt);
  if (!isSame(record.base, current?.proposal ?? null)) return 'superseded';
  const isNested = current?.lane === 'emergency';
  if (!isNested && opens < (openings.at(-1)?.restsUntil ?? 0)) return 'too-soon';
  const end = isNested ? (current.until ?? MAX_UINT) : lapseOf(opens, record.procedure);
  const from = Math.max(record.from, opens);
  const until = Math.min(record.until ?? MAX_UINT, end);
  if (from >= until) return 'expired';
  if (!isNested) openings.push({ proposal: record.id, restsUntil: later(end, end - opens) });
  const over = isNested ? current.over : (current?.proposal ?? null);
  return { proposal: record.id, lane: 'emergency', over, decidedAt, from, until };
}

/** The one version in force at `time`; undefined where there is none. */
export function versionAt({ versions }: History, time: number): Version | undefined {
  return inForce(versions, time);
}

/**
 * The newest ordinary version whose interval holds `time`, or the newest emergency version over it:
 * once a later ordinary version has been in force, what tightened the one before is gone.
 */
function inForce(versions: readonly Version[], time: number): Version | undefined {
  const standing = versions.findLast((one) => one.lane === 'ordinary' && holds(one, time));
  const tightened = versions.findLast(
    (one) =>
      one.lane === 'emergency' &&
      holds(one, time) &&
      isSame(one.over, standing?.proposal ?? null) &&
      !isOverruled(one, versions, time),
  );
  return tightened ?? standing;
}

function holds({ from, until }: Version, time: number): boolean {
  return from <= time && (until === null || time < until);
}

function isOverruled({ over }: Version, versions: readonly Version[], time: number): boolean {
  const at = versions.findIndex(({ proposal }) => isSame(proposal, over));
  return versions.some(
    (one, i) => i > at && one.lane === 'ordinary' && one.from <= time && holds(one, one.from),
  );
}

/** A stretch in which one version is in force; `until` null: without end. */
export interface Reign {
  readonly version: Version;
  readonly from: number;
  readonly until: number | null;
}

/** All stretches in order: what a wallet carries, so as to change over without a network. */
export function reignsOf(history: History): Reign[] {
  const instants = new Set<number>();
  for (const { from, until } of history.versions) {
    instants.add(from);
    if (until !== null) instants.add(until);
  }
  const reigns: Reign[] = [];
  const borders = [...instants].sort((a, b) => a - b);
  for (const [i, from] of borders.entries()) {
    const version = versionAt(history, from);
    const last = reigns.at(-1);
    if (version === undefined) continue;
    const until = borders[i + 1] ?? null;
    if (last?.version === version && last.until === from) {
      reigns[reigns.length - 1] = { ...last, until };
    } else reigns.push({ version, from, until });
  }
  return reigns;
}

/**
 * Each version that is ever in force, from its first moment to its last: what its text's dates become
 * when the rulebook is compiled. Stretches of versions with higher numbers lie within.
 */
export function forcesOf(history: History): Reign[] {
  const forces: Reign[] = [];
  for (const reign of reignsOf(history)) {
    const at = forces.findIndex(({ version }) => version === reign.version);
    const first = forces[at];
    if (first === undefined) forces.push(reign);
    else forces[at] = { ...first, until: reign.until };
  }
  return forces;
}

function isSame(a: Hash | null, b: Hash | null): boolean {
  return a === null || b === null ? a === b : equalBytes(a, b);
}
