import { type Gap, type ProposalBook, stageOf } from './proposal-book.ts';

/** A version that a proposal has made; half open, ms since 1970. */
export interface VersionBook {
  readonly proposal: ProposalBook;
  readonly decidedAt: number;
  readonly from: number;
  readonly until: number;
  /** The ordinary version that an emergency one stands over, by its proposal; null: over none. */
  readonly over: string | null;
  /** Of an emergency that stands on no other: when it opened, and until when the office's lane rests after it. */
  readonly opening: { readonly at: number; readonly restsUntil: number } | null;
}

const NEVER = Number.MAX_SAFE_INTEGER;

/** The versions of one matter that are decided by `time` (docs/decisions/0010-governance.md, sections 5 and 7). */
export function versionsOf(
  proposals: readonly ProposalBook[],
  gaps: readonly Gap[],
  time: number,
): VersionBook[] {
  const carried = proposals
    .map((proposal) => ({ proposal, stage: stageOf(proposal, gaps, time) }))
    .filter(({ stage }) => stage.name === 'timelock' || stage.name === 'adopted')
    .sort((a, b) => a.stage.decidedAt - b.stage.decidedAt || a.proposal.index - b.proposal.index);
  const versions: VersionBook[] = [];
  let restsUntil = 0;
  for (const { proposal, stage } of carried) {
    const { decidedAt, opens } = stage;
    const from = Math.max(proposal.from, opens);
    const until = proposal.until ?? NEVER;
    if (proposal.lane === 'ordinary') {
      const newest = versions.findLast((one) => one.proposal.lane === 'ordinary');
      const follows = proposal.base === (newest?.proposal.name ?? null);
      if (follows) versions.push({ proposal, decidedAt, from, until, over: null, opening: null });
      continue;
    }
    const current = inForce(versions, decidedAt);
    if (proposal.base !== (current?.proposal.name ?? null)) continue;
    const isNested = current?.proposal.lane === 'emergency';
    if (!isNested && opens < restsUntil) continue;
    const lapses = Math.floor((opens + proposal.procedure.emergencyMs) / 1000) * 1000;
    const end = isNested ? current.until : lapses;
    if (from >= Math.min(until, end)) continue;
    if (!isNested) restsUntil = end + (end - opens);
    const opening = isNested ? null : { at: opens, restsUntil };
    const over = isNested ? current.over : (current?.proposal.name ?? null);
    versions.push({ proposal, decidedAt, from, until: Math.min(until, end), over, opening });
  }
  return versions;
}

/** The one version in force at `time`. */
export function inForce(versions: readonly VersionBook[], time: number): VersionBook | undefined {
  const holds = ({ from, until }: VersionBook): boolean => from <= time && time < until;
  const isOrdinary = ({ proposal }: VersionBook): boolean => proposal.lane === 'ordinary';
  const standing = versions.findLast((one) => isOrdinary(one) && holds(one));
  const over = standing?.proposal.name ?? null;
  // Once a later ordinary version has been in force, what tightened the one before is gone.
  const base = versions.findIndex(({ proposal }) => proposal.name === over);
  const isPast = versions.some((one, at) => {
    return at > base && isOrdinary(one) && one.from <= time && one.from < one.until;
  });
  const urgent = versions.findLast((one) => !isOrdinary(one) && holds(one) && one.over === over);
  return isPast ? standing : (urgent ?? standing);
}

/** From the first moment of each version in force to its last: what its text is compiled with. */
export function forcesOf(
  versions: readonly VersionBook[],
): { readonly version: VersionBook; readonly from: number; readonly until: number | null }[] {
  const borders = [...new Set(versions.flatMap(({ from, until }) => [from, until]))];
  borders.sort((a, b) => a - b);
  const found = new Map<VersionBook, { from: number; until: number }>();
  borders.forEach((border, at) => {
    const version = inForce(versions, border);
    if (version === undefined) return;
    const until = borders[at + 1] ?? NEVER;
    const known = found.get(version);
    if (known === undefined) found.set(version, { from: border, until });
    else known.until = until;
  });
  return [...found].map(([version, { from, until }]) => {
    return { version, from, until: until === NEVER ? null : until };
  });
}
