import {
  type Codec,
  type Key,
  bytes,
  bytesUpTo,
  encode,
  keyCodec,
  list,
  mapped,
  nullable,
  record,
  text,
  time,
  uint,
  variant,
} from '@tallystick/protocol';
import { type Decision, type Facts, type Label, NO_OBJECTION, factsCodec } from '@tallystick/rules';
import type { ToSign } from '../pipeline/sign-checkpoint.ts';
import { frameOf } from './frames.ts';

/**
 * What goes through the ring's door, in canonical bytes (docs/decisions/0009-the-ring.md). Every
 * value that goes in says how secret it is and who vouches for it; what comes out is public.
 */

/** What a ring is opened with: the first message, and nothing is answered before it. */
export interface Opening {
  readonly files: RingFiles;
  readonly epoch: { readonly number: number; readonly origin: string; readonly log: Key };
  /** The rulebook in force. */
  readonly rulebook: Uint8Array;
  /** Payments that nothing objects to and that are held all the same, of a million. */
  readonly decoysPerMillion: number;
  /** The machine's key where it does not lie in a file. Last, so that nothing need encode it. */
  readonly unlock: Uint8Array | null;
}

/** The files that a ring may read. */
interface RingFiles {
  readonly unlock: string;
  /** The epoch's log key, sealed. */
  readonly log: string;
  /** The watched corridors, sealed; there need not be such a file. */
  readonly watched: string;
}

/** Why a ring did not open. */
const OPENING_FAULTS = ['no-unlock', 'no-key', 'locked', 'damaged', 'newer', 'rulebook'] as const;
export type OpeningFault = (typeof OPENING_FAULTS)[number];

/** More than a question of the ledger has. */
export const MAX_FACTS = 4096;
export const MILLION = 1_000_000;
const UNLOCK_BYTES = 32;
const MAX_PATH = 4096;
const MAX_RULE = 64;
const MAX_REQUIREMENTS = 16;
const MAX_REQUIREMENT = 128;
/** protocol.md section 6: origins. */
const MAX_ORIGIN = 255;
/** FIPS 204 table 2: an ML-DSA-65 signature; the log's suites have none that is longer. */
const MAX_SIGNATURE = 3309;

const level = uint(2) as Codec<Label['integrity']>;
const label: Codec<Label> = record({ confidentiality: level, integrity: level });
const path = text(MAX_PATH, 1);
const openingCodec: Codec<Opening> = record({
  files: record({ unlock: path, log: path, watched: path }),
  epoch: record({ number: uint(), origin: text(MAX_ORIGIN, 1), log: keyCodec }),
  rulebook: bytes(32),
  decoysPerMillion: uint(MILLION),
  unlock: nullable(bytes(UNLOCK_BYTES)),
});
const toSign: Codec<ToSign> = record({ size: uint(), root: bytes(32), timestamp: time });

/** In: from the node to the ring. */
export type Request =
  | { readonly kind: 'open'; readonly label: Label; readonly opening: Opening }
  | {
      readonly kind: 'decide';
      readonly id: number;
      readonly label: Label;
      readonly facts: readonly Facts[];
    }
  | {
      readonly kind: 'sign';
      readonly id: number;
      readonly label: Label;
      readonly checkpoint: ToSign;
    };

export const requestCodec: Codec<Request> = variant('kind', {
  0: ['open', { label, opening: openingCodec }],
  1: ['decide', { id: uint(), label, facts: list(factsCodec, MAX_FACTS) }],
  2: ['sign', { id: uint(), label, checkpoint: toSign }],
});

/** Out: from the ring to the node. `declined`: it does not sign, or does not decide about that. */
export type RingAnswer =
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed'; readonly fault: OpeningFault }
  | { readonly kind: 'decided'; readonly id: number; readonly decisions: readonly Decision[] }
  | { readonly kind: 'signed'; readonly id: number; readonly signature: Uint8Array }
  | { readonly kind: 'declined'; readonly id: number };

const OUTCOMES = ['hold', 'refuse'] as const;
const faultCodec: Codec<OpeningFault> = mapped(
  uint(OPENING_FAULTS.length - 1),
  (at) => OPENING_FAULTS[at] as OpeningFault,
  (fault) => OPENING_FAULTS.indexOf(fault),
);
const objectionCodec = record({
  outcome: mapped(
    uint(OUTCOMES.length - 1),
    (at) => OUTCOMES[at] as (typeof OUTCOMES)[number],
    (outcome) => OUTCOMES.indexOf(outcome),
  ),
  rule: nullable(text(MAX_RULE, 1)),
  requirements: list(text(MAX_REQUIREMENT, 1), MAX_REQUIREMENTS),
});
/** No objection is null, the shortest. */
const decisionCodec: Codec<Decision> = mapped(
  nullable(objectionCodec),
  (objection): Decision => objection ?? NO_OBJECTION,
  (decision) => (decision.outcome === 'no-objection' ? null : (decision as never)),
);

export const answerCodec: Codec<RingAnswer> = variant('kind', {
  0: ['opened', {}],
  1: ['failed', { fault: faultCodec }],
  2: ['decided', { id: uint(), decisions: list(decisionCodec, MAX_FACTS) }],
  3: ['signed', { id: uint(), signature: bytesUpTo(MAX_SIGNATURE, 1) }],
  4: ['declined', { id: uint() }],
});

/** Whether an answer about one payment has the form of one. */
export function isDecision({ outcome, rule, requirements }: Decision): boolean {
  const isCode = rule === null || PRINTABLE.test(rule);
  if (outcome === 'no-objection') return isCode && requirements.length === 0;
  return (
    OUTCOMES.includes(outcome) &&
    isCode &&
    (rule?.length ?? 1) <= MAX_RULE &&
    requirements.length <= MAX_REQUIREMENTS &&
    requirements.every((one) => PRINTABLE.test(one) && one.length <= MAX_REQUIREMENT)
  );
}

const PRINTABLE = /^[ -~]+$/;

/** What the ledger vouches for: facts are between it and the parties, checkpoints are for all. */
const FACTS_LABEL: Label = { confidentiality: 1, integrity: 1 };
const CHECKPOINT_LABEL: Label = { confidentiality: 0, integrity: 1 };
const OPENING_LABEL: Label = { confidentiality: 2, integrity: 2 };

/** A question's frame: the facts are encoded already, and copied once. */
export function decideFrame(id: number, facts: Uint8Array): Uint8Array {
  const head = encode(requestCodec, { kind: 'decide', id, label: FACTS_LABEL, facts: [] });
  return frameOf(head.subarray(0, -1), facts); // without the empty list that it ends with
}

/** An opening's frame. The unlock key is copied into it and nowhere else: wipe it afterwards. */
export function openFrame(opening: Opening): Uint8Array {
  const { unlock } = opening;
  const blank = { ...opening, unlock: unlock === null ? null : new Uint8Array(UNLOCK_BYTES) };
  const request = { kind: 'open', label: OPENING_LABEL, opening: blank } as const;
  const frame = frameOf(encode(requestCodec, request));
  if (unlock !== null) frame.set(unlock, frame.length - UNLOCK_BYTES);
  return frame;
}

export function signFrame(id: number, checkpoint: ToSign): Uint8Array {
  return frameOf(encode(requestCodec, { kind: 'sign', id, label: CHECKPOINT_LABEL, checkpoint }));
}
