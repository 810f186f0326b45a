import {
  equalBytes,
  firstEntropy,
  type Hash,
  isNextEntropy,
  type State,
  ZERO_HASH,
} from '@tallystick/protocol';
import { notAcceptable, type Refusal } from '../refusal/refusal.ts';
import { type LedgerState, rootOf } from '../state/state.ts';
import type { Chain } from './find-chain.ts';

/**
 * The one rule that prevents double spending: a state is admitted only as the successor of its
 * chain's stored head, with the one entropy that follows (DESIGN section 5).
 */
export function checkSuccessor(state: LedgerState, chain: Chain, next: State): Refusal | undefined {
  switch (chain.kind) {
    case 'new':
      if (next.suite !== chain.genesis.root.suite) return notAcceptable('wrong-suite');
      if (!equalBytes(next.previous, ZERO_HASH)) return notAcceptable('not-first');
      return checkEntropy(equalBytes(next.entropy, firstEntropy(next.chain, next.operation)));
    case 'identity':
      return checkIdentity(state, chain.slot, next);
    case 'device':
    case 'treasury':
      return checkDevice(state, chain.slot, next);
  }
}

function checkIdentity(state: LedgerState, slot: number, next: State): Refusal | undefined {
  const { identities } = state;
  if (!identities.headIs(slot, next.previous)) return notAcceptable('not-successor');
  if (next.sequence !== identities.sequence(slot) + 1) return notAcceptable('not-successor');
  if (next.suite !== identities.suite(slot)) return notAcceptable('wrong-suite');
  return checkEntropy(follows(next, rootOf(state, slot).entropy));
}

function checkDevice(state: LedgerState, slot: number, next: State): Refusal | undefined {
  const { devices } = state;
  if (!devices.headIs(slot, next.previous)) return notAcceptable('not-successor');
  if (next.sequence !== devices.sequence(slot) + 1) return notAcceptable('not-successor');
  if (next.suite !== devices.suite(slot)) return notAcceptable('wrong-suite');
  return checkEntropy(follows(next, devices.entropy(slot)));
}

function follows({ entropy, operation, sequence }: State, previous: Hash): boolean {
  return isNextEntropy(entropy, previous, operation, sequence);
}

function checkEntropy(isGood: boolean): Refusal | undefined {
  return isGood ? undefined : notAcceptable('wrong-entropy');
}
