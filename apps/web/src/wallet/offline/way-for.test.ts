import type { OwnHoldView } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { wayFor } from './way-for.ts';

const request = { to: 'ben', amount: '5.00', currency: 'HRB' };
const base = { hold: '00', currency: 'HRB', cap: '20.00', given: '15.00', until: 0 };
const tab: OwnHoldView = { ...base, kind: 'tab', to: 'ben' };
const allowance: OwnHoldView = { ...base, kind: 'allowance', perCheque: '5.00' };

it('a tab for that payee comes before cheques', () => {
  expect(wayFor([allowance, tab], request)).toBe('tab');
  expect(wayFor([allowance, { ...tab, to: 'cyd' }], request)).toBe('cheque');
  expect(wayFor([{ ...tab, to: 'cyd' }], request)).toBeNull();
  expect(wayFor([], request)).toBeNull();
});

it('nothing is paid from what has no room, is stopped, or is in another currency', () => {
  expect(wayFor([tab], { ...request, amount: '5.01' })).toBeNull();
  expect(wayFor([{ ...tab, given: '15.01' }, allowance], request)).toBe('cheque');
  expect(wayFor([{ ...allowance, perCheque: '4.99' }], request)).toBeNull();
  expect(wayFor([{ ...tab, stopped: 'rolled-back' }], request)).toBeNull();
  expect(wayFor([{ ...allowance, isCollateralMissing: true }], request)).toBeNull();
  expect(wayFor([tab], { ...request, currency: 'FISH' })).toBeNull();
});
