import * as fc from 'fast-check';
import { expect } from 'vitest';
import { recount } from '../state/recount.ts';
import { Desk } from './desk.ts';
import { type Acts, bare, opened, tabFor } from './offline.ts';
import { START } from './parties.ts';
import { verifySeal } from './seal.ts';

const amounts = fc.bigInt({ min: 1n, max: 60n });

/**
 * The property of a tab at the ledger: whatever a payer and its copies sign, in whatever order its payee takes, the highest voucher that the
 * payee keeps is what it gets, exactly; a stale one brings nothing; and nobody else gets anything.
 * Gives in how many runs something was paid.
 */
export function keepsHighestVoucher(): number {
  let paidRuns = 0;
  const step = fc.record({
    clone: fc.nat(4),
    amount: amounts,
    what: fc.constantFrom('act', 'act', 'take-old', 'clone', 'pay-another'),
  });
  const property = fc.property(
    fc.array(step, { minLength: 3, maxLength: 30 }),
    fc.bigInt({ min: 0n, max: 200n }),
    (steps, early) => {
      const desk = new Desk();
      desk.verifyInside = verifySeal;
      const ada = desk.funded(1000n);
      const [ben, eve] = [desk.person(), desk.person()];
      const hold = tabFor(ben.id, desk.hrb, 200n, { until: START + 1000 });
      const { put, acts } = opened(desk, ada, hold);
      const clones = [acts];
      const kept: { total: bigint; act: ReturnType<Acts['act']> }[] = [];
      for (const { clone, amount, what } of steps) {
        const writer = inTurn(clones, clone);
        if (what === 'clone') clones.push(writer.clone(put, 0));
        else if (what === 'pay-another') {
          const act = writer.act(0n);
          const taking = writer.take(1n, { act });
          expect(desk.outcome(eve.account.take([taking]))).toBe('not-claimant');
        } else if (what === 'take-old' && kept.length > 0) {
          const old = inTurn(kept, clone);
          const { paid } = desk.state.holds.find(acts.hold) ?? { paid: 200n };
          const ask = old.total < early ? old.total : early;
          const due = old.total - paid;
          const outcome = desk.outcome(ben.account.take([acts.take(ask, { act: old.act })]));
          expect(outcome === 'admitted').toBe(ask > 0n && paid < 200n && ask <= due);
        } else if (writer.total + amount <= 200n) {
          const act = writer.act(amount);
          kept.push({ total: writer.total, act });
        }
      }
      const best = kept.toSorted((a, b) => Number(b.total - a.total))[0];
      const got = ben.account.balance(desk.hrb);
      if (best !== undefined && best.total > got) {
        desk.must(ben.account.take([acts.take(best.total - got, { act: best.act })]));
      }
      expect(ben.account.balance(desk.hrb)).toBe(best?.total ?? 0n);
      if (best !== undefined) paidRuns += 1;
      desk.wait(1001);
      const left = 200n - (best?.total ?? 0n);
      const back = bare(acts.hold, null, left, desk.hrb);
      expect(desk.outcome(ada.account.take([back]))).toBe(left > 0n ? 'admitted' : 'unknown-hold');
      expect(ada.account.balance(desk.hrb)).toBe(800n + left);
      expect(recount(desk.state)).toEqual([]);
    },
  );
  fc.assert(property, { numRuns: 80 });
  return paidRuns;
}

function inTurn<T>(all: readonly T[], turn: number): T {
  const found = all[turn % all.length];
  if (found === undefined) throw new RangeError('nobody takes a turn');
  return found;
}
