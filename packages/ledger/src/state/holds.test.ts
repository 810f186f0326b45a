import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../testing/parties.ts';
import { Holds, type NewHold, type OpenHold } from './holds.ts';

function newHold(number: number, owner: number, payees: readonly number[]): NewHold {
  return {
    id: seeded('hold', number, 32),
    put: seeded('put', number, 32),
    value: seeded('value', number, 32),
    currency: number % 3,
    cap: 2n ** 62n + BigInt(number),
    paid: BigInt(number),
    owner,
    putAt: 2 ** 41 + number,
    closedMs: number,
    marks: 0,
    claims: payees.map((payee) => ({ payee, country: 'KE', until: 2 ** 50 + payee })),
  };
}

/** What one more step does: opens a hold, or closes one of those that are open. */
const steps = fc.array(
  fc.oneof(
    fc.record({
      owner: fc.integer({ min: -2, max: 4 }),
      payees: fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 4 }),
    }),
    fc.nat(),
  ),
  { maxLength: 80 },
);

test('lists, counts and finds what a plain list of holds would', () => {
  const property = fc.property(steps, (chosen) => {
    const holds = new Holds();
    let model: (NewHold & { readonly number: number })[] = [];
    let number = 0;
    for (const step of chosen) {
      if (typeof step !== 'number') {
        const hold = newHold(number, step.owner, step.payees);
        expect(holds.add(hold)).toBe(number);
        model.push({ ...hold, number });
        number += 1;
      } else if (model.length > 0) {
        const closed = model[step % model.length]!;
        holds.remove(holds.find(closed.id)!);
        model = model.filter((hold) => hold !== closed);
        expect(holds.find(closed.id)).toBeUndefined();
      }
    }
    expect([holds.count, holds.next]).toEqual([model.length, number]);
    expect(holds.claims).toBe(model.reduce((sum, { claims }) => sum + claims.length, 0));
    for (const hold of model) expect(holds.find(hold.id)).toMatchObject(hold);
    for (let owner = -2; owner <= 4; owner += 1) {
      const owned = model.filter((hold) => hold.owner === owner);
      expect([...holds.ownedBy(owner)].map(bare)).toEqual(owned);
      expect(holds.claimsOf(owner)).toBe(owned.reduce((sum, { claims }) => sum + claims.length, 0));
    }
    for (let payee = 0; payee <= 4; payee += 1) {
      const payable = model.flatMap((hold) =>
        hold.claims.flatMap((claim, index) => (claim.payee === payee ? [{ hold, index }] : [])),
      );
      const listed = [...holds.payableTo(payee)].map(({ hold, index }) => ({
        hold: bare(hold),
        index,
      }));
      expect(listed).toEqual(payable);
    }
  });
  fc.assert(property, { numRuns: 150 });
});

test('a hold is removed once', () => {
  const holds = new Holds();
  holds.add(newHold(0, 1, [2]));
  const open = holds.find(seeded('hold', 0, 32))!;
  holds.remove(open);
  expect(() => holds.remove(open)).toThrow('not an open hold');
});

test('numbers grow, also when holds are restored', () => {
  const holds = new Holds();
  expect(holds.add(newHold(7, 1, [2]), 7)).toBe(7);
  expect(() => holds.add(newHold(3, 1, [2]), 3)).toThrow('after 8');
  holds.restoreNext(20);
  expect(holds.add(newHold(8, 1, [2]))).toBe(20);
});

function bare(hold: OpenHold): Omit<OpenHold, 'place'> {
  const copy: Partial<OpenHold> = { ...hold };
  delete (copy as { place?: number }).place;
  return copy as Omit<OpenHold, 'place'>;
}
