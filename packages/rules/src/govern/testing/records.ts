import fc from 'fast-check';
import type { Hash, Procedure } from '@tallystick/protocol';
import { historyOf, versionAt } from '../history.ts';
import { plan, postpone } from '../schedule.ts';
import type { ProposalRecord } from '../stage.ts';

export const EMERGENCY_MS = 10_000;

/** An office decides alone: what versions do to each other does not depend on who voted. */
export const office: Procedure = {
  scope: { kind: 'global' },
  electorate: null,
  office: 0,
  approvalPermille: 501,
  quorumPermille: 0,
  commentMs: 2000,
  voteMs: 3000,
  timelockMs: 4000,
  vendors: 0,
  audits: 0,
  emergencyMs: EMERGENCY_MS,
};

/** The id of proposal `number`. */
export function idOf(number: number): Hash {
  return new Uint8Array(32).fill(number);
}

/** A proposal that was admitted at 1000 ms, and whose gates have passed. */
export function recordOf(number: number, change: Partial<ProposalRecord> = {}): ProposalRecord {
  return {
    id: idOf(number),
    index: number,
    lane: 'ordinary',
    base: null,
    from: 0,
    until: null,
    procedure: office,
    schedule: plan(1000, office, change.lane ?? 'ordinary'),
    members: { count: 0, byVendor: new Map() },
    counts: new Map(),
    withdrawnAt: null,
    gates: { at: 1000, verdict: 'tightens' },
    audits: [],
    approvedAt: null,
    ...change,
  };
}

/** All proposals of a matter; `end` is later than anything happens to them. */
export interface World {
  readonly records: readonly ProposalRecord[];
  readonly end: number;
}

const steps = fc.record({
  pauseMs: fc.integer({ min: 0, max: 6000 }),
  isUrgent: fc.boolean(),
  base: fc.constantFrom('newest', 'newest', 'current', 'any'),
  which: fc.nat(),
  fromS: fc.constantFrom(0, 0, 0, 3, 12, 25),
  lengthS: fc.constantFrom(null, null, 1, 8, 15),
  approvalMs: fc.integer({ min: 0, max: 6000 }),
  closureMs: fc.constantFrom(0, 0, 0, 2500),
});

/** Proposals one after the other, most of them on what is there, some on what others will replace. */
export const worlds: fc.Arbitrary<World> = fc
  .array(steps, { minLength: 1, maxLength: 9 })
  .map((list) => {
    let records: ProposalRecord[] = [];
    let now = 1000;
    for (const [i, step] of list.entries()) {
      now += step.pauseMs;
      if (step.closureMs > 0) {
        const closure = { from: now, until: now + step.closureMs };
        records = records.map((one) => ({ ...one, schedule: postpone(one.schedule, closure) }));
        now = closure.until;
      }
      const lane = step.isUrgent ? 'emergency' : 'ordinary';
      const from = step.fromS === 0 ? 0 : Math.floor(now / 1000 + step.fromS) * 1000;
      const soonest = Math.max(from, Math.floor(now / 1000) * 1000);
      const until = step.lengthS === null ? null : soonest + (step.lengthS + 9) * 1000;
      const opensAt = plan(now, office, lane).voteFrom;
      records.push(
        recordOf(i + 1, {
          lane,
          base: baseOf(step.base, step.which, records, now),
          from,
          until,
          schedule: plan(now, office, lane),
          gates: { at: now, verdict: 'tightens' },
          approvedAt: opensAt + step.approvalMs,
        }),
      );
    }
    return { records, end: now + 60_000 };
  });

/** What a proposer would find at `now`. */
function baseOf(
  kind: string,
  which: number,
  records: readonly ProposalRecord[],
  now: number,
): Hash | null {
  const history = historyOf(records, now);
  if (kind === 'current') return versionAt(history, now)?.proposal ?? null;
  if (kind === 'newest') {
    return history.versions.findLast(({ lane }) => lane === 'ordinary')?.proposal ?? null;
  }
  const decided = history.versions[which % (history.versions.length + 1)];
  return decided?.proposal ?? null;
}
