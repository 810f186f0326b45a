import {
  type Constitution,
  type VotingCrypto,
  decode,
  type Epoch,
  equalBytes,
  type Hash,
  type Header,
  leafCodec,
} from '@tallystick/protocol';
import type { Rulebook } from '@tallystick/rules';
import { admit, type Admitted } from '../admit/admit.ts';
import { applyAdmitted } from '../admit/apply-admitted.ts';
import { VERIFIED, type Verify } from '../admit/check-signatures.ts';
import { type DecodedTransition, decodeTransition } from '../admit/decode-transition.ts';
import type { OpenedEntry } from '../effects/entry.ts';
import { decidingRulebook } from '../governance/deciding.ts';
import { enterHeader } from '../governance/enter-header.ts';
import { nextHeader } from '../header/header.ts';
import type { Refusal } from '../refusal/refusal.ts';
import { metaRecord, settleRecords, takeRecords } from '../state/records.ts';
import { createState, type LedgerState } from '../state/state.ts';
import { keepRecords, type ReplayedRecords } from './replayed-records.ts';

/** What replaying needs. */
export interface ReplayInput {
  readonly constitution: Constitution;
  readonly crypto: VotingCrypto;
  /** Every epoch that headers name. */
  readonly epochs: readonly Epoch[];
  /** Where the constitution has no governance. */
  readonly rulebook: Rulebook;
  readonly verify: Verify;
  /** A folder for what is too much for memory; null: none. */
  readonly scratch: string | null;
}

/** What is wrong with an entry: `broken` when no state follows from it. */
export interface ReplayFault {
  readonly what: string;
  readonly broken: boolean;
}

/** Entries between two emptyings of what has changed into records. */
const SEAL_EVERY = 1024;

/** Rebuilds a state from a log, entry by entry; nothing but the log is believed. */
export class Replay {
  readonly state: LedgerState;
  /** The records that a store must have, as of the last `seal`. */
  readonly records: ReplayedRecords;
  readonly #input: ReplayInput;
  #header: Header | undefined;
  #unsealed = 0;

  constructor(input: ReplayInput) {
    this.#input = input;
    this.records = keepRecords(input.scratch);
    this.state = createState(input.constitution, {
      record: (collection, key) => this.records.get(collection, key),
    });
  }

  /** Goes on by one entry, found under `id` (a header's is null); answers what is wrong with it. */
  entry(entry: OpenedEntry, id: Hash | null): ReplayFault[] {
    this.#unsealed += 1;
    if (this.#unsealed >= SEAL_EVERY) this.seal();
    const leaf = decode(leafCodec, entry.leaf);
    if (!leaf.ok) return [broken(`its leaf: ${leaf.reason}`)];
    if (leaf.value.kind === 'entry') return this.#enterTransition(entry, id);
    const faults = this.#enterHeader(leaf.value.header, entry);
    return id === null ? faults : [...faults, fault('a header with an id')];
  }

  /** Brings `records` up to date. */
  seal(): void {
    this.#unsealed = 0;
    const { state } = this;
    if (state.header === null) return;
    for (const { collection, key, value } of [
      ...takeRecords(state),
      metaRecord(state, state.header),
    ]) {
      if (value === null) this.records.remove(collection, key);
      else this.records.set(collection, key, value);
    }
    settleRecords(state);
  }

  #enterHeader(header: Header, entry: OpenedEntry): ReplayFault[] {
    const faults: ReplayFault[] = [];
    if (entry.transition !== null || entry.effects !== null) {
      faults.push(fault('a header with a transition'));
    }
    const { parameters } = this.#input.constitution;
    const { time: clock, epoch, stateRoot } = header;
    const expected = nextHeader(this.state.header, parameters, { clock, epoch, stateRoot });
    if (expected.time !== header.time) faults.push(fault('its time steps back'));
    if (expected.gapMs !== header.gapMs) {
      faults.push(fault(`a gap of ${header.gapMs} ms, not ${expected.gapMs}`));
    }
    if (expected.closedMs !== header.closedMs) {
      faults.push(fault(`closures of ${header.closedMs} ms, not ${expected.closedMs}`));
    }
    if (epoch < (this.state.header?.epoch ?? 0)) faults.push(fault('its epoch steps back'));
    this.state.header = header;
    this.#header = header;
    enterHeader(this.state, header);
    return faults;
  }

  #enterTransition(entry: OpenedEntry, id: Hash | null): ReplayFault[] {
    const header = this.#header;
    if (header === undefined) return [broken('a transition before the first header')];
    if (entry.transition === null || entry.effects === null) {
      return [broken('its transition is not there')];
    }
    const transition = decodeTransition(entry.transition);
    if (!transition.ok) return [broken(`its transition: ${transition.message}`)];
    const faults: ReplayFault[] = [];
    if (id === null || !equalBytes(id, transition.id)) {
      faults.push(fault("its id is not its transition's"));
    }
    const epoch = this.#input.epochs.find(({ number }) => number === header.epoch);
    if (epoch === undefined) return [broken('its epoch is not known')];
    const admitWith = (verify: Verify): Admitted | Refusal =>
      this.#admit(transition, header, epoch, verify);
    let admitted = admitWith(this.#input.verify);
    if (!admitted.ok && admitted.internal === 'wrong-signature') {
      faults.push(fault("a signature is not its signer's"));
      admitted = admitWith(VERIFIED);
    }
    if (!admitted.ok) return [...faults, broken(refused(admitted))];
    applyAdmitted(this.state, admitted);
    if (!equalBytes(admitted.effects, entry.effects)) {
      faults.push(fault('its effects are not what the transition does'));
    }
    if (!equalBytes(admitted.leaf, entry.leaf)) {
      faults.push(fault('its leaf does not commit to the transition and what it does'));
    }
    return faults;
  }

  #admit(
    transition: DecodedTransition,
    header: Header,
    epoch: Epoch,
    verify: Verify,
  ): Admitted | Refusal {
    const { crypto } = this.#input;
    const { rulebook } = decidingRulebook(this.state, this.#input.rulebook);
    const verifyInside: Verify = ({ key, message, signature, context }) =>
      crypto.verify(key, message, signature, context);
    const context = { header, rulebook, answers: null, verify, verifyInside, crypto, epoch };
    return admit(this.state, transition, context);
  }
}

function fault(what: string): ReplayFault {
  return { what, broken: false };
}

function broken(what: string): ReplayFault {
  return { what, broken: true };
}

function refused({ code, internal, message }: Refusal): string {
  return `it is not admissible: ${code}${internal === null ? '' : ` (${internal})`}: ${message}`;
}
