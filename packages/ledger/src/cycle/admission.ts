import {
  type VotingCrypto,
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
import { UNDECIDED } from '../admit/decide.ts';
import type { DecodedTransition } from '../admit/decode-transition.ts';
import { decidingRulebook } from '../governance/deciding.ts';
import { enterHeader } from '../governance/enter-header.ts';
import { encodeEntry } from '../effects/entry.ts';
import { handover } from '../effects/slab.ts';
import type { Refusal } from '../refusal/refusal.ts';
import { metaRecord, takeRecords } from '../state/records.ts';
import type { LedgerState } from '../state/state.ts';
import type { Batch } from '../store/index.ts';
import type { Pending } from './pending.ts';
import { BatchProofs } from './proofs.ts';
import type { Questions } from './questions.ts';

/** What admission works on, all of it on one thread. */
export interface Bench {
  readonly state: LedgerState;
  readonly tree: TileTree;
  readonly hasher: TreeHasher;
  readonly crypto: VotingCrypto;
  /** Where the constitution has no governance. */
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
  const admitting = new Admitting(bench, pending, header, verify);
  admitting.run(null);
  return admitting.finish();
}

/** One batch on its way: into the state transition by transition, and then into the log. */
export class Admitting {
  readonly header: Header;
  readonly #bench: Bench;
  readonly #pending: readonly Pending[];
  readonly #verify: Verify;
  readonly #results: (Entered | Refusal)[] = [];
  readonly #entered: Entered[] = [];
  readonly #admitted: Admitted[] = [];
  readonly #transitions: Uint8Array[] = [];
  /** Something has come about with the header itself: it is logged, whatever is refused. */
  readonly #isDue: boolean;

  constructor(bench: Bench, pending: readonly Pending[], header: Header, verify: Verify) {
    this.#bench = bench;
    this.#pending = pending;
    this.header = header;
    this.#verify = verify;
    this.#isDue = enterHeader(bench.state, header);
  }

  /** The transition that comes next; as many as there are when all have been answered. */
  get next(): number {
    return this.#results.length;
  }

  /** In the state by now, in order. */
  get entered(): readonly Entered[] {
    return this.#entered;
  }

  /** Goes on, to the end or to a put whose facts nobody has decided. */
  run(answers: Questions | null): void {
    const { state, crypto, epoch } = this.#bench;
    const { rulebook } = decidingRulebook(state, this.#bench.rulebook);
    const [header, verify] = [this.header, this.#verify];
    const verifyInside = inside(crypto, NONE);
    const context = { header, rulebook, answers, verify, verifyInside, crypto, epoch };
    for (let at = this.next; at < this.#pending.length; at += 1) {
      const { transition, proven } = this.#pending[at] as Pending;
      answers?.turnTo(at);
      const knowing =
        proven.length === 0 ? context : { ...context, verifyInside: inside(crypto, proven) };
      const admitted = admit(state, transition, knowing);
      if (admitted === UNDECIDED) return;
      this.#results.push(admitted.ok ? this.#enter(admitted, transition) : admitted);
    }
  }

  /** The next one is answered that nobody decides about it. */
  pass(): void {
    this.#results.push(UNDECIDED);
  }

  /** Logs what was admitted. */
  finish(): Admission {
    const { state } = this.#bench;
    const [results, entered] = [this.#results, this.#entered];
    assertAnswered(results.length, this.#pending.length);
    const isHeartbeat = this.#pending.length === 0;
    if (entered.length === 0 && !isHeartbeat && !this.#isDue) return { results, logged: undefined };
    state.header = this.header;
    const logged = log(this.#bench, {
      header: this.header,
      entered,
      admitted: this.#admitted,
      transitions: this.#transitions,
    });
    return { results, logged };
  }

  #enter(admitted: Admitted, { key, bytes }: DecodedTransition): Entered {
    applyAdmitted(this.#bench.state, admitted);
    const { id, effects } = admitted;
    this.#admitted.push(admitted);
    this.#transitions.push(bytes);
    const index = this.#bench.tree.size + this.#admitted.length;
    const entry: Entered = { ok: true, id, key, index, effects, proof: [] };
    this.#entered.push(entry);
    return entry;
  }
}

function assertAnswered(answered: number, asked: number): void {
  if (answered !== asked) throw new Error(`${answered} of ${asked} transitions were answered`);
}

interface ToLog {
  readonly header: Header;
  readonly entered: readonly Entered[];
  readonly admitted: readonly Admitted[];
  /** Their transitions' bytes. */
  readonly transitions: readonly Uint8Array[];
}

/** Appends to the tree, and gathers what the store has to write. */
function log(bench: Bench, input: ToLog): Logged {
  const { state, tree, hasher } = bench;
  const { header, entered, admitted, transitions } = input;
  const first = tree.size;
  handover.begin();
  const entries: { id: Hash | null; bytes: Uint8Array }[] = [headerEntry(header)];
  tree.append(hasher.leaf(headerLeaf(header)));
  for (let at = 0; at < admitted.length; at += 1) {
    const { id, leaf, effects } = admitted[at] as Admitted;
    const transition = transitions[at] as Uint8Array;
    entries.push({ id, bytes: encodeEntry({ leaf, transition, effects }, handover) });
    tree.append(hasher.leaf(leaf));
  }
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

function headerEntry(header: Header): Batch['entries'][number] {
  const leaf = headerLeaf(header);
  return { id: null, bytes: encodeEntry({ leaf, transition: null, effects: null }, handover) };
}

const NONE: readonly SignatureJob[] = [];

/**
 * What is signed inside an operation has been verified with the transition's own signatures, where
 * it could be known by then whose it has to be. The rest is rare, and is verified where it is met.
 */
function inside(crypto: VotingCrypto, proven: readonly SignatureJob[]): Verify {
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
