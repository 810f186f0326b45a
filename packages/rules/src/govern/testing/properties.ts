import fc from 'fast-check';
import { type Hash, equalBytes, toHex } from '@tallystick/protocol';
import { momentAt } from '../../compile/moment.ts';
import type { RulebookSource } from '../../compile/source.ts';
import type { Module } from '../../tree/index.ts';
import { type LoggedBallot, ballotFault, recount } from '../ballots.ts';
import { type History, type Reign, forcesOf, historyOf, reignsOf, versionAt } from '../history.ts';
import { plan, postpone } from '../schedule.ts';
import { stageAt } from '../stage.ts';
import { tally } from '../tally.ts';
import { EMERGENCY_MS, type World, idOf, office, recordOf, worlds } from './records.ts';
import { carries, plainly, votes } from './votes.ts';

/** What the properties hold for; a planted bug replaces some of it. */
export interface Governing {
  readonly plan: typeof plan;
  readonly postpone: typeof postpone;
  readonly ballotFault: typeof ballotFault;
  readonly recount: typeof recount;
  readonly tally: typeof tally;
  readonly stageAt: typeof stageAt;
  readonly historyOf: typeof historyOf;
  readonly versionAt: typeof versionAt;
  readonly reignsOf: typeof reignsOf;
  readonly forcesOf: typeof forcesOf;
}

export const governing: Governing = {
  plan,
  postpone,
  ballotFault,
  recount,
  tally,
  stageAt,
  historyOf,
  versionAt,
  reignsOf,
  forcesOf,
};

type Property = (g: Governing) => Parameters<typeof fc.check>[0];

/** How a property fails; null when it does not, in `numRuns` generated cases. */
export function brokenBy(g: Governing, property: Property, numRuns: number): string | null {
  const details = fc.check(property(g), { numRuns }) as fc.RunDetails<unknown>;
  return details.failed ? (fc.defaultReportMessage(details) ?? 'failed') : null;
}

const MILLION = 1_000_000;

type OfVotes =
  | 'a captured vendor carries nothing that everybody else does not carry'
  | 'the outcome is what counting people by hand gives'
  | 'nothing is rounded in favour of passing'
  | 'another yes never turns a proposal down'
  | 'a ballot counts once';

/** What a vote's outcome must be, whatever is voted. */
const OF_VOTES: Readonly<Record<OfVotes, Property>> = {
  'a captured vendor carries nothing that everybody else does not carry': (g) =>
    fc.property(votes, fc.nat(MILLION), fc.boolean(), (vote, chips, areLate) => {
      const byVendor = new Map(vote.members.byVendor);
      const counts = new Map(vote.counts);
      const own = counts.get('captured') ?? { yes: 0, no: 0, abstain: 0, late: 0 };
      const late = own.late + (areLate ? chips : 0);
      counts.set('captured', { ...own, yes: own.yes + chips, late });
      if (!areLate) byVendor.set('captured', (byVendor.get('captured') ?? 0) + chips);
      const members = { count: vote.members.count + chips, byVendor };
      if (!g.tally(vote.procedure, members, counts).passes) return;
      const others = vote.people.filter(
        ({ before, now }) => before !== 'captured' && now !== 'captured',
      );
      assert(plainly(vote.procedure, others), 'the others had not passed it');
    }),
  'the outcome is what counting people by hand gives': (g) =>
    fc.property(votes, ({ procedure, members, counts, people }) => {
      const { passes } = g.tally(procedure, members, counts);
      assert(passes === carries(procedure, people), `passes: ${passes}`);
    }),
  'nothing is rounded in favour of passing': (g) =>
    fc.property(
      fc.integer({ min: 501, max: 1000 }),
      fc.integer({ min: 1, max: 2 ** 50 }),
      (approvalPermille, cast) => {
        const procedure = { ...office, vendors: 0, approvalPermille, quorumPermille: 0 };
        const needed = Number((BigInt(cast) * BigInt(approvalPermille) + 999n) / 1000n);
        const members = { count: cast, byVendor: new Map() };
        const passes = (yes: number): boolean => {
          const counts = new Map([[null, { yes, no: cast - yes, abstain: 0, late: 0 }]]);
          return g.tally(procedure, members, counts).passes;
        };
        assert(passes(needed), 'enough are not enough');
        assert(!passes(needed - 1), 'one fewer is enough');
        const quorum = { ...procedure, quorumPermille: approvalPermille };
        const turnout = (yes: number): boolean => {
          const counts = new Map([[null, { yes, no: 0, abstain: 0, late: 0 }]]);
          return g.tally(quorum, members, counts).passes;
        };
        assert(turnout(needed) && !turnout(needed - 1), 'the quorum is rounded');
      },
    ),
  'another yes never turns a proposal down': (g) =>
    fc.property(votes, fc.nat(), ({ procedure, members, counts }, which) => {
      if (!g.tally(procedure, members, counts).passes) return;
      const vendors = [...counts.keys()];
      const vendor = vendors[which % vendors.length] as string | null;
      const more = new Map(counts);
      const own = more.get(vendor) as { yes: number; no: number; abstain: number; late: number };
      more.set(vendor, { ...own, yes: own.yes + 1 });
      assert(g.tally(procedure, members, more).passes, 'one more yes, and it fails');
    }),
  'a ballot counts once': (g) =>
    fc.property(fc.array(ballots(), { maxLength: 30 }), (list) => {
      const procedure = { ...office, vendors: 3 };
      const schedule = { voteFrom: 10, voteUntil: 20, lockUntil: 30 };
      const { counts, refused } = g.recount(procedure, schedule, [...list, ...list]);
      const once = g.recount(procedure, schedule, list);
      const sum = [...counts.values()].reduce((n, one) => n + one.yes + one.no + one.abstain, 0);
      const voters = new Set(list.map(({ identity }) => toHex(identity)));
      assert(sum <= voters.size, `${sum} ballots of ${voters.size}`);
      assert(sum + refused.length === 2 * list.length, 'a ballot is lost');
      const again = [...once.counts.values()].reduce((n, { yes, no, abstain }) => {
        return n + yes + no + abstain;
      }, 0);
      assert(sum === again, 'twice counts for more');
    }),
};

const ENDS = ['voteFrom', 'voteUntil', 'lockUntil'] as const;
const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(3)), { maxLength: 40 });

type OfTime =
  | 'a closure gives back what it took, to the millisecond'
  | 'stages begin and end at their instants';

/** What time does. Headers come in steps of 1 to 9; some of them close a gap. */
const OF_TIME: Readonly<Record<OfTime, Property>> = {
  'a closure gives back what it took, to the millisecond': (g) =>
    fc.property(fc.nat(30), fc.integer({ min: 1, max: 30 }), gaps, (commentMs, voteMs, headers) => {
      const procedure = { ...office, commentMs, voteMs, timelockMs: 7 };
      const planned = g.plan(0, procedure, 'ordinary');
      let schedule = planned;
      let [time, closedMs] = [0, 0];
      for (const [step, kind] of headers) {
        if (kind === 0) {
          const before = schedule;
          schedule = g.postpone(schedule, { from: time, until: time + step });
          for (const end of ENDS) {
            const isOver = time >= before[end];
            assert(!isOver || schedule[end] === before[end], `${end} is moved when it is over`);
          }
          closedMs += step;
        }
        time += step;
        for (const end of ENDS) {
          const hasEnded = time - closedMs >= planned[end];
          assert(time >= schedule[end] === hasEnded, `${end} at ${time}`);
        }
      }
    }),
  'stages begin and end at their instants': (g) =>
    fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }), (a, b) => {
      const procedure = { ...office, commentMs: a, voteMs: b, timelockMs: 1500 };
      const schedule = g.plan(1000, procedure, 'ordinary');
      const ends = [1000 + a, 1000 + a + b, 2500 + a + b];
      const names = ['comment', 'voting', 'timelock', 'adopted'];
      const record = { ...recordOf(1), procedure, schedule, approvedAt: 1000 + a };
      for (const [i, end] of ends.entries()) {
        assert(g.stageAt(record, end - 1).kind === names[i], `before ${end}`);
        assert(g.stageAt(record, end).kind === names[i + 1], `at ${end}`);
      }
      const at = (time: number): LoggedBallot => ({ ...ballotBy(1), time });
      const [from, until] = ends as [number, number];
      const fault = (time: number): string | undefined =>
        g.ballotFault({ ...procedure, vendors: 3 }, schedule, at(time), false);
      assert(fault(from - 1) === 'too-early' && fault(from) === undefined, 'the first ballot');
      assert(fault(until - 1) === undefined && fault(until) === 'too-late', 'the last ballot');
      const late = { ...record, approvedAt: until };
      assert(g.stageAt(late, until).kind === 'failed', 'approved when it was over');
    }),
};

type OfVersions =
  | 'at every instant at most one version is in force'
  | 'of rivals one alone follows'
  | 'what is decided stays decided'
  | 'nothing is in force before its timelock is over'
  | 'emergencies lapse, and rest as long';

/** What versions do to each other. */
const OF_VERSIONS: Readonly<Record<OfVersions, Property>> = {
  'at every instant at most one version is in force': (g) =>
    fc.property(worlds, ({ records, end }) => {
      const history = g.historyOf(records, end);
      const reigns = g.reignsOf(history);
      const source = sourceOf(g.forcesOf(history), records);
      for (const time of instantsOf(history)) {
        const holding = reigns.filter((one) => holds(one, time));
        assert(holding.length <= 1, `${holding.length} versions at ${time}`);
        const found = g.versionAt(history, time);
        assert(holding[0]?.version === found, `another version at ${time}`);
        assert(found === undefined || holds(found, time), `beyond its dates at ${time}`);
        const compiled = momentAt(source, [], time).modules.get('GLOBAL')?.version;
        const number = records.find(({ id }) => id === found?.proposal)?.index;
        assert(compiled === number, `compiled, another version at ${time}`);
      }
    }),
  'of rivals one alone follows': (g) =>
    fc.property(worlds, ({ records, end }) => {
      let newest: Hash | null = null;
      for (const { proposal, lane } of g.historyOf(records, end).versions) {
        if (lane !== 'ordinary') continue;
        const record = records.find(({ id }) => id === proposal);
        const base = record?.base ?? null;
        const follows =
          base === null || newest === null ? base === newest : equalBytes(base, newest);
        assert(follows, 'what it replaces is not there');
        newest = proposal;
      }
    }),
  'what is decided stays decided': (g) =>
    fc.property(worlds, fc.nat(), ({ records, end }, at) => {
      const [before, after] = [g.historyOf(records, at % end), g.historyOf(records, end)];
      for (const [i, { proposal }] of before.versions.entries()) {
        assert(after.versions[i]?.proposal === proposal, `version ${i} has changed`);
      }
    }),
  'nothing is in force before its timelock is over': (g) =>
    fc.property(worlds, ({ records, end }) => {
      for (const { proposal, from, lane } of g.historyOf(records, end).versions) {
        const record = records.find(({ id }) => id === proposal) as (typeof records)[number];
        assert(from >= record.from, 'before its own date');
        assert(from % 1000 === 0, 'a text cannot say when');
        if (lane === 'ordinary') assert(from >= record.schedule.lockUntil, 'in its timelock');
        else assert(from > (record.approvedAt as number), 'under the header that approved it');
      }
    }),
  'emergencies lapse, and rest as long': (g) =>
    fc.property(worlds, ({ records, end }) => {
      const history = g.historyOf(records, end);
      const urgent = history.versions.filter(({ lane }) => lane === 'emergency');
      for (const { from, until } of urgent) {
        assert(until !== null && until > from, 'without end');
        assert(until - from <= EMERGENCY_MS, 'longer than it may be');
        const [last, next] = [g.versionAt(history, until - 1), g.versionAt(history, until)];
        assert(next?.until !== until, 'in force when it has lapsed');
        assert(last === undefined || holds(last, until - 1), 'not until its end');
      }
      for (const { from: start } of urgent) {
        const window = { from: start, until: start + 2 * EMERGENCY_MS };
        const stretches = urgent.map((one) => [
          Math.max(one.from, window.from),
          Math.min(one.until as number, window.until),
        ]);
        assert(covered(stretches) <= EMERGENCY_MS, 'one emergency after the other');
      }
    }),
};

export type PropertyName = OfVotes | OfTime | OfVersions;

/** What holds for governance, whatever happens. */
export const PROPERTIES: Readonly<Record<PropertyName, Property>> = {
  ...OF_VOTES,
  ...OF_TIME,
  ...OF_VERSIONS,
};

function assert(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new Error(otherwise);
}

function ballotBy(number: number): LoggedBallot {
  const common = { choice: 'yes', isMember: true, vendorThen: 'a', vendorNow: 'a' } as const;
  return { identity: idOf(number), time: 15, ...common };
}

function ballots(): fc.Arbitrary<LoggedBallot> {
  return fc.record({
    identity: fc.integer({ min: 1, max: 9 }).map(idOf),
    choice: fc.constantFrom('yes', 'no', 'abstain'),
    time: fc.integer({ min: 8, max: 22 }),
    isMember: fc.boolean(),
    vendorThen: fc.constantFrom(null, 'a', 'b'),
    vendorNow: fc.constantFrom(null, 'a', 'b'),
  });
}

function holds({ from, until }: { from: number; until: number | null }, time: number): boolean {
  return from <= time && (until === null || time < until);
}

/** Every border, and the millisecond before it. */
function instantsOf({ versions }: History): number[] {
  return versions.flatMap(({ from, until }) => {
    const borders = until === null ? [from] : [from, until];
    return borders.flatMap((border) => [Math.max(0, border - 1), border, border + 1]);
  });
}

/** What is compiled: a text for each version, whose number is above those of all before it. */
function sourceOf(forces: readonly Reign[], records: World['records']): RulebookSource {
  const modules = forces.map(({ version, from, until }): Module => {
    const number = records.find(({ id }) => id === version.proposal)?.index ?? 0;
    const force = { kind: 'force', from, until } as const;
    return { kind: 'module', owner: { kind: 'global' }, version: number, force, items: [] };
  });
  return { modules, lists: [], settings: [], currencies: [] };
}

/** How long at least one of the stretches lasts. */
function covered(stretches: readonly (readonly number[])[]): number {
  let [sum, reached] = [0, 0];
  for (const [from, until] of [...stretches].sort((a, b) => (a[0] as number) - (b[0] as number))) {
    const begins = Math.max(reached, from as number);
    if ((until as number) <= begins) continue;
    sum += (until as number) - begins;
    reached = until as number;
  }
  return sum;
}
