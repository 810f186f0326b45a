import { type TabNews, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import type { Snapshot } from './calls.ts';
import { START, type WalletState, arrivedSince, heardNews, refreshed } from './door-state.ts';
import { WELL } from './place-standing.ts';

function snapshotOf(name: string): Snapshot {
  return {
    name,
    standing: WELL,
    view: {} as Snapshot['view'],
    balances: { balances: {}, incoming: {}, outgoing: {} },
    history: [],
  };
}

function showing(snapshot: Snapshot): WalletState {
  return { ...START, door: { kind: 'open', snapshot } };
}

it('an answer about a wallet that is not shown any more is not shown', () => {
  const state = showing(snapshotOf('wallet-b'));
  expect(refreshed(state, snapshotOf('wallet-a'))).toBe(state);
  expect(refreshed(START, snapshotOf('wallet-a'))).toBe(START);
  const newer = { ...snapshotOf('wallet-b'), standing: { isReached: false, problem: null } };
  expect(refreshed(state, newer).door).toEqual({ kind: 'open', snapshot: newer });
});

it('what is told of a wallet changes that one alone', () => {
  const state = showing(snapshotOf('wallet-b'));
  const { failure } = failed('tampering', 'log-forked', 'Two histories.');
  const standing = { isReached: false, problem: failure };
  expect(heardNews(state, { kind: 'standing', name: 'wallet-a', standing })).toBe(state);
  expect(heardNews(state, { kind: 'standing', name: 'wallet-b', standing }).door).toMatchObject({
    snapshot: { name: 'wallet-b', standing },
  });
  const amounts = { HRB: '2.00' };
  expect(heardNews(state, { kind: 'received', name: 'wallet-a', amounts })).toBe(state);
  expect(heardNews(state, { kind: 'received', name: 'wallet-b', amounts }).received).toBe(amounts);
  const told = (name: string): number =>
    heardNews(state, { kind: 'tab', name, tab: {} as TabNews }).tabs.length;
  expect([told('wallet-a'), told('wallet-b')]).toEqual([0, 1]);
});

it('what came in for the last customer is not told the next one', () => {
  const first = { HRB: '2.00' };
  expect(arrivedSince(null, null)).toEqual({});
  expect(arrivedSince(null, first)).toBe(first);
  expect(arrivedSince(first, first)).toEqual({});
  // The same amount once more is another arrival.
  expect(arrivedSince(first, { HRB: '2.00' })).toEqual({ HRB: '2.00' });
});
