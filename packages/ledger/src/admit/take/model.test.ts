import { holdId, type Hash } from '@tallystick/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MARKS } from '../../state/hold-marks.ts';
import { termsOf } from '../../state/hold-terms.ts';
import { recount } from '../../state/recount.ts';
import { Desk } from '../../testing/desk.ts';
import { type Acts, allowanceFor, chequeFor, deposit, opened } from '../../testing/offline.ts';
import { type Person, START } from '../../testing/parties.ts';
import { verifySeal } from '../../testing/seal.ts';
import { keepsHighestVoucher } from '../../testing/tab-property.ts';

/** What the ledger does with cheques, written down once more, with a list and three numbers. */
class Model {
  readonly left: bigint[];
  readonly unpaid = new Map<number, bigint>();
  readonly positions = new Map<string, number>();
  isForked = false;

  constructor(left: readonly bigint[]) {
    this.left = [...left];
  }

  /** What cheque `at`, the `place`-th of its clone, is paid from each source in this order. */
  present(at: number, amount: bigint, sources: readonly number[]): bigint[] | undefined {
    if (sources[0] !== 0 && !this.unpaid.has(at)) return undefined;
    const before = { left: [...this.left], unpaid: new Map(this.unpaid) };
    const paid: bigint[] = [];
    for (const source of sources) {
      const due = this.unpaid.get(at) ?? amount;
      const given = due < this.left[source]! ? due : this.left[source]!;
      if (source > 0 && (this.left[source] === 0n || !this.isForked)) {
        this.left.splice(0, 3, ...before.left);
        this.unpaid.clear();
        for (const [key, value] of before.unpaid) this.unpaid.set(key, value);
        return undefined;
      }
      this.left[source]! -= given;
      this.unpaid.set(at, due - given);
      paid.push(given);
    }
    return paid;
  }
}

interface Place {
  readonly place: number;
  readonly clone: number;
  readonly amount: bigint;
  readonly total: bigint;
}

/** Clones agree on nothing, so equals and neighbours of two clones contradict each other; and so do totals that leave something out. */
function contradict(a: Place, b: Place): boolean {
  if (a.clone !== b.clone && (a.place === b.place || a.place + 1 === b.place)) return true;
  return a.place < b.place && b.total < a.total + b.amount;
}

const FAR = START + 450 * 86_400_000;
const amounts = fc.bigInt({ min: 1n, max: 60n });

interface Fair {
  readonly desk: Desk;
  readonly owner: Person;
  readonly insurer: Person;
  readonly sources: readonly Hash[];
  readonly clones: readonly Acts[];
}

/** An allowance of 100 with collateral 40 and cover 25, in the hands of so many clones. */
function fair(count: number): Fair {
  const desk = new Desk();
  desk.verifyInside = verifySeal;
  const [owner, insurer] = [desk.funded(1000n), desk.funded(100n)];
  const { put, acts } = opened(desk, owner, allowanceFor(desk.hrb, 100n));
  const fork = { fork: acts.hold, until: FAR };
  const collateral = owner.account.put('KE', [allowanceFor(desk.hrb, 40n, fork)]);
  const cover = insurer.account.put('KE', [allowanceFor(desk.hrb, 25n, fork)]);
  desk.must(collateral);
  desk.must(cover);
  const sources = [acts.hold, holdId(collateral.id, 0), holdId(cover.id, 0)];
  const clones = Array.from({ length: count }, () => acts.clone(put, 0));
  return { desk, owner, insurer, sources, clones };
}

test('cheques in any order, with gaps and again: cap, collateral, cover, and never more', () => {
  const steps = fc.array(
    fc.record({
      at: fc.nat(11),
      sources: fc.constantFrom([0], [0, 1], [0, 2], [0, 1, 2], [1], [2], [1, 2]),
    }),
    { minLength: 8, maxLength: 40 },
  );
  const property = fc.property(
    fc.array(amounts, { minLength: 12, maxLength: 12 }),
    steps,
    (given, plan) => {
      const { desk, sources, clones } = fair(3);
      const payees = [desk.person(), desk.person(), desk.person()];
      const cheques = given.map((amount, at) => {
        const acts = clones[at % 3]!;
        const capped = acts.total + amount > 100n ? 100n - acts.total : amount;
        const much = capped > 0n ? capped : 1n;
        const total = capped > 0n ? acts.total + much : 100n;
        const sum = { amount: much, total };
        return { ...chequeFor(acts, payees[at % 3]!, much, { total }), sum };
      });
      const model = new Model([100n, 40n, 25n]);
      const seen: Place[] = [];
      for (const { at, sources: from } of plan) {
        const cheque = cheques[at]!;
        const place = Math.floor(at / 3);
        if (from[0] === 0 && !model.unpaid.has(at)) {
          const shown = { place, clone: at % 3, ...cheque.sum };
          const wasForked = model.isForked;
          model.isForked ||= seen.some((one) => contradict(one, shown) || contradict(shown, one));
          const paid = model.present(at, cheque.amount, from);
          if (paid === undefined) model.isForked = wasForked;
          else seen.push(shown);
          check(desk, cheque, from, paid);
        } else check(desk, cheque, from, model.present(at, cheque.amount, from));
        expect(recount(desk.state)).toEqual([]);
      }
      const allowance = desk.state.holds.find(sources[0]!)!;
      expect(allowance.cap - allowance.paid).toBe(model.left[0]);
      const uncovered = [...model.unpaid.values()].reduce((sum, one) => sum + one, 0n);
      // Whenever an allowance is short, what was presented proves it.
      expect(uncovered === 0n || model.isForked).toBe(true);
      const { progress } = termsOf(desk.state, allowance).record;
      expect([progress?.unpaid ?? 0n, progress?.forked ?? false]).toEqual([
        uncovered,
        model.isForked,
      ]);

      function check(
        desk: Desk,
        cheque: (typeof cheques)[number],
        from: readonly number[],
        paid: bigint[] | undefined,
      ): void {
        const payee = payees.find(({ id }) => id === cheque.payee.identity)!;
        const before = payee.account.balance(desk.hrb);
        const takings = from.map((source, at) =>
          deposit(cheque, sources[source]!, paid?.[at] ?? 1n, desk.hrb),
        );
        const outcome = desk.outcome(payee.account.take(takings));
        expect(outcome === 'admitted').toBe(paid !== undefined);
        const sum = (paid ?? []).reduce((all, one) => all + one, 0n);
        expect(payee.account.balance(desk.hrb) - before).toBe(sum);
      }
    },
  );
  fc.assert(property, { numRuns: 60 });
});

test('an honest payer is marked by no order of deposits, whoever deposits and however often', () => {
  const order = fc.array(fc.nat(11), { minLength: 12, maxLength: 30 });
  const property = fc.property(
    fc.array(fc.bigInt({ min: 1n, max: 8n }), { minLength: 12, maxLength: 12 }),
    order,
    (given, turns) => {
      const { desk, sources, clones } = fair(1);
      const payees = [desk.person(), desk.person(), desk.person()];
      const cheques = given.map((amount, at) => chequeFor(clones[0]!, payees[at % 3]!, amount));
      const paid = new Set<number>();
      for (const at of turns) {
        const cheque = cheques[at]!;
        const due = paid.has(at) ? 0n : cheque.amount;
        const taking = deposit(cheque, sources[0]!, due, desk.hrb);
        expect(desk.outcome(payees[at % 3]!.account.take([taking]))).toBe('admitted');
        paid.add(at);
      }
      expect(desk.state.forks.count).toBe(0);
      expect(desk.state.holds.find(sources[0]!)?.marks).toBe(MARKS.further);
    },
  );
  fc.assert(property, { numRuns: 40 });
});

test('accomplices who come first take no more than the bound, and nobody loses more than it accepted', () => {
  const property = fc.property(fc.integer({ min: 2, max: 6 }), amounts, (count, honest) => {
    const { desk, sources, clones } = fair(count);
    const present = (acts: Acts, payee: Person, amount: bigint): void => {
      const cheque = chequeFor(acts, payee, amount, { total: 100n });
      let left = amount;
      for (const source of sources) {
        const hold = desk.state.holds.find(source);
        const rest = hold === undefined ? 0n : hold.cap - hold.paid;
        const due = left < rest ? left : rest;
        const taking = deposit(cheque, source, due, desk.hrb);
        if (desk.outcome(payee.account.take([taking])) === 'admitted') left -= due;
      }
      expect(payee.account.balance(desk.hrb)).toBe(amount - left);
    };
    const accomplices = clones.slice(1).map((acts) => {
      const accomplice = desk.person();
      present(acts, accomplice, 100n);
      return accomplice.account.balance(desk.hrb);
    });
    const victim = desk.person();
    present(clones[0]!, victim, honest);
    const taken = accomplices.reduce((sum, one) => sum + one, 0n);
    expect(taken).toBeLessThanOrEqual(165n);
    const accepted = BigInt(count - 1) * 100n + honest;
    const paid = taken + victim.account.balance(desk.hrb);
    // max(0, N × cap − cap − collateral − cover), what was accepted standing for N × cap.
    expect(accepted - paid).toBe(accepted > 165n ? accepted - 165n : 0n);
    expect(recount(desk.state)).toEqual([]);
  });
  fc.assert(property, { numRuns: 30 });
});

test('a payee that keeps the highest voucher gets exactly that, whatever clones sign', () => {
  expect(keepsHighestVoucher()).toBeGreaterThan(40);
});
