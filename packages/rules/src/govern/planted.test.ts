/** Each property of governance can fail: small faults, one at a time, in what it is asked about. */

import { expect, it } from 'vitest';
import type { History, Version } from './history.ts';
import { type Schedule, later } from './schedule.ts';
import {
  type Governing,
  PROPERTIES,
  type PropertyName,
  brokenBy,
  governing,
} from './testing/properties.ts';

interface Plant {
  readonly what: string;
  readonly breaks: PropertyName;
  readonly bug: Partial<Governing>;
}

const { ballotFault, historyOf, plan, postpone, recount, stageAt, tally } = governing;

/** The history with its versions changed. */
function versionsAs(change: (version: Version, i: number) => Version): Partial<Governing> {
  const changed = ({ versions, failed }: History): History => ({
    versions: versions.map(change),
    failed,
  });
  return { historyOf: (records, time) => changed(historyOf(records, time)) };
}

function everyEnd(schedule: Schedule, moved: (end: number) => number): Schedule {
  const { voteFrom, voteUntil, lockUntil } = schedule;
  return {
    voteFrom: moved(voteFrom),
    voteUntil: moved(voteUntil),
    lockUntil: moved(lockUntil),
  };
}

const plants: Plant[] = [
  {
    what: 'a vote that one vendor can carry',
    breaks: 'a captured vendor carries nothing that everybody else does not carry',
    bug: {
      tally: (...given) => {
        const counted = tally(...given);
        const { isQuorate, isApproved } = counted.whole;
        return { ...counted, passes: isQuorate && isApproved && counted.hasVendors };
      },
    },
  },
  {
    what: 'the ballots of a vendor whose members are taken away are left',
    breaks: 'a captured vendor carries nothing that everybody else does not carry',
    bug: {
      tally: (procedure, members, counts) => {
        const whole = tally({ ...procedure, vendors: 0 }, members, counts);
        return { ...whole, passes: whole.passes && counts.size >= procedure.vendors };
      },
    },
  },
  {
    what: 'a quorum over everybody, with the vendor taken away',
    breaks: 'the outcome is what counting people by hand gives',
    bug: {
      tally: (procedure, { count }, counts) =>
        tally(procedure, { count, byVendor: new Map() }, counts),
    },
  },
  {
    what: 'two vendors for three',
    breaks: 'the outcome is what counting people by hand gives',
    bug: {
      tally: (procedure, ...rest) =>
        tally({ ...procedure, vendors: procedure.vendors - 1 }, ...rest),
    },
  },
  {
    what: 'shares as floating numbers',
    breaks: 'nothing is rounded in favour of passing',
    bug: {
      tally: (procedure, members, counts) => {
        const counted = tally(procedure, members, counts);
        const { yes, no } = counted.whole;
        const share = Number(yes) / Number(yes + no);
        return { ...counted, passes: share >= procedure.approvalPermille / 1000 };
      },
    },
  },
  {
    what: 'a share rounded to thousandths',
    breaks: 'nothing is rounded in favour of passing',
    bug: {
      tally: (procedure, members, counts) => {
        const counted = tally(procedure, members, counts);
        const { yes, no, isQuorate } = counted.whole;
        const share = (yes * 1000n + (yes + no) / 2n) / (yes + no);
        const passes = isQuorate && share >= BigInt(procedure.approvalPermille);
        return { ...counted, passes };
      },
    },
  },
  {
    what: 'a yes that counts against',
    breaks: 'another yes never turns a proposal down',
    bug: {
      tally: (...given) => {
        const counted = tally(...given);
        return { ...counted, passes: counted.passes && counted.whole.yes % 2n === 0n };
      },
    },
  },
  {
    what: 'a ballot that is counted as often as it is sent',
    breaks: 'a ballot counts once',
    bug: {
      recount: (procedure, schedule, ballots) => {
        const some = ballots.map((ballot) => recount(procedure, schedule, [ballot]));
        const counts = new Map(
          some.flatMap((one, i) => [...one.counts].map(([, n]) => [`${i}`, n])),
        );
        return { counts, refused: some.flatMap(({ refused }) => refused) };
      },
    },
  },
  {
    what: 'a closure that the vote does not wait for',
    breaks: 'a closure gives back what it took, to the millisecond',
    bug: { postpone: (schedule) => schedule },
  },
  {
    what: 'a closure that moves what had just ended',
    breaks: 'a closure gives back what it took, to the millisecond',
    bug: {
      postpone: (schedule, { from, until }) =>
        everyEnd(schedule, (end) => (end >= from ? later(end, until - from) : end)),
    },
  },
  {
    what: 'a closure that gives back what was left of the vote alone',
    breaks: 'a closure gives back what it took, to the millisecond',
    bug: {
      postpone: (schedule, closure) => ({
        ...postpone(schedule, closure),
        lockUntil: schedule.lockUntil,
      }),
    },
  },
  {
    what: 'a vote that is over a millisecond early',
    breaks: 'stages begin and end at their instants',
    bug: { stageAt: (record, time) => stageAt(record, time + 1) },
  },
  {
    what: 'a timelock that is over a millisecond late',
    breaks: 'stages begin and end at their instants',
    bug: { stageAt: (record, time) => stageAt(record, time - 1) },
  },
  {
    what: 'a ballot at the very end',
    breaks: 'stages begin and end at their instants',
    bug: {
      ballotFault: (procedure, schedule, ballot, hasVoted) => {
        const voteUntil = schedule.voteUntil + 1;
        return ballotFault(procedure, { ...schedule, voteUntil }, ballot, hasVoted);
      },
    },
  },
  {
    what: 'a comment stage that nobody waits for',
    breaks: 'stages begin and end at their instants',
    bug: { plan: (at, procedure, lane) => plan(at, { ...procedure, commentMs: 0 }, lane) },
  },
  {
    what: 'a version that holds at its end',
    breaks: 'at every instant at most one version is in force',
    bug: {
      versionAt: ({ versions }, time) =>
        versions.findLast(({ from, until }) => from <= time && (until === null || time <= until)),
    },
  },
  {
    what: 'a version in force until the next one, whatever it says',
    breaks: 'at every instant at most one version is in force',
    bug: { versionAt: ({ versions }, time) => versions.findLast(({ from }) => from <= time) },
  },
  {
    what: 'a rival that undoes what the first one did',
    breaks: 'of rivals one alone follows',
    bug: {
      historyOf: (records, time) => {
        const { versions, failed } = historyOf(records, time);
        const undone = versions.filter(({ lane }) => lane === 'ordinary').toReversed();
        return { versions: undone, failed };
      },
    },
  },
  {
    what: 'versions in the order in which they were proposed last',
    breaks: 'what is decided stays decided',
    bug: {
      historyOf: (records, time) => {
        const { versions, failed } = historyOf(records, time);
        return { versions: versions.toReversed(), failed };
      },
    },
  },
  {
    what: 'a version that is decided when it is in force',
    breaks: 'what is decided stays decided',
    bug: {
      historyOf: (records, time) => {
        const { versions, failed } = historyOf(records, time);
        return { versions: versions.toSorted((a, b) => a.from - b.from), failed };
      },
    },
  },
  {
    what: 'a version in force on its date, timelock or not',
    breaks: 'nothing is in force before its timelock is over',
    bug: versionsAs((version) => ({ ...version, from: version.from - 1000 })),
  },
  {
    what: 'an emergency that stays',
    breaks: 'emergencies lapse, and rest as long',
    bug: versionsAs((version) => ({ ...version, until: null })),
  },
  {
    what: 'emergencies one after the other',
    breaks: 'emergencies lapse, and rest as long',
    bug: {
      historyOf: (records, time) => {
        const versions = records.flatMap(
          (record) => historyOf([{ ...record, base: null }], time).versions,
        );
        return { versions, failed: [] };
      },
    },
  },
];

it.each(plants)('$what is found', ({ breaks, bug }) => {
  expect(brokenBy({ ...governing, ...bug }, PROPERTIES[breaks], 2000)).not.toBeNull();
});
