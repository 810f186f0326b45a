import { type WalletEvent, done, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { WELL, afterEvent, afterOutcome } from './place-standing.ts';

const forked = failed('tampering', 'log-forked', 'Two histories.');
const later = failed('tampering', 'ledger-behind', 'Shorter than before.');
const refused = failed('refused', 'not-enrolled', 'Not a device any more.');
const silent = failed('unreachable', 'no-answer', 'Nothing came.');

it('another history stays told, whatever comes after it', () => {
  const told = afterEvent(WELL, { kind: 'problem', failure: forked.failure });
  expect(told).toEqual({ isReached: true, problem: forked.failure });
  for (const next of [done(null), refused, silent, later]) {
    expect(afterOutcome(told, next).problem).toEqual(forked.failure);
  }
  expect(afterEvent(told, { kind: 'reached' }).problem).toEqual(forked.failure);
});

it('a break is told as long as it lasts', () => {
  const broken = afterEvent(WELL, { kind: 'unreachable', reason: 'down' });
  expect(broken.isReached).toBe(false);
  const events: WalletEvent[] = [
    { kind: 'reached' },
    { kind: 'received', moved: { received: {}, returned: {}, holds: 1 } },
  ];
  for (const event of events) expect(afterEvent(broken, event)).toEqual(WELL);
  expect(afterOutcome(broken, done(null))).toEqual(WELL);
  expect(afterOutcome(broken, refused).isReached).toBe(true);
  // What is stored may be damaged with nobody having answered.
  expect(afterOutcome(broken, forked).isReached).toBe(false);
  expect(afterOutcome(WELL, silent)).toEqual({ isReached: false, problem: null });
});

it('a refusal is told until things go well; waiting for a place is none', () => {
  const told = afterOutcome(WELL, refused);
  expect(told.problem).toEqual(refused.failure);
  expect(afterOutcome(told, done(null))).toEqual(WELL);
  expect(afterOutcome(WELL, failed('busy', 'place-not-free', 'Wait.'))).toBe(WELL);
});

it('a disk that is full is told as such, and not as a sovereign that is silent', () => {
  const full = failed('unreachable', 'storage-failed', 'No room.');
  const told = afterOutcome(WELL, full);
  expect(told).toEqual({ isReached: true, problem: full.failure });
  expect(afterOutcome(told, done(null))).toEqual(WELL);
});
