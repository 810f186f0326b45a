import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { type PastRulebook, pastRulebooks, pastSource } from '@tallystick/ledger';
import { type Hash, toHex } from '@tallystick/protocol';
import type { RulebookSource } from '@tallystick/rules';
import type { SovereignNode } from '../node.ts';
import { currentRulebook } from './rulebook.ts';

/** Sources that are remembered, of all that were asked for. */
const MAX_KEPT = 8;
/** Who looks for one; whoever comes then has to ask again. */
const MAX_WAITING = 32;
/** For so many times as long as one took, none is put together: payments have the thread meanwhile. */
const REST = 9;

/** Rulebooks that were ever in force, by their hashes. */
export interface PastRulebooks {
  /** One that is remembered, for which nothing has to be looked for. */
  known(hash: Hash): RulebookSource | undefined;
  /** Undefined where it was never in force; `busy` where too many look for one. */
  find(hash: Hash): Promise<RulebookSource | 'busy' | undefined>;
}

/**
 * Goes back through what was in force once, for whoever asks first, and from then on through what has
 * been added; between any two instants the node does what else there is to do.
 */
export function newPastRulebooks({ ledger }: Pick<SovereignNode, 'ledger'>): PastRulebooks {
  const index = new Map<string, PastRulebook>();
  const kept = new Map<string, RulebookSource>();
  let lookedUntil = 0;
  /** What was in force then, the same object until something changes: texts are not read again. */
  let lookedAt: RulebookSource | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let spentMs = 0;

  function timed<T>(work: () => T): T {
    const start = performance.now();
    const result = work();
    spentMs += performance.now() - start;
    return result;
  }

  async function look(): Promise<void> {
    const { state } = ledger;
    const { source } = currentRulebook({ ledger });
    if (source === lookedAt) return;
    const now = state.header?.time ?? 0;
    // What is decided under the newest header may not have been when it was looked at.
    const found = pastRulebooks(state, lookedUntil);
    for (let one = timed(() => found.next()); !one.done; one = timed(() => found.next())) {
      index.set(toHex(one.value.hash), one.value);
      await nextTurn();
    }
    lookedUntil = now - 1;
    lookedAt = source;
  }

  async function open(hash: Hash): Promise<RulebookSource | undefined> {
    const name = toHex(hash);
    if (!index.has(name)) await look();
    const past = index.get(name);
    const source = kept.get(name) ?? (past && timed(() => pastSource(ledger.state, past)));
    if (source === undefined) return undefined;
    kept.delete(name);
    kept.set(name, source);
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    return source;
  }

  async function rest(): Promise<void> {
    waiting -= 1;
    const ms = REST * spentMs;
    spentMs = 0;
    if (ms >= 1) await wait(ms, undefined, { ref: false });
  }

  return {
    known: (hash) => kept.get(toHex(hash)),
    find(hash) {
      if (waiting >= MAX_WAITING) return Promise.resolve('busy' as const);
      waiting += 1;
      const work = turn.then(() => open(hash));
      turn = work.then(rest, rest);
      return work;
    },
  };
}
