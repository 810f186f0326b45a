import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '@tallystick/ledger';
import { type Hash, decodeGovernance } from '@tallystick/protocol';
import { type OpenedTransition, openOperation, openTransition } from './entries.ts';

/** Entries read before others get their turn. */
const TURN = 64;
/** Statements whose keys are remembered, in each of two generations. */
const MAX_KEPT = 8192;

/** The transition that said the voting key which an identity had when it said something. */
export type ReadVotingKeyThen = (
  said: OpenedTransition,
  now: Hash | undefined,
) => Promise<Hash | undefined>;

/**
 * Goes back on the identity's chain from what was said to the key before it. Only where the key that
 * the identity has `now` came later: else it is that one, and there is nothing to look for.
 */
export function votingKeyThen(store: Pick<Store, 'entry' | 'indexOf'>): ReadVotingKeyThen {
  let young = new Map<number, Hash | undefined>();
  let old = new Map<number, Hash | undefined>();
  return async (said, now) => {
    if (now === undefined) return undefined;
    const index = store.indexOf(now);
    if (index !== undefined && index < said.index) return now;
    const known = young.has(said.index) ? young : old;
    const found = known.has(said.index) ? known.get(said.index) : await lookBack(store, said);
    if (young.size >= MAX_KEPT) {
      old = young;
      young = new Map();
    }
    young.set(said.index, found);
    return found;
  };
}

async function lookBack(
  store: Pick<Store, 'entry' | 'indexOf'>,
  { state }: OpenedTransition,
): Promise<Hash | undefined> {
  let opened = openTransition(store, state.previous);
  for (let looked = 1; opened !== undefined; looked += 1) {
    if (saysVotingKey(opened)) return opened.id.slice();
    opened = openTransition(store, opened.state.previous);
    if (looked % TURN === 0) await nextTurn();
  }
  return undefined;
}

function saysVotingKey(opened: OpenedTransition): boolean {
  const operation = openOperation(opened);
  if (operation.kind !== 'say') return false;
  const said = decodeGovernance(operation.statement, operation.body);
  return said.ok && said.value.kind === 'voting-key';
}
