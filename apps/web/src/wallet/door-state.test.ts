import { type TabNews, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import type { Snapshot } from './calls.ts';
import { START, type WalletState, heardNews, refreshed } from './door-state.ts';
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
  const told = (name: string): number =>
    heardNews(state, { kind: 'tab', name, tab: {} as TabNews }).tabs.length;
  expect([told('wallet-a'), told('wallet-b')]).toEqual([0, 1]);
});
