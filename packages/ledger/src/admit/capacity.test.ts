import type { Hold } from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { readHandle } from '../state/read.ts';
import { Desk, taking } from '../testing/desk.ts';
import { type Built, holdFor, type Person } from '../testing/parties.ts';
import { MAX_OPEN_CLAIMS } from './check-capacity.ts';

/** A hold with so many claims. */
function hold(desk: Desk, payee: Person, claims = 1): Hold {
  const plain = holdFor(payee.id, desk.hrb, 1n);
  return { ...plain, claims: Array.from({ length: claims }, () => plain.claims[0]!) };
}

/** Puts 1,024 claims: 64 holds of 16, which is about what one operation has room for. */
function fill(desk: Desk, from: Person, to: Person): Built {
  const put = from.account.put(
    'KE',
    Array.from({ length: 64 }, () => hold(desk, to, 16)),
  );
  desk.must(put);
  return put;
}

describe('open holds', () => {
  test('of one identity have a sixteenth of the claims that are free, and every other its part', () => {
    const desk = new Desk();
    const [ada, ben, eve] = [desk.funded(20_000n), desk.funded(1000n), desk.person()];
    // 240 times 1,024 claims: the sixteenth of what they leave is 246,784, 1,024 more than they are.
    for (let times = 0; times < 240; times += 1) fill(desk, ada, eve);
    expect(desk.state.holds.claims).toBe(245_760);
    const tooMany = Array.from({ length: 65 }, () => hold(desk, eve, 16));
    expect(desk.send(ada.account.put('KE', tooMany))).toMatchObject({
      code: 'limit-reached',
      data: { limit: 'holds', most: (MAX_OPEN_CLAIMS - 245_760) / 16 },
    });
    const rest = ada.account.put('KE', tooMany.slice(1));
    expect(desk.outcome(rest)).toBe('admitted');
    expect(desk.outcome(ada.account.put('KE', [hold(desk, eve)]))).toBe('limit-reached');
    expect(desk.outcome(ben.account.put('KE', [hold(desk, eve)]))).toBe('admitted');
    const takings = tooMany.slice(2).map((_, index) => taking(rest, index, 0, 1n, desk.hrb));
    desk.must(eve.account.take(takings));
    expect(desk.outcome(ada.account.put('KE', [hold(desk, eve)]))).toBe('admitted');
  });

  test('of a treasury are bounded by the whole only', () => {
    const desk = new Desk();
    const eve = desk.person();
    desk.must(desk.treasury.mint(desk.hrb, 100_000n));
    for (let times = 0; times < 250; times += 1) {
      const holds = Array.from({ length: 64 }, () => hold(desk, eve, 16));
      desk.must(desk.treasury.put('KE', holds));
    }
    expect(desk.state.holds.claims).toBe(256_000);
  });

  test('do not keep a device from being revoked', () => {
    const desk = new Desk();
    const [ada, eve] = [desk.funded(20_000n), desk.person()];
    for (let times = 0; times < 241; times += 1) fill(desk, ada, eve);
    expect(desk.outcome(ada.account.put('KE', [hold(desk, eve)]))).toBe('limit-reached');
    expect(desk.outcome(ada.say({ kind: 'revoke-device', ordinal: 0 }, [0]))).toBe('admitted');
  });
});

test('an identity has sixteen handles in its life, and may go back to any of them', () => {
  const desk = new Desk();
  const ada = desk.person(['KE'], 'a0');
  for (let at = 1; at < 16; at += 1) desk.must(ada.say({ kind: 'handle', handle: `a${at}` }));
  expect(desk.send(ada.say({ kind: 'handle', handle: 'a16' }))).toMatchObject({
    code: 'limit-reached',
    data: { limit: 'handles', most: 16 },
  });
  expect(desk.outcome(ada.say({ kind: 'handle', handle: 'a3' }))).toBe('admitted');
  expect(desk.outcome(ada.say({ kind: 'handle', handle: 'a16' }))).toBe('limit-reached');
  expect(readHandle(desk.state, 'a0')).toEqual(ada.id);
});
