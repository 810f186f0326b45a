import {
  type Decision,
  type Facts,
  NO_OBJECTION,
  noObjection,
  type Rulebook,
} from '@tallystick/rules';
import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { holdFor, type Person } from '../testing/parties.ts';
import { MAX_PAYEES } from './details.ts';

const HOUR = 3_600_000;
const DAY_HOURS = 24;
/** Twice as much as any test spends. */
const FUNDS = 2000n;

/** A desk whose rulebook asks for payees when it is told to, and keeps what it was told last. */
function asking(): { desk: Desk; asks: Rulebook; seen: () => Facts } {
  const desk = new Desk();
  let seen: Facts | undefined;
  const asks: Rulebook = {
    hash: new Uint8Array(32).fill(3),
    needs: { ...noObjection.needs, payees: [1, DAY_HOURS], first: true },
    decide(facts): Decision {
      seen = facts;
      return NO_OBJECTION;
    },
  };
  return {
    desk,
    asks,
    seen: () => {
      if (seen === undefined) throw new Error('nothing was asked');
      return seen;
    },
  };
}

const pay = (desk: Desk, from: Person, ...to: readonly Person[]): void => {
  desk.must(
    from.account.put(
      'KE',
      to.map(({ id }) => holdFor(id, desk.hrb, 1n)),
    ),
  );
};

const told = ({ payees, receivers }: Facts): unknown => [
  ...payees.map(({ count }) => count),
  ...receivers.map((one) => (one.kind === 'party' ? one.first : undefined)),
];

test('what was put before anybody asked is not known, but for those who came later', () => {
  const { desk, asks, seen } = asking();
  const [ada, ben, cem] = [desk.funded(FUNDS), desk.person(), desk.person()];
  pay(desk, ada, ben);
  desk.rulebook = asks;
  pay(desk, ada, ben);
  expect(told(seen())).toEqual([null, null, null]);
  pay(desk, ada, ben);
  expect(told(seen())).toEqual([null, null, false]);
  pay(desk, ada, cem);
  expect(told(seen())).toEqual([null, null, null]);
  const [dua, eva] = [desk.person(), desk.funded(FUNDS)];
  pay(desk, ada, dua);
  expect(told(seen())).toEqual([null, null, true]); // nobody can have put for dua before
  pay(desk, eva, ben);
  expect(told(seen())).toEqual([0, 0, true]); // of eva all is known
  desk.wait(HOUR);
  pay(desk, ada, ben);
  expect(told(seen())).toEqual([0, null, false]);
  desk.wait((DAY_HOURS - 1) * HOUR);
  pay(desk, ada, ben);
  expect(told(seen())).toEqual([0, 1, false]); // ben, an hour after it began
});

test('after 31 days whoever is not remembered is new, however old both are', () => {
  const { desk, asks, seen } = asking();
  const [ada, ben] = [desk.funded(FUNDS), desk.funded(FUNDS)];
  const [cem, dua] = [desk.person(), desk.person()];
  pay(desk, ada, dua);
  desk.rulebook = asks;
  pay(desk, ada, cem);
  expect(desk.header.time % HOUR).toBe(0);
  desk.wait(31 * DAY_HOURS * HOUR - 1);
  pay(desk, ben, dua);
  expect(told(seen())).toEqual([0, 0, null]);
  desk.wait(1);
  pay(desk, ada, dua);
  expect(told(seen())).toEqual([0, 0, true]);
  pay(desk, ada, cem);
  expect(told(seen())).toEqual([1, 1, false]);
});

test('a rulebook that no longer asks ends it, and one that asks again begins anew', () => {
  const { desk, asks, seen } = asking();
  desk.rulebook = asks;
  const [ada, ben, cem] = [desk.funded(FUNDS), desk.person(), desk.person()];
  pay(desk, ada, ben);
  expect(told(seen())).toEqual([0, 0, true]); // from the beginning on
  desk.rulebook = noObjection;
  pay(desk, ada, cem);
  desk.rulebook = asks;
  pay(desk, ada, ben, cem);
  expect(told(seen())).toEqual([null, null, null]);
  pay(desk, ada, cem);
  expect(told(seen())).toEqual([null, null, false]);
});

test('the second hold of one put for a payee is as much the first payment as the first', () => {
  const { desk, asks, seen } = asking();
  desk.rulebook = asks;
  const [ada, ben] = [desk.funded(FUNDS), desk.person()];
  pay(desk, ada, ben, ben);
  expect(told(seen())).toEqual([1, 1, true]);
  pay(desk, ada, ben);
  expect(told(seen())).toEqual([1, 1, false]);
});

test('whoever was put for longest ago is forgotten, counts as new, and their windows as unknown', () => {
  const { desk, asks, seen } = asking();
  desk.rulebook = asks;
  const ada = desk.funded(FUNDS);
  const people = Array.from({ length: MAX_PAYEES + 1 }, () => desk.person());
  const [first, second, ...others] = people as [Person, Person, ...Person[]];
  pay(desk, ada, first);
  desk.wait(HOUR);
  pay(desk, ada, second);
  desk.wait(HOUR);
  for (let at = 0; at < others.length; at += 256) pay(desk, ada, ...others.slice(at, at + 256));
  pay(desk, ada, second);
  expect(told(seen())).toEqual([MAX_PAYEES - 1, null, false]); // first's hour is not whole any more
  pay(desk, ada, first);
  expect(told(seen())).toEqual([MAX_PAYEES, null, true]);
  desk.wait(DAY_HOURS * HOUR);
  pay(desk, ada, second);
  expect(told(seen())).toEqual([0, 0, false]);
});

test('a treasury pays nobody for the first time', () => {
  const { desk, asks, seen } = asking();
  desk.rulebook = asks;
  desk.funded(FUNDS);
  expect(told(seen())).toEqual([0, 0, false]);
});
