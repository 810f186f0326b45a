import fc from 'fast-check';
import type { Choice, Procedure } from '@tallystick/protocol';
import type { Counts, Members } from '../tally.ts';
import { withBallot } from '../tally.ts';
import { office } from './records.ts';

/** One member: the vendor of its voting key when E was counted, that of its ballot, its choice. */
export interface Voting {
  readonly before: string | null;
  readonly now: string | null;
  /** Null: it does not vote. */
  readonly choice: Choice | null;
}

export interface Vote {
  readonly procedure: Procedure;
  readonly people: readonly Voting[];
  readonly members: Members;
  readonly counts: Counts;
}

const VENDORS = ['a', 'b', 'c', 'captured'];
const people: fc.Arbitrary<Voting> = fc
  .record({
    before: fc.constantFrom(null, ...VENDORS),
    other: fc.constantFrom(...VENDORS),
    choice: fc.constantFrom<Choice | null>('yes', 'yes', 'yes', 'no', 'abstain', null),
  })
  .map(({ before, other, choice }) => ({ before, now: choice && (before ?? other), choice }));

const procedures: fc.Arbitrary<Procedure> = fc
  .record({
    approvalPermille: fc.constantFrom(501, 600, 667, 1000),
    quorumPermille: fc.constantFrom(0, 200, 500, 900, 1000),
    vendors: fc.constantFrom(3, 4),
  })
  .map((change) => ({ ...office, ...change }));

/** Whole votes, person by person, with the counts that a ledger would have. */
export const votes: fc.Arbitrary<Vote> = fc
  .tuple(procedures, fc.array(people, { maxLength: 40 }))
  .map(([procedure, voting]) => {
    const byVendor = new Map<string, number>();
    let counts: Counts = new Map();
    for (const { before, now, choice } of voting) {
      if (before !== null) byVendor.set(before, (byVendor.get(before) ?? 0) + 1);
      if (choice !== null) counts = withBallot(counts, now, choice, before === null);
    }
    return { procedure, people: voting, members: { count: voting.length, byVendor }, counts };
  });

/** Quorum and approval among these people, by plain counting. */
export function plainly(procedure: Procedure, voting: readonly Voting[]): boolean {
  const said = (choice: Choice): number => voting.filter((one) => one.choice === choice).length;
  const [yes, no] = [said('yes'), said('no')];
  const cast = yes + no + said('abstain');
  return (
    yes > 0 &&
    cast * 1000 >= procedure.quorumPermille * voting.length &&
    yes * 1000 >= procedure.approvalPermille * (yes + no)
  );
}

/** The whole rule, by taking people away. */
export function carries(procedure: Procedure, voting: readonly Voting[]): boolean {
  const used = new Set(voting.flatMap(({ now }) => (now === null ? [] : [now])));
  const without = [...used].map((gone) =>
    voting.filter(({ before, now }) => before !== gone && now !== gone),
  );
  return (
    used.size >= procedure.vendors && [voting, ...without].every((left) => plainly(procedure, left))
  );
}
