import type { OwnLimits } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { limitsTyped, typedOf } from './limits-typed.ts';

const none: OwnLimits = { cheques: [], evidence: { maxAgeMs: null, cosigners: 2 }, voids: [] };
const fish = { currency: 'FISH', perAct: '1', perPayer: '2', total: '3' };
const nothing = { perAct: '', perPayer: '', total: '', voids: '', hours: '' };
const hrb = { currency: 'HRB', decimals: 2 };

it('what is typed is kept beside the limits of other currencies, and shown again', () => {
  const typed = { perAct: '20', perPayer: '50,5', total: '200.00', voids: '2', hours: '12' };
  const read = limitsTyped(typed, { ...none, cheques: [fish] }, hrb);
  if (!read.ok) throw new Error(read.why);
  expect(read.value).toEqual({
    cheques: [fish, { currency: 'HRB', perAct: '20.00', perPayer: '50.50', total: '200.00' }],
    evidence: { maxAgeMs: 43_200_000, cosigners: 2 },
    voids: [{ currency: 'HRB', amount: '2.00' }],
  });
  expect(typedOf(read.value, 'HRB')).toEqual({
    perAct: '20.00',
    perPayer: '50.50',
    total: '200.00',
    voids: '2.00',
    hours: '12',
  });
  const cleared = limitsTyped(nothing, read.value, hrb);
  expect(cleared).toEqual({ ok: true, value: { ...none, cheques: [fish] } });
});

it('zero is a limit, an empty field none, and one of three no limits at all', () => {
  const zero = limitsTyped({ ...nothing, perAct: '0', perPayer: '0', total: '0' }, none, hrb);
  expect(zero).toMatchObject({ ok: true, value: { cheques: [{ perAct: '0', total: '0' }] } });
  expect(limitsTyped({ ...nothing, perAct: '5' }, none, hrb)).toEqual({ ok: false, why: 'three' });
  const two = { ...nothing, perAct: '5', total: '5' };
  expect(limitsTyped(two, none, hrb)).toEqual({ ok: false, why: 'three' });
});

it('what is no amount and no time is refused', () => {
  expect(limitsTyped({ ...nothing, voids: 'x' }, none, hrb)).toMatchObject({ ok: false });
  expect(limitsTyped({ ...nothing, total: '1.234' }, none, hrb)).toMatchObject({
    why: 'too-precise',
  });
  for (const hours of ['0', '-1', 'soon']) {
    expect(limitsTyped({ ...nothing, hours }, none, hrb)).toMatchObject({ why: 'not-a-number' });
  }
});
