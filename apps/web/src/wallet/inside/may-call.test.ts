import { failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { WELL } from '../place-standing.ts';
import { refusalOf } from './may-call.ts';

const args: readonly unknown[] = [];

it('a call of another wallet than the one shown is refused', () => {
  const shown = { name: 'wallet-b', standing: WELL };
  expect(refusalOf({ call: 'pay', wallet: 'wallet-a', args }, shown)).toMatchObject({
    failure: { code: 'other-wallet' },
  });
  expect(refusalOf({ call: 'snapshot', wallet: 'wallet-a', args }, undefined)).not.toBeNull();
  expect(refusalOf({ call: 'pay', wallet: 'wallet-b', args }, shown)).toBeNull();
  // Opening and locking are of no wallet.
  expect(refusalOf({ call: 'lock', wallet: null, args }, shown)).toBeNull();
});

it('nothing is paid at a sovereign that has shown another history; looking and checking goes on', () => {
  const forked = failed('tampering', 'log-forked', 'Two histories.');
  const shown = { name: 'wallet', standing: { isReached: true, problem: forked.failure } };
  for (const call of [
    'pay',
    'putHold',
    'createMandate',
    'openTab',
    'giveCover',
    'voidAct',
    'askService',
    'signClaim',
    'attest',
    'revealSecret',
    'answerSwap',
    'takeSwap',
    'shareOf',
  ] as const) {
    expect(refusalOf({ call, wallet: 'wallet', args }, shown)).toEqual(forked);
  }
  for (const call of ['snapshot', 'verify', 'seenCheckpoints', 'sync'] as const) {
    expect(refusalOf({ call, wallet: 'wallet', args }, shown)).toBeNull();
  }
  const meeting = (kind: string): unknown =>
    refusalOf({ call: 'exchange', wallet: 'wallet', args: [null, { kind }] }, shown);
  expect(meeting('pay')).toEqual(forked);
  expect(meeting('compare')).toBeNull();
  const refused = failed('refused', 'not-enrolled', 'Not a device any more.');
  const other = { name: 'wallet', standing: { isReached: true, problem: refused.failure } };
  expect(refusalOf({ call: 'pay', wallet: 'wallet', args }, other)).toBeNull();
});
