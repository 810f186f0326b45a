import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Hash, toHex } from '@tallystick/protocol';
import type { ChainView, Store } from '@tallystick/ledger';
import { type OpenedTransition, openTransition } from './entries.ts';

/** The head of a chain: its stateId and sequence. */
type ChainHead = Pick<ChainView, 'chain' | 'head' | 'sequence'>;

/**
 * Reads a chain's transitions in ascending order. The log has them by id, and each names the one before it, so a reading
 * goes back from the head; every 256th state on the way is remembered, so that the next page does not walk as far (the
 * sparse index of DESIGN section 5, kept in memory and made on demand).
 */
export interface ChainHistory {
  /** At most `limit` transitions from sequence `from` on. */
  read(chain: ChainHead, from: number, limit: number): Promise<OpenedTransition[]>;
}

const MARK_EVERY = 256;
/** Chains with remembered marks, in each of two generations. */
const MAX_CHAINS = 1024;
/** Entries read before others get their turn. */
const TURN = 64;

export function newChainHistory(store: Store): ChainHistory {
  let young = new Map<string, Map<number, Hash>>();
  let old = new Map<string, Map<number, Hash>>();

  function marksOf(chain: Hash): Map<number, Hash> {
    const name = toHex(chain);
    const found = young.get(name);
    if (found !== undefined) return found;
    const marks = old.get(name) ?? new Map<number, Hash>();
    if (young.size >= MAX_CHAINS) {
      old = young;
      young = new Map();
    }
    young.set(name, marks);
    return marks;
  }

  /** The nearest known state at or after `sequence`. */
  function startAt(of: ChainHead, sequence: number): { id: Hash; sequence: number } {
    const mark = Math.ceil(sequence / MARK_EVERY) * MARK_EVERY;
    const marks = marksOf(of.chain);
    for (let at = mark; at < of.sequence; at += MARK_EVERY) {
      const id = marks.get(at);
      if (id !== undefined) return { id, sequence: at };
    }
    return { id: of.head, sequence: of.sequence };
  }

  async function read(of: ChainHead, from: number, limit: number): Promise<OpenedTransition[]> {
    const last = Math.min(of.sequence, from + limit - 1);
    if (last < from) return [];
    const found: OpenedTransition[] = [];
    const marks = marksOf(of.chain);
    let { id, sequence } = startAt(of, last);
    for (let steps = 1; sequence >= from; steps += 1) {
      const opened = openTransition(store, id);
      if (opened === undefined) break; // an implied first state, or one that is not durable yet
      if (sequence % MARK_EVERY === 0) marks.set(sequence, id);
      if (sequence <= last) found.push(opened);
      id = opened.state.previous;
      sequence -= 1;
      if (steps % TURN === 0) await nextTurn();
    }
    return found.reverse();
  }

  return { read };
}
