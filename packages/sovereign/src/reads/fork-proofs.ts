import { setImmediate } from 'node:timers/promises';
import {
  type ForkMark,
  type LedgerState,
  type ShownFork,
  type Store,
  readFork,
} from '@tallystick/ledger';
import { type CryptoProvider, toHex } from '@tallystick/protocol';

/** Where forks are read. */
interface ForkSource {
  readonly state: LedgerState;
  readonly store: Store;
  readonly crypto: CryptoProvider;
}

/** Proofs that are kept, of some 5 kB each: what the log says of a mark never changes. */
const MAX_KEPT = 1024;

/**
 * Reads the proofs of marked holds (see `readFork`), each but once as long as there is room. One that has to be assembled costs a
 * few signature checks: whoever asks for many waits, and between any two of them the node does what else there is to do.
 */
export function forkProofs(): (from: ForkSource, mark: ForkMark) => Promise<ShownFork | undefined> {
  const kept = new Map<string, ShownFork>();
  let turn: Promise<void> = Promise.resolve();
  return async ({ state, store, crypto }, mark) => {
    const name = toHex(mark.hold);
    const known = kept.get(name);
    if (known !== undefined) return known;
    turn = turn.then(async () => setImmediate());
    await turn;
    const read = kept.get(name) ?? readFork(state, store, mark, crypto);
    if (read === undefined) return undefined;
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(name, read);
    return read;
  };
}
