import {
  type CryptoProvider,
  type Epoch,
  equalBytes,
  type Hash,
  type Header,
  headerLeaf,
  type SignatureJob,
  type TileTree,
  type TreeHasher,
} from '@tallystick/protocol';
import type { Rulebook } from '@tallystick/rules';
import { admit, type Admitted } from '../admit/admit.ts';
import { applyAdmitted } from '../admit/apply-admitted.ts';
import { VERIFIED, type Verify } from '../admit/check-signatures.ts';
import { encodeEntry } from '../effects/entry.ts';
import { handover } from '../effects/slab.ts';
import type { Refusal } from '../refusal/refusal.ts';
import { metaRecord, takeRecords } from '../state/records.ts';
import type { LedgerState } from '../state/state.ts';
import type { Batch } from '../store/index.ts';
import type { Pending } from './pending.ts';
import { BatchProofs } from './proofs.ts';

/** What admission works on, all of it on one thread. */
export interface Bench {
  readonly state: LedgerState;
  readonly tree: TileTree;
  readonly hasher: TreeHasher;
  readonly crypto: CryptoProvider;
  readonly rulebook: Rulebook;
  /** The epoch that new headers name. */
  readonly epoch: Epoch;
}

/** A transition that is in the log now, and what its certificate will say. */
interface Entered {
  readonly ok: true;
  readonly id: Hash;
  /** The id in hexadecimal, for maps. */
  readonly key: string;
  readonly index: number;
  readonly effects: Uint8Array;
  proof: readonly Hash[];
}

/** A batch as admitted: in memory already, to be made durable. */
export interface Admission {
  /** In the order of the pending transitions. */
  readonly results: readonly (Entered | Refusal)[];
  /** Undefined when nothing was admitted, and so nothing is logged. */
  readonly logged: Logged | undefined;
}

export interface Logged {
  readonly entered: readonly Entered[];
  readonly checkpoint: { readonly size: number; readonly root: Hash; readonly time: number };
  readonly batch: Omit<Batch, 'signed'>;
}

/**
 * Admits in order under one header; a header alone is logged only when it is asked for. `verify`:
 * signatures of transitions have been verified before, unless the caller says otherwise.
 */
export function admitInOrder(
  bench: Bench,
  pending: readonly Pending[],
  header: Header,
  verify: Verify = VERIFIED,
): Admission {
  const { state, rulebook, crypto, epoch } = bench;
  const context = { header, rulebook, verify, verifyInside: inside(crypto, NONE), crypto, epoch };
  handover.begin();
  const first = bench.tree.size;
  const entries: { id: Hash | null; bytes: Uint8Array }[] = [headerEntry(header)];
  const leaves: Uint8Array[] = [headerLeaf(header)];
  const entered: Entered[] = [];
  const results = pending.map(({ transition, proven }): Entered | Refusal => {
    const knowing =
      proven.length === 0 ? context : { ...context, verifyInside: inside(crypto, proven) };
    const admitted = admit(state, transition, knowing);
    if (!admitted.ok) return admitted;
    applyAdmitted(state, admitted);
    const entry = enter(admitted, transition.key, first + leaves.length);
    entries.push({ id: admitted.id, bytes: openedBytes(admitted, transition.bytes) });
    leaves.push(admitted.leaf);
    entered.push(entry);
    return entry;
  });
  const isHeartbeat = pending.length === 0;
  if (entered.length === 0 && !isHeartbeat) return { results, logged: undefined };
  state.header = header;
  const logged = log(bench, { header, entries, leaves, entered });
  return { results, logged };
}

interface ToLog {
  readonly header: Header;
  readonly entries: Batch['entries'];
  readonly leaves: readonly Uint8Array[];
  readonly entered: readonly Entered[];
}

/** Appends to the tree, and gathers what the store has to write. */
function log(bench: Bench, input: ToLog): Logged {
  const { state, tree, hasher } = bench;
  const { header, entries, leaves, entered } = input;
  const first = tree.size;
  for (const leaf of leaves) tree.append(hasher.leaf(leaf));
  const proofs = new BatchProofs(tree, hasher, tree.size);
  for (const entry of entered) entry.proof = proofs.path(entry.index);
  const checkpoint = { size: tree.size, root: tree.root(), time: header.time };
  const batch = {
    first,
    entries,
    records: [...takeRecords(state), metaRecord(state, header)],
    tiles: tree.takeChanged(),
    checkpoint,
  };
  return { entered, checkpoint, batch };
}

function enter(admitted: Admitted, key: string, index: number): Entered {
  const { id, effects } = admitted;
  return { ok: true, id, key, index, effects, proof: [] };
}

function headerEntry(header: Header): Batch['entries'][number] {
  const leaf = headerLeaf(header);
  return { id: null, bytes: encodeEntry({ leaf, transition: null, effects: null }, handover) };
}

function openedBytes(admitted: Admitted, transition: Uint8Array): Uint8Array {
  const { leaf, effects } = admitted;
  return encodeEntry({ leaf, transition, effects }, handover);
}

const NONE: readonly SignatureJob[] = [];

/**
 * What is signed inside an operation has been verified with the transition's own signatures, where
 * it could be known by then whose it has to be. The rest is rare, and is verified where it is met.
 */
function inside(crypto: CryptoProvider, proven: readonly SignatureJob[]): Verify {
  return (job) => {
    if (proven.some((known) => isSame(known, job))) return true;
    return crypto.verify(job.key, job.message, job.signature, job.context);
  };
}

function isSame(a: SignatureJob, b: SignatureJob): boolean {
  return (
    a.key.suite === b.key.suite &&
    equalBytes(a.message, b.message) &&
    equalBytes(a.context, b.context) &&
    equalBytes(a.key.publicKey, b.key.publicKey) &&
    equalBytes(a.signature, b.signature)
  );
}
