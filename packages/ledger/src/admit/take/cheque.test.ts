import { type Hash, holdId } from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { recount } from '../../state/recount.ts';
import { readForks, readUncovered } from '../../state/read.ts';
import { stateRoot } from '../../state/root.ts';
import { type Fair, fair, progress } from '../../testing/fair.ts';
import {
  allowanceFor,
  asked,
  bare,
  chequeFor,
  deposit,
  opened,
  tabFor,
} from '../../testing/offline.ts';
import { holdFor, type Person, START } from '../../testing/parties.ts';

const HOUR = 3_600_000;

/** Something that pays the allowance's cheques when it is short. */
function guarantee({ desk, hold }: Fair, by: Person, cap: bigint): Hash {
  const put = by.account.put('KE', [allowanceFor(desk.hrb, cap, { fork: hold, until: FAR })]);
  desk.must(put);
  return holdId(put.id, 0);
}

const FAR = START + 500 * 86_400_000;

describe('a cheque', () => {
  test('pays its payee what it says, in any order and with gaps', () => {
    const all = fair();
    const { desk, acts, hold } = all;
    const [ben, cyd, dan] = all;
    const cheques = [chequeFor(acts, ben!, 10n), chequeFor(acts, cyd!, 20n)];
    const last = chequeFor(acts, dan!, 30n);
    desk.must(dan!.account.take([deposit(last, hold, 30n, desk.hrb)]));
    desk.must(ben!.account.take([deposit(cheques[0]!, hold, 10n, desk.hrb)]));
    expect(desk.state.holds.find(hold)).toMatchObject({ paid: 40n, marks: 1 });
    desk.must(cyd!.account.take([deposit(cheques[1]!, hold, 20n, desk.hrb)]));
    expect(desk.state.holds.find(hold)).toMatchObject({ paid: 60n, marks: 1 });
    expect(recount(desk.state)).toEqual([]);
  });

  test('pays once, and its payee alone', () => {
    const all = fair();
    const [ben, eve] = all;
    const { desk, acts, hold } = all;
    const cheque = chequeFor(acts, ben!, 10n);
    expect(desk.outcome(eve!.account.take([deposit(cheque, hold, 10n, desk.hrb)]))).toBe(
      'not-claimant',
    );
    const opening = { ...cheque.payee, identity: eve!.id };
    const stolen = deposit({ ...cheque, payee: opening }, hold, 10n, desk.hrb);
    expect(desk.send(eve!.account.take([stolen]))).toMatchObject({ data: { fault: 'payee' } });
    const one = deposit(cheque, hold, 10n, desk.hrb);
    expect(desk.outcome(ben!.account.take([one, one]))).toBe('amount-mismatch');
    desk.must(ben!.account.take([one]));
    expect(desk.send(ben!.account.take([one]))).toMatchObject({ data: { entitlement: '0' } });
    desk.must(ben!.account.take([{ ...one, amount: 0n }]));
    expect(desk.state.holds.find(hold)?.paid).toBe(10n);
  });

  test('takes all that is there for it, so that nothing can be kept locked by it', () => {
    const all = fair();
    const [ben] = all;
    const { desk, acts, hold } = all;
    const cheque = chequeFor(acts, ben!, 10n);
    for (const amount of [9n, 0n, 11n]) {
      expect(desk.outcome(ben!.account.take([deposit(cheque, hold, amount, desk.hrb)]))).toBe(
        'amount-mismatch',
      );
    }
  });

  test('is signed by the writer, within its limit, and within the bounds of whoever takes', () => {
    const all = fair({ perCheque: 50n });
    const [ben] = all;
    const { desk, acts, hold } = all;
    const much = chequeFor(acts, ben!, 51n);
    expect(desk.send(ben!.account.take([deposit(much, hold, 51n, desk.hrb)]))).toMatchObject({
      data: { fault: 'amount' },
    });
    const { act, ...cheque } = chequeFor(acts, ben!, 5n);
    const signature = act.signature.with(0, act.signature[0]! ^ 1);
    const forged = { ...cheque, act: { ...act, signature } };
    expect(desk.outcome(ben!.account.take([deposit(forged, hold, 5n, desk.hrb)]))).toBe(
      'not-acceptable: wrong-signature',
    );
    expect(progress(all)).toBe(1);
    const bounded = allowanceFor(desk.hrb, 50n);
    const [claim] = bounded.claims;
    const payee = { kind: 'anyone', countries: ['UG'], minTier: 0 } as const;
    const put = opened(desk, all.ada, { ...bounded, claims: [{ ...claim!, payee }] });
    const held = chequeFor(put.acts, ben!, 5n);
    const taking = deposit(held, put.acts.hold, 5n, desk.hrb);
    expect(desk.outcome(ben!.account.take([taking]))).toBe('not-claimant');
    const record = { country: 'UG', tier: 0, validUntil: START + 5, attestation: null } as const;
    desk.must(ben!.say({ kind: 'country', ...record }));
    desk.wait(6);
    expect(desk.outcome(ben!.account.take([taking]))).toBe('not-claimant');
    desk.must(ben!.say({ kind: 'country', ...record, validUntil: null }));
    expect(desk.outcome(ben!.account.take([taking]))).toBe('admitted');
  });

  test('of an allowance that was not used up leaves the rest to its owner', () => {
    const all = fair({ until: START + HOUR });
    const [ben] = all;
    const { desk, ada, acts, hold } = all;
    desk.must(ben!.account.take([deposit(chequeFor(acts, ben!, 100n), hold, 100n, desk.hrb)]));
    // More may be presented: it stays open until its end, and returns nothing then.
    expect(desk.state.holds.find(hold)).toMatchObject({ paid: 100n });
    const back = bare(hold, null, 0n, desk.hrb);
    expect(desk.outcome(ada.account.take([back]))).toBe('not-returnable-yet');
    desk.wait(HOUR + 1);
    expect(desk.outcome(ada.account.take([back]))).toBe('admitted');
    expect(desk.state.holds.find(hold)).toBeUndefined();
  });
});

describe('a fork', () => {
  test('pays cap, then collateral, then cover, and what is uncovered stays in sight', () => {
    const all = fair({ until: START + HOUR });
    const [ben, cyd, dan, eli] = all;
    const { desk, ada, put, acts, hold } = all;
    const collateral = guarantee(all, ada, 60n);
    const insurer = desk.funded(100n);
    const cover = guarantee(all, insurer, 30n);
    const clones = [acts.clone(put, 0), acts.clone(put, 0), acts.clone(put, 0)];
    const payees = [ben!, cyd!, dan!];
    const cheques = payees.map((payee, at) => chequeFor(clones[at]!, payee, 80n));
    const asks = (at: number, ...amounts: bigint[]): string => {
      const sources = [hold, collateral, cover];
      const takings = amounts.map((amount, source) =>
        deposit(cheques[at]!, sources[source]!, amount, desk.hrb),
      );
      return desk.outcome(payees[at]!.account.take(takings));
    };
    expect(asks(0, 80n, 0n)).toBe('condition-unmet');
    expect(asks(0, 80n)).toBe('admitted');
    expect(asks(1, 20n, 60n, 1n)).toBe('amount-mismatch');
    expect(asks(1, 20n, 60n)).toBe('admitted');
    expect(desk.state.holds.find(collateral)).toBeUndefined();
    expect(asks(2, 0n)).toBe('admitted');
    // Cover is taken in a later transition; it has less than the cheque is short of.
    expect(desk.outcome(dan!.account.take([deposit(cheques[2]!, cover, 30n, desk.hrb)]))).toBe(
      'admitted',
    );
    expect([ben, cyd, dan].map((one) => one!.account.balance(desk.hrb))).toEqual([80n, 80n, 30n]);
    // The owner has nothing back, now or later.
    desk.wait(HOUR + 1);
    expect(desk.send(ada.account.take([bare(hold, null, 0n, desk.hrb)]))).toMatchObject({
      code: 'unpaid-cheques',
      data: { unpaid: '50' },
    });
    expect(desk.outcome(eli!.account.take([bare(hold, null, 0n, desk.hrb)]))).toBe('not-claimant');
    expect(recount(desk.state)).toEqual([]);
  });

  test.each([
    ['two of one sequence', [0, 0]],
    ['a neighbour that does not name the one before', [0, 1]],
    ['the same, the later one presented first', [1, 0]],
  ])('is shown by %s', (_, [first, second]) => {
    const all = fair();
    const [ben, cyd] = all;
    const { desk, put, acts, hold } = all;
    const clone = acts.clone(put, 0);
    const mine = [chequeFor(acts, ben!, 1n), chequeFor(acts, ben!, 2n)][first!]!;
    const other = [chequeFor(clone, cyd!, 3n), chequeFor(clone, cyd!, 4n)][second!]!;
    // Registered before, and no neighbour of either: of another place of the same chain.
    const far = [3n, 4n, 5n].map((amount) => chequeFor(acts, ben!, amount)).at(-1)!;
    desk.must(ben!.account.take([deposit(far, hold, far.amount, desk.hrb)]));
    const earlier = ben!.account.take([deposit(mine, hold, mine.amount, desk.hrb)]);
    desk.must(earlier);
    expect(progress(all)).toBe(1);
    const later = cyd!.account.take([deposit(other, hold, other.amount, desk.hrb)]);
    desk.must(later);
    expect(progress(all)).toBe(3);
    // The two deposits that show it are named, among others that do not.
    const shown = { first: earlier.id, second: later.id };
    expect(readForks(desk.state)).toMatchObject([{ hold, put: put.id, shown, proof: null }]);
  });

  test('is shown by one deposit of both, and names it twice', () => {
    const all = fair();
    const [ben] = all;
    const { desk, put, acts, hold } = all;
    const clone = acts.clone(put, 0);
    const both = [chequeFor(acts, ben!, 1n), chequeFor(clone, ben!, 2n)].map((cheque) =>
      deposit(cheque, hold, cheque.amount, desk.hrb),
    );
    const taken = ben!.account.take(both);
    desk.must(taken);
    const shown = { first: taken.id, second: taken.id };
    expect(readForks(desk.state)).toMatchObject([{ shown }]);
  });

  test('is not shown by what may be one history', () => {
    const all = fair();
    const [ben] = all;
    const { desk, acts, hold } = all;
    const cheques = [1n, 2n, 3n, 4n].map((amount) => chequeFor(acts, ben!, amount));
    for (const at of [2, 0, 3, 1]) {
      const cheque = cheques[at]!;
      desk.must(ben!.account.take([deposit(cheque, hold, cheque.amount, desk.hrb)]));
    }
    expect(progress(all)).toBe(1);
  });

  test('ends what its device puts, and what its owner allows; what was put is claimed', () => {
    const all = fair();
    const [ben] = all;
    const { desk, ada, put, acts } = all;
    const { put: plain } = opened(desk, ada, holdFor(ben!.id, desk.hrb, 7n));
    const tab = opened(desk, ada, tabFor(ben!.id, desk.hrb, 50n)).acts;
    const clone = acts.clone(put, 0);
    for (const cheque of [chequeFor(acts, ben!, 1n), chequeFor(clone, ben!, 2n)]) {
      desk.must(ben!.account.take([deposit(cheque, acts.hold, cheque.amount, desk.hrb)]));
    }
    expect(desk.send(ada.account.put('KE', [holdFor(ben!.id, desk.hrb, 1n)]))).toMatchObject({
      code: 'writer-forked',
      data: { hold: null },
    });
    const { key } = ada.account;
    const lent = tabFor(ada.id, desk.hrb, 1n, {}, { writer: { kind: 'key', key } });
    desk.must(desk.treasury.mint(desk.hrb, 9n));
    expect(desk.send(desk.treasury.put('KE', [lent]))).toMatchObject({
      code: 'writer-forked',
      data: { hold: 0 },
    });
    const act = tab.act(20n);
    expect(desk.outcome(ben!.account.take([tab.take(20n, { act })]))).toBe('admitted');
    expect(desk.outcome(ben!.account.take([bare(holdId(plain.id, 0), 0, 7n, desk.hrb)]))).toBe(
      'admitted',
    );
  });

  test('keeps the owner from opening another allowance with another device', () => {
    const all = fair();
    const [ben] = all;
    const { desk, ada, put, acts } = all;
    const clone = acts.clone(put, 0);
    for (const cheque of [chequeFor(acts, ben!, 1n), chequeFor(clone, ben!, 2n)]) {
      desk.must(ben!.account.take([deposit(cheque, acts.hold, cheque.amount, desk.hrb)]));
    }
    const key = { suite: 1, publicKey: new Uint8Array(1312).fill(9) } as const;
    desk.must(ada.say({ kind: 'add-device', device: { key, encryptionKey: null } }));
    const pay = ben!.account.put('KE', [holdFor(ada.id, desk.hrb, 3n)]);
    desk.must(pay);
    const second = ada.devices[1]!;
    desk.must(second.take([bare(holdId(pay.id, 0), 0, 3n, desk.hrb)]));
    expect(desk.send(second.put('KE', [allowanceFor(desk.hrb, 1n)]))).toMatchObject({
      code: 'writer-forked',
      data: { hold: 0 },
    });
    expect(desk.outcome(second.put('KE', [tabFor(ben!.id, desk.hrb, 1n)]))).toBe('admitted');
  });
});

describe('totals that lie on one unforked chain', () => {
  test.each([
    ['next to each other', 0],
    ['with others between', 3],
  ])('%s mark the hold in either order, as a fork does', (_, between) => {
    for (const turn of [0, 1]) {
      const all = fair();
      const [ben, cyd] = all;
      const { desk, ada, acts, hold } = all;
      const one = { by: ben!, cheque: chequeFor(acts, ben!, 40n) };
      for (let at = 0; at < between; at += 1) chequeFor(acts, cyd!, 2n);
      // It says that 39 were given before it, and nobody but the ledger sees both.
      const other = { by: cyd!, cheque: chequeFor(acts, cyd!, 5n, { total: 44n }) };
      const [first, second] = turn === 0 ? [one, other] : [other, one];
      const shown = [first, second].map(({ by, cheque }) =>
        by.account.take([deposit(cheque, hold, cheque.amount, desk.hrb)]),
      );
      desk.must(shown[0]!);
      expect(progress(all)).toBe(1);
      desk.must(shown[1]!);
      expect(progress(all)).toBe(3);
      expect(readForks(desk.state)).toMatchObject([
        { hold, owner: ada.id, shown: { first: shown[0]!.id, second: shown[1]!.id }, proof: null },
      ]);
      expect(desk.outcome(ada.account.put('KE', [holdFor(ben!.id, desk.hrb, 1n)]))).toBe(
        'writer-forked',
      );
    }
  });

  test('leave cheques short, which the guarantees pay, at once or later', () => {
    for (const isLater of [false, true]) {
      const all = fair();
      const [ben, cyd] = all;
      const { desk, ada, acts, hold } = all;
      const collateral = guarantee(all, ada, 60n);
      const one = chequeFor(acts, ben!, 90n);
      // It says that this is all that was given.
      const other = chequeFor(acts, cyd!, 50n, { total: 50n });
      desk.must(ben!.account.take([deposit(one, hold, 90n, desk.hrb)]));
      const rest = deposit(other, collateral, 40n, desk.hrb);
      const own = deposit(other, hold, 10n, desk.hrb);
      if (isLater) {
        desk.must(cyd!.account.take([own]));
        desk.state.header = desk.header;
        expect(readUncovered(desk.state, -1, 10)).toMatchObject([{ hold, cap: 100n, unpaid: 40n }]);
      }
      expect(desk.outcome(cyd!.account.take(isLater ? [rest] : [own, rest]))).toBe('admitted');
      expect(readUncovered(desk.state, -1, 10)).toEqual([]);
      expect(progress(all)).toBe(3);
    }
  });

  test('that say more than was given mark nothing: the payer alone loses by it', () => {
    const all = fair();
    const [ben] = all;
    const { desk, acts, hold } = all;
    const cheques = [chequeFor(acts, ben!, 10n), chequeFor(acts, ben!, 10n, { total: 60n })];
    cheques.push(chequeFor(acts, ben!, 10n));
    for (const cheque of cheques) {
      desk.must(ben!.account.take([deposit(cheque, hold, 10n, desk.hrb)]));
    }
    expect(progress(all)).toBe(1);
  });
});

test('a mark outlives its hold, for claims under fork(hold) and in the state root', () => {
  const all = fair({ until: START + HOUR });
  const [ben, cyd] = all;
  const { desk, ada, put, acts, hold } = all;
  const insurer = desk.funded(50n);
  const condition = { kind: 'fork', hold } as const;
  const insured = tabFor(cyd!.id, desk.hrb, 5n, { meter: { kind: 'all' }, condition }, NONE);
  const policy = insurer.account.put('KE', [insured]);
  desk.must(policy);
  const clone = acts.clone(put, 0);
  for (const cheque of [chequeFor(acts, ben!, 1n), chequeFor(clone, ben!, 2n)]) {
    desk.must(ben!.account.take([deposit(cheque, hold, cheque.amount, desk.hrb)]));
  }
  desk.wait(HOUR + 1);
  const rooted = stateRoot(desk.state, 0).root;
  desk.must(ada.account.take([bare(hold, null, 97n, desk.hrb)]));
  expect(desk.state.forks.entries).toHaveLength(2);
  expect(desk.state.forks.entries[1]?.key).toEqual(hold);
  expect(stateRoot(desk.state, 0).root).not.toEqual(rooted);
  const payout = asked(holdId(policy.id, 0), 5n, desk.hrb, {});
  expect(desk.outcome(cyd!.account.take([payout]))).toBe('admitted');
});

test('registers 4,096 cheques for one allowance, and no more', () => {
  const all = fair({}, 300n);
  const [ben] = all;
  const { desk, put, acts, hold } = all;
  desk.verifyInside = () => true;
  const cheques = Array.from({ length: 17 }, () => acts.clone(put, 0)).flatMap((clone) =>
    Array.from({ length: 256 }, () => chequeFor(clone, ben!, 1n)),
  );
  let paid = 0n;
  const present = (from: number, count: number): string => {
    const takings = cheques.slice(from, from + count).map((cheque, at) => {
      const due = paid + BigInt(at) < 300n ? 1n : 0n;
      return deposit(cheque, hold, due, desk.hrb);
    });
    const outcome = desk.outcome(ben!.account.take(takings));
    if (outcome === 'admitted') paid += BigInt(count);
    return outcome;
  };
  for (let at = 0; at < 4096; at += 64 - 1) {
    expect(present(at, Math.min(63, 4096 - at))).toBe('admitted');
  }
  expect(present(4096, 1)).toBe('limit-reached');
  expect(present(4095, 1)).toBe('admitted');
  expect(ben!.account.balance(desk.hrb)).toBe(300n);
  desk.state.header = desk.header;
  expect(readUncovered(desk.state, -1, 1)).toMatchObject([{ unpaid: 3796n }]);
});

const NONE = { writer: { kind: 'none' } } as const;
