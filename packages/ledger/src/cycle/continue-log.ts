import {
  type Constitution,
  type VotingCrypto,
  decode,
  type Epoch,
  equalBytes,
  type Hash,
  type Header,
  leafCodec,
  logHasher,
  type StateRoot,
  verifyLogCheckpoint,
} from '@tallystick/protocol';
import type { Rulebook } from '@tallystick/rules';
import type { Verify } from '../admit/check-signatures.ts';
import { decodeTransition } from '../admit/decode-transition.ts';
import { decodeEntry } from '../effects/entry.ts';
import { nextHeader } from '../header/header.ts';
import { RootComputation } from '../state/root.ts';
import { settleRecords } from '../state/records.ts';
import type { KeptBatch, Store } from '../store/index.ts';
import { admitInOrder, type Bench } from './admission.ts';
import { openStored } from './open-stored.ts';
import type { Pending } from './pending.ts';

export interface ContinuePorts {
  readonly store: Store;
  readonly crypto: VotingCrypto;
  /** Where the constitution has no governance. */
  readonly rulebook: Rulebook;
}

/** Brings a store that was restored from an old copy forward, batch by batch of its own log. */
export interface LogContinuation {
  /** Entries that the store holds now. */
  readonly size: number;
  /** The newest header; null before the first. */
  readonly header: Header | null;
  /** The root of the first `size` entries, which are at most those that the store holds. */
  rootAt(size: number): Hash;
  /** The root of the store's entries and more, which these leaves are of. Nothing is added. */
  rootWith(leaves: readonly Uint8Array[]): Hash;
  /** The root over the whole state as it is now; undefined where it has more than so many leaves. */
  stateRoot(mostLeaves: number): StateRoot | undefined;
  /**
   * Admits one batch again, as it was: its transitions with their signatures, under its own header.
   * What comes out has to be the batch, byte for byte, and the note the log's own. A batch that the
   * store holds already is passed over. Answers what is wrong, or undefined; after a fault nothing
   * may be added.
   */
  add(batch: KeptBatch, options: { readonly needsNote: boolean }): Promise<string | undefined>;
}

/** Opens what a store holds, to be continued. Throws as `openLedger` does. */
export function continueLog(
  constitution: Constitution,
  epoch: Epoch,
  ports: ContinuePorts,
): LogContinuation {
  const { store, crypto, rulebook } = ports;
  const hasher = logHasher((data) => crypto.sha256(data));
  const { state, tree } = openStored(constitution, epoch, store, hasher);
  const bench: Bench = { state, tree, hasher, crypto, rulebook, epoch };
  const verify: Verify = ({ key, message, signature, context }) =>
    crypto.verify(key, message, signature, context);

  /** What is wrong with notes: each has to be of a size that the tree has by now. */
  function noteFault(signed: KeptBatch['signed']): string | undefined {
    for (const { size, note } of signed) {
      const check = verifyLogCheckpoint(note, epoch, crypto);
      if (!check.ok) return `the note of ${size} entries is not the log's: ${check.fault}`;
      const isOfTree =
        size <= tree.size &&
        check.checkpoint.size === size &&
        equalBytes(check.checkpoint.root, tree.rootAt(size));
      if (!isOfTree) return `the note of ${size} entries is of another tree`;
    }
    return undefined;
  }

  /** Keeps notes of checkpoints that the store holds without one. */
  async function addNotes(notes: KeptBatch['signed']): Promise<string | undefined> {
    const missing = notes.filter(({ size }) => isUnsigned(store, size));
    const fault = noteFault(missing);
    if (fault !== undefined || missing.length === 0) return fault;
    await store.commit({ ...NOTHING, first: tree.size, signed: missing });
    return undefined;
  }

  return {
    get size() {
      return tree.size;
    },
    get header() {
      return state.header;
    },
    rootAt: (size) => tree.rootAt(size),
    rootWith: (leaves) => tree.rootWith(leaves.map((leaf) => hasher.leaf(leaf))),
    stateRoot: (mostLeaves) => new RootComputation(state, tree.size).advance(mostLeaves),
    async add(batch, { needsNote }) {
      const end = batch.first + batch.entries.length;
      if (end <= tree.size) return addNotes(batch.signed);
      if (batch.first !== tree.size) return `entries ${tree.size} to ${batch.first} are missing`;
      const read = readBatch(batch, epoch);
      if ('fault' in read) return read.fault;
      const expected = nextHeader(state.header, constitution.parameters, {
        clock: read.header.time,
        epoch: read.header.epoch,
        stateRoot: read.header.stateRoot,
      });
      if (!sameHeader(expected, read.header)) return `the header of entry ${batch.first} is wrong`;
      const { logged } = admitInOrder(bench, read.pending, read.header, verify);
      if (logged === undefined || !sameEntries(logged.batch.entries, batch.entries)) {
        return `the batch of entry ${batch.first} is not what its transitions do`;
      }
      const signed = batch.signed.filter(({ size }) => size === end || isUnsigned(store, size));
      const fault = noteFault(signed);
      if (fault !== undefined) return fault;
      if (needsNote && !signed.some(({ size }) => size === end)) {
        return `the batch of ${end} entries is not signed`;
      }
      await store.commit({ ...logged.batch, signed });
      settleRecords(state);
      return undefined;
    },
  };
}

const NOTHING = { entries: [], records: [], tiles: [], checkpoint: null } as const;

function isUnsigned(store: Store, size: number): boolean {
  const checkpoint = size === 0 ? undefined : store.checkpointFor(size - 1);
  return checkpoint?.size === size && checkpoint.note === null;
}

interface ReadBatch {
  readonly header: Header;
  readonly pending: readonly Pending[];
}

/** The header and the transitions of a batch, of good form. */
function readBatch({ first, entries }: KeptBatch, epoch: Epoch): ReadBatch | { fault: string } {
  let header: Header | undefined;
  const pending: Pending[] = [];
  for (const [at, { bytes }] of entries.entries()) {
    const fault = (what: string): { fault: string } => ({ fault: `entry ${first + at}: ${what}` });
    const entry = decodeEntry(bytes);
    if (!entry.ok) return fault(entry.reason);
    if (at === 0) {
      const leaf = decode(leafCodec, entry.value.leaf);
      if (!leaf.ok || leaf.value.kind !== 'header') return fault('no header opens the batch');
      header = leaf.value.header;
      if (header.epoch > epoch.number) return fault(`it is of epoch ${header.epoch}`);
      continue;
    }
    if (entry.value.transition === null) return fault('it is no transition');
    const transition = decodeTransition(entry.value.transition);
    if (!transition.ok) return fault(transition.message);
    pending.push({ transition, proven: [] });
  }
  return header === undefined ? { fault: `no entry at ${first}` } : { header, pending };
}

function sameHeader(a: Header, b: Header): boolean {
  return a.time === b.time && a.closedMs === b.closedMs && a.gapMs === b.gapMs;
}

function sameEntries(made: KeptBatch['entries'], given: KeptBatch['entries']): boolean {
  return (
    made.length === given.length &&
    made.every(({ bytes }, at) => equalBytes(bytes, given[at]?.bytes ?? new Uint8Array()))
  );
}
