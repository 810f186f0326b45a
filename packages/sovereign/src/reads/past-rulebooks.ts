import { setImmediate as nextTurn } from 'node:timers/promises';
import { type PastRulebook, pastRulebooks, pastSource } from '@tallystick/ledger';
import { type Hash, toHex } from '@tallystick/protocol';
import type { RulebookSource } from '@tallystick/rules';
import type { SovereignNode } from '../node.ts';

/** Sources that are remembered, of all that were asked for. */
const MAX_KEPT = 8;

/** Rulebooks that were ever in force, by their hashes. */
export interface PastRulebooks {
  /** One that is remembered, for which nothing has to be looked for. */
  known(hash: Hash): RulebookSource | undefined;
  /** Undefined where it was never in force. */
  find(hash: Hash): Promise<RulebookSource | undefined>;
}

/**
 * Goes back through what was in force once, for whoever asks first, and from then on through what has
 * been added; between any two instants the node does what else there is to do.
 */
export function newPastRulebooks({ ledger }: Pick<SovereignNode, 'ledger'>): PastRulebooks {
  const index = new Map<string, PastRulebook>();
  const kept = new Map<string, RulebookSource>();
  let lookedUntil = 0;
  let turn: Promise<unknown> = Promise.resolve();

  async function look(): Promise<void> {
    const { state } = ledger;
    const now = state.header?.time ?? 0;
    // What is decided under the newest header may not have been when it was looked at.
    for (const past of pastRulebooks(state, lookedUntil)) {
      index.set(toHex(past.hash), past);
      await nextTurn();
    }
    lookedUntil = now - 1;
  }

  return {
    known: (hash) => kept.get(toHex(hash)),
    find(hash) {
      const name = toHex(hash);
      const work = turn.then(async () => {
        if (!index.has(name)) await look();
        const past = index.get(name);
        const source = kept.get(name) ?? (past && pastSource(ledger.state, past));
        if (source === undefined) return undefined;
        kept.delete(name);
        kept.set(name, source);
        const [oldest] = kept.keys();
        if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
        return source;
      });
      turn = work.catch(() => undefined);
      return work;
    },
  };
}
