import {
  currencyId,
  encodeState,
  fromHex,
  impliedFirstState,
  toBase64url,
  treasuryId,
} from '@tallystick/protocol';
import { expect, it } from 'vitest';
import type { OrderAsked, OrderPlace } from '../signing-calls.ts';
import { draftNow, draftedIn, isShown, readTransitions } from './orders.ts';

const sovereign = '01'.repeat(32);
const id = fromHex(sovereign, 32) as Uint8Array;
const chain = treasuryId(id, currencyId(id, 'HRB'));
const place: OrderPlace = {
  sovereign,
  code: 'HRB',
  country: 'KE',
  state: toBase64url(encodeState(impliedFirstState(chain, 1, id))),
  balance: 30n,
  threshold: 1,
  validityMs: 86_400_000,
};
const order: OrderAsked = {
  kind: 'issue',
  issues: [{ identity: '07'.repeat(32), country: 'DE', amount: 100n }],
};

it('what is signed has to be what was read', () => {
  const drafted = draftNow(place, order);
  if (!drafted.ok) throw new Error(drafted.fault);
  const { lines, transitions } = drafted.value;
  expect(lines.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['mint', 70n],
    ['pay', 100n],
  ]);
  const of = { sovereign, code: 'HRB', transitions };
  expect(draftedIn(of)).toEqual(drafted);
  const { read } = readTransitions(of);
  if (!read.ok) throw new Error(read.fault);
  const [mint, pay] = lines as [(typeof lines)[number], (typeof lines)[number]];
  const { payee } = pay;
  const others = [
    [pay],
    [mint, pay, pay],
    [mint, { ...pay, amount: 99n }],
    [mint, { ...pay, payee: payee && { ...payee, country: 'FR' } }],
    [mint, { ...pay, payee: payee && { ...payee, address: 'another' } }],
    [{ ...mint, kind: 'burn' as const }, pay],
  ];
  expect(isShown(read.does, lines)).toBe(true);
  expect(others.map((shown) => isShown(read.does, shown))).toEqual(others.map(() => false));
});

it('bytes of another treasury, or none, are not read', () => {
  const drafted = draftNow(place, order);
  if (!drafted.ok) throw new Error(drafted.fault);
  const { transitions } = drafted.value;
  expect(draftedIn({ sovereign, code: 'FSH', transitions }).ok).toBe(false);
  expect(draftedIn({ sovereign, code: 'HRB', transitions: 'AAAA' }).ok).toBe(false);
  expect(draftNow(place, { kind: 'burn', amount: 31n })).toEqual({
    ok: false,
    fault: 'insufficient',
  });
});
