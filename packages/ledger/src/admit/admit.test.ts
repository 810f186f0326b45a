import { expect, test } from 'vitest';
import { Desk, taking } from '../testing/desk.ts';
import { holdFor } from '../testing/parties.ts';

test('a payment: minted, put, taken', () => {
  const desk = new Desk();
  const ada = desk.funded(1000n);
  const ben = desk.person();
  const put = ada.account.put('KE', [holdFor(ben.id, desk.hrb, 400n)]);
  expect(desk.outcome(put)).toBe('admitted');
  expect(desk.outcome(ben.account.take([taking(put, 0, 0, 400n, desk.hrb)]))).toBe('admitted');
  expect([ada.account.balance(desk.hrb), ben.account.balance(desk.hrb)]).toEqual([600n, 400n]);
  expect(desk.state.currencies.totals[0]).toEqual({
    minted: 1000n,
    burned: 0n,
    balances: 1000n,
    held: 0n,
  });
});
