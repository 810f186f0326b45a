import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MOST_PAYEES, lossAmong } from './loss.ts';

const text = (units: bigint): string => {
  const padded = String(units).padStart(3, '0');
  return `${padded.slice(0, -2)}.${padded.slice(-2)}`;
};

it('one payee loses nothing, and each further one a cap less what stands for it', () => {
  const backing = { cap: '40.00', collateral: '20.00', cover: '10.00' };
  expect(lossAmong(backing, 1)).toEqual({ loss: '0.00', inFull: 1 });
  expect(lossAmong(backing, 2)).toEqual({ loss: '10.00', inFull: 1 });
  expect(lossAmong(backing, 4)).toEqual({ loss: '90.00', inFull: 1 });
  expect(lossAmong({ ...backing, cover: '20.00' }, 2)).toEqual({ loss: '0.00', inFull: 2 });
  expect(lossAmong({ cap: '3', collateral: '0', cover: '0' }, 3)).toEqual({ loss: '6', inFull: 1 });
});

it('is the formula of what is promised, for every number of payees', () => {
  const amount = fc.bigInt({ min: 0n, max: 2n ** 60n });
  fc.assert(
    fc.property(
      amount,
      amount,
      amount,
      fc.integer({ min: 1, max: MOST_PAYEES }),
      (cap, collateral, cover, payees) => {
        const sum = BigInt(payees - 1) * cap - collateral - cover;
        const backing = { cap: text(cap), collateral: text(collateral), cover: text(cover) };
        const { loss, inFull } = lossAmong(backing, payees);
        expect(loss).toBe(text(sum < 0n ? 0n : sum));
        expect(inFull === payees).toBe(sum <= 0n);
      },
    ),
  );
});
