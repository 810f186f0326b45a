import {
  type Certificate,
  type Constitution,
  type VotingCrypto,
  type Epoch,
  type Hash,
  type Header,
  logHasher,
} from '@tallystick/protocol';
import type { Rulebook } from '@tallystick/rules';
import { NO_JOBS } from './admit/check-fork-proof.ts';
import type { SignatureJob } from './admit/check-signatures.ts';
import { type DecodedTransition, decodeTransition } from './admit/decode-transition.ts';
import { isProving, proofJobs } from './admit/take/proof-jobs.ts';
import { type Admission, admitInOrder, type Bench, type Logged } from './cycle/admission.ts';
import { readCertificate } from './cycle/certificate.ts';
import { admitDecided } from './cycle/admit-decided.ts';
import { Checkpoints, commitWith, type SignCheckpoint } from './cycle/checkpoints.ts';
import { openStored } from './cycle/open-stored.ts';
import type { Answer, Pending, Prechecked } from './cycle/pending.ts';
import { precheck } from './cycle/precheck.ts';
import { type DecisionRing, Questions } from './cycle/questions.ts';
import { Rooting } from './cycle/rooting.ts';
import { Slots } from './cycle/slots.ts';
import { Tentative } from './cycle/tentative.ts';
import { nextHeader } from './header/header.ts';
import { notAcceptable, type Refusal, refuse } from './refusal/refusal.ts';
import { settleRecords } from './state/records.ts';
import type { LedgerState } from './state/state.ts';
import type { Store, StoredCheckpoint } from './store/index.ts';

/** What the ledger needs from its surroundings. */
export interface LedgerPorts {
  readonly store: Store;
  readonly crypto: VotingCrypto;
  /** Where the constitution has no governance; else `rulebookInForce` decides. */
  readonly rulebook: Rulebook;
  /** Decides by the rulebook of each question, apart from the ledger; absent where it decides here. */
  readonly ring?: DecisionRing;
  /** The clock, in ms since 1970-01-01 UTC. */
  now(): number;
  /**
   * Signs with the epoch's log key, under the epoch's origin; called for stored checkpoints only.
   */
  readonly signCheckpoint: SignCheckpoint;
  /** Told of what went wrong with one transition alone, a damaged record of its own perhaps. */
  readonly onFault?: (error: unknown) => void;
}

/** The cycle from bytes to certificates (ARCHITECTURE.md, "ledger"). */
export interface Ledger {
  readonly state: LedgerState;
  /** Entries that are durable under a signed checkpoint. */
  readonly size: number;
  /** The newest signed checkpoint; undefined before the first batch. */
  readonly checkpoint: StoredCheckpoint | undefined;
  /** Why the ledger has stopped; undefined while it works. */
  readonly failure: Error | undefined;
  /** Bounded, cheap and total. The bytes must not change until the transition is answered. */
  precheck(transition: Uint8Array): Prechecked;
  /**
   * Admits transitions whose signatures are good, in order. Resolves when all of it is durable
   * under a signed checkpoint that is stored; may be called again meanwhile, and keeps the order of
   * calls.
   */
  admitBatch(pending: readonly Pending[]): Promise<Answer[]>;
  /** Lets go of a pending transition whose signatures are not good, and answers its refusal. */
  reject(pending: Pending): Refusal;
  /** Logs a header alone, so that an idle ledger shows that it is open. */
  heartbeat(): Promise<void>;
  certificate(id: Hash): Certificate | undefined;
  /**
   * Writes records of the collection `note`, which are the node's own. Durable when it resolves.
   */
  keepNotes(records: readonly NoteRecord[]): Promise<void>;
  /** Finishes what is under way. Further calls answer `unavailable`. The store stays open. */
  close(): Promise<void>;
}

/** A record of the collection `note`; null removes it. */
interface NoteRecord {
  readonly key: number;
  readonly value: Uint8Array | null;
}

/** Batches that may be under way before the first of them is durable. */
const MAX_DEPTH = 2;
const FIRST_HEADER: Header = { time: 0, closedMs: 0, gapMs: 0, epoch: 0, stateRoot: null };
const NOTHING = { entries: [], records: [], tiles: [], checkpoint: null } as const;

/**
 * Opens the ledger that a store holds, or a new one. Checkpoints that a crash left without a
 * signature are signed first. Throws when the store is damaged or another sovereign's.
 */
export async function openLedger(
  constitution: Constitution,
  epoch: Epoch,
  ports: LedgerPorts,
): Promise<Ledger> {
  const hasher = logHasher((data) => ports.crypto.sha256(data));
  const { state, tree } = openStored(constitution, epoch, ports.store, hasher);
  const { crypto, rulebook } = ports;
  const bench: Bench = { state, tree, hasher, crypto, rulebook, epoch };
  const cycle = new Cycle(bench, epoch, ports);
  await cycle.signStored();
  return cycle;
}

class Cycle implements Ledger {
  readonly #bench: Bench;
  readonly #epoch: Epoch;
  readonly #ports: LedgerPorts;
  readonly #checkpoints: Checkpoints;
  readonly #rooting: Rooting;
  readonly #tentative = new Tentative();
  readonly #slots = new Slots(MAX_DEPTH);
  /** One batch at a time is admitted: its facts may be decided meanwhile. */
  readonly #turns = new Slots(1);
  readonly #questions = new Questions();
  /** Admitted and not answered yet: by id in hexadecimal. */
  readonly #unanswered = new Set<string>();
  /** Resolves when everything admitted so far has been answered. */
  #answered: Promise<unknown> = Promise.resolve();
  #checkpoint: StoredCheckpoint | undefined;
  /** Entries that the store has or was given: the tree has those of a batch before its commit is handed over. */
  #handedOver: number;
  #failure: Error | undefined;
  #closed = false;

  constructor(bench: Bench, epoch: Epoch, ports: LedgerPorts) {
    this.#bench = bench;
    this.#epoch = epoch;
    this.#ports = ports;
    this.#checkpoints = new Checkpoints(epoch.origin, ports.signCheckpoint);
    this.#rooting = new Rooting(bench.state.constitution.parameters.stateRootEvery);
    this.#checkpoint = ports.store.meta.newest;
    this.#handedOver = bench.tree.size;
  }

  get state(): LedgerState {
    return this.#bench.state;
  }

  get size(): number {
    return this.#checkpoint?.size ?? 0;
  }

  get checkpoint(): StoredCheckpoint | undefined {
    return this.#checkpoint;
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Signs what a crash left unsigned. */
  async signStored(): Promise<void> {
    const { store } = this.#ports;
    for (const checkpoint of store.meta.unsigned) {
      const note = await this.#checkpoints.sign(checkpoint, () => this.#flush());
      if (checkpoint.size === this.size) this.#checkpoint = { ...checkpoint, note };
    }
  }

  precheck(bytes: Uint8Array): Prechecked {
    if (this.#stopped) return { refusal: refuse('unavailable', {}) };
    try {
      return this.#precheck(bytes);
    } catch (error) {
      // Anybody can send anything: what nobody has signed yet must never stop the ledger.
      this.#ports.onFault?.(error);
      return { refusal: refuse('unavailable', {}) };
    }
  }

  #precheck(bytes: Uint8Array): Prechecked {
    const transition = decodeTransition(bytes);
    if (!transition.ok) return { refusal: transition };
    const { state } = this.#bench;
    const time = Math.max(state.header?.time ?? 0, this.#ports.now());
    const worth = precheck(state, this.#tentative, transition, time);
    if (worth.ok) {
      this.#tentative.add(transition);
      const proven = this.#proofJobs(transition, time);
      const jobs = proven.length === 0 ? worth.jobs : [...worth.jobs, ...proven];
      return { pending: { transition, proven }, jobs };
    }
    // Only what is no successor any more can have been admitted.
    const { id, key } = transition;
    if (this.#unanswered.has(key)) {
      this.#tentative.add(transition);
      return { pending: { transition, proven: NO_JOBS }, jobs: NO_JOBS };
    }
    const known = this.#ports.store.indexOf(id);
    return known === undefined ? { refusal: worth } : { known, id };
  }

  /** The signatures inside an operation that can be verified with the transition's own. */
  #proofJobs(transition: DecodedTransition, time: number): readonly SignatureJob[] {
    if (!isProving(transition)) return NO_JOBS;
    const { state, crypto } = this.#bench;
    const header = { ...(state.header ?? FIRST_HEADER), time };
    return proofJobs(state, transition, { header, crypto, epoch: this.#epoch });
  }

  reject(pending: Pending): Refusal {
    this.#tentative.remove(pending.transition);
    return notAcceptable('wrong-signature');
  }

  async admitBatch(pending: readonly Pending[]): Promise<Answer[]> {
    if (pending.length === 0) return [];
    return this.#step(pending);
  }

  async heartbeat(): Promise<void> {
    await this.#step([]);
  }

  certificate(id: Hash): Certificate | undefined {
    if (this.#failure !== undefined) return undefined;
    return readCertificate({ store: this.#ports.store, tree: this.#bench.tree }, id);
  }

  async keepNotes(records: readonly NoteRecord[]): Promise<void> {
    if (this.#stopped) throw new Error('the ledger has stopped', { cause: this.#failure });
    const written = records.map((record) => ({ collection: 'note', ...record }) as const);
    const batch = { ...NOTHING, first: this.#handedOver, records: written };
    try {
      await commitWith(this.#ports.store, this.#checkpoints, batch);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#slots.idle();
    await this.#answered;
  }

  get #stopped(): boolean {
    return this.#closed || this.#failure !== undefined;
  }

  /** One batch, or with nothing pending a heartbeat. */
  async #step(pending: readonly Pending[]): Promise<Answer[]> {
    if (this.#stopped) return this.#unavailable(pending);
    const waits = this.#slots.enter();
    if (waits !== undefined) await waits;
    const turn = this.#turns.enter();
    if (turn !== undefined) await turn;
    let admission: Admission;
    let done: Promise<Uint8Array | undefined>;
    try {
      this.#assertWorks();
      const admitted = this.#admit(pending);
      admission = admitted instanceof Promise ? await admitted : admitted;
      done = this.#finish(admission.logged);
    } catch (error) {
      this.#slots.leave();
      this.#fail(error);
      return this.#unavailable(pending);
    } finally {
      this.#turns.leave();
    }
    for (const { transition } of pending) this.#tentative.remove(transition);
    try {
      return this.#answers(pending, admission, await done);
    } catch (error) {
      this.#fail(error);
      return pending.map(() => refuse('unavailable', {}));
    }
  }

  /** In memory; nothing is acknowledged yet. */
  #admit(pending: readonly Pending[]): Admission | Promise<Admission> {
    const { ring } = this.#ports;
    const { state } = this.#bench;
    const header = nextHeader(state.header, state.constitution.parameters, {
      clock: this.#ports.now(),
      epoch: this.#epoch.number,
      stateRoot: this.#rooting.ready,
    });
    if (ring === undefined) {
      const admission = admitInOrder(this.#bench, pending, header);
      this.#entered(admission.logged?.entered ?? []);
      return this.#named(admission, header);
    }
    const onEntered = ({ entered }: { entered: Logged['entered'] }): void => {
      this.#entered(entered);
      this.#assertWorks();
    };
    const round = { ring, questions: this.#questions, onEntered };
    return admitDecided(this.#bench, pending, header, round).then((admission) =>
      this.#named(admission, header),
    );
  }

  #entered(entered: Logged['entered']): void {
    for (const { key } of entered) this.#unanswered.add(key);
  }

  #named(admission: Admission, header: Header): Admission {
    if (admission.logged !== undefined && header.stateRoot !== null) this.#rooting.named();
    return admission;
  }

  #assertWorks(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /**
   * Commits, then signs what is stored, then has the note stored; resolves with it. The commit is
   * handed over at once, so that the order of admission is the order of the log.
   */
  #finish(logged: Logged | undefined): Promise<Uint8Array | undefined> {
    if (logged === undefined) {
      this.#slots.leave();
      if (this.#checkpoints.isWaiting) this.#flush();
      return this.#answered.then(() => undefined);
    }
    const { store } = this.#ports;
    const durable = commitWith(store, this.#checkpoints, logged.batch);
    const { size } = logged.checkpoint;
    this.#handedOver = size;
    this.#rooting.advance(this.#bench.state, size, logged.batch.entries.length);
    const done = this.#sign(logged, durable);
    this.#answered = done.catch(() => {});
    return done;
  }

  async #sign(logged: Logged, durable: Promise<void>): Promise<Uint8Array> {
    try {
      await durable;
      settleRecords(this.#bench.state);
    } finally {
      this.#slots.leave();
    }
    this.#assertWorks();
    const note = await this.#checkpoints.sign(logged.checkpoint, () => this.#flush());
    this.#checkpoint = { ...logged.checkpoint, note };
    for (const { key } of logged.entered) this.#unanswered.delete(key);
    return note;
  }

  /** Has waiting notes stored: by the next batch when one is about to come, else by themselves. */
  #flush(): void {
    if (this.#slots.waiting > 0 && this.#failure === undefined) return;
    const batch = { ...NOTHING, first: this.#handedOver };
    commitWith(this.#ports.store, this.#checkpoints, batch).catch((error: unknown) => {
      this.#fail(error);
    });
  }

  #answers(
    pending: readonly Pending[],
    admission: Admission,
    checkpoint: Uint8Array | undefined,
  ): Answer[] {
    const treeSize = admission.logged?.checkpoint.size ?? 0;
    return admission.results.map((result, at): Answer => {
      if (result.ok && checkpoint !== undefined) {
        const { index, id: transition, effects, proof } = result;
        return {
          ok: true,
          certificate: { index, treeSize, transition, effects, proof, checkpoint },
        };
      }
      if (result.ok) throw new Error('an admitted transition without a checkpoint');
      return this.#refusal(result, (pending[at] as Pending).transition.id);
    });
  }

  /** A transition that came twice is answered with the certificate of the first time. */
  #refusal(refusal: Refusal, id: Hash): Answer {
    if (refusal.code !== 'not-acceptable') return refusal;
    const certificate = this.certificate(id);
    return certificate === undefined ? refusal : { ok: true, certificate };
  }

  #unavailable(pending: readonly Pending[]): Answer[] {
    for (const { transition } of pending) this.#tentative.remove(transition);
    return pending.map(() => refuse('unavailable', {}));
  }

  /** Memory may be ahead of the disk now: nothing goes on. */
  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    for (const note of this.#checkpoints.take()) note.reject(this.#failure);
  }
}
