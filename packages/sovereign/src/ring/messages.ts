import {
  type Codec,
  type Hash,
  type Key,
  type RuleDecision,
  type Word,
  bytes,
  bytesUpTo,
  encode,
  keyCodec,
  list,
  mapped,
  nullable,
  record,
  ruleDecisionCodec,
  text,
  time,
  uint,
  variant,
} from '@tallystick/protocol';
import {
  type Decision,
  type Facts,
  type Label,
  MAX_SOURCE_BYTES,
  NO_OBJECTION,
  factsCodec,
} from '@tallystick/rules';
import type { ToSign } from '../pipeline/sign-checkpoint.ts';
import { frameOf } from './frames.ts';
import { type AskedShadow, type Shadow, askedShadow, shadowCodec } from './shadow-message.ts';

/**
 * What goes through the ring's door, in canonical bytes (docs/decisions/0009-the-ring.md). Every
 * value that goes in says how secret it is and who vouches for it; what comes out is public.
 */

/** What a ring is opened with: the first message, and nothing is answered before it. */
export interface Opening {
  readonly files: RingFiles;
  /** The offices whose words the node may sign; null: there is none. */
  readonly offices: Readonly<Record<OfficeWord['kind'], OfficeFile | null>>;
  readonly sovereign: Hash;
  readonly epoch: { readonly number: number; readonly origin: string; readonly log: Key };
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

/** An office's sealed key: there need not be such a file, since others may hold it. */
interface OfficeFile {
  readonly name: string;
  readonly path: string;
}

/** The public keys of the offices for which a ring signs; null: it has no such key. */
export interface OfficeKeys {
  readonly gates: Key | null;
  readonly registrars: Key | null;
}

/** What an office says: the ring makes what is signed of it, and signs nothing else for the office. */
export type OfficeWord =
  | {
      readonly kind: 'gates';
      readonly proposal: Hash;
      /** The office's index in the governance. */
      readonly office: number;
      readonly report: Hash;
      readonly verdict: Verdict;
    }
  | {
      readonly kind: 'registrars';
      readonly identity: Hash;
      readonly key: Uint8Array;
      readonly vendor: Hash;
      readonly attestation: Uint8Array;
    };

type Verdict = Extract<Word, { kind: 'gates' }>['verdict'];

/** Why a ring did not open. */
const OPENING_FAULTS = ['no-unlock', 'no-key', 'locked', 'damaged', 'newer'] as const;
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
/** protocol.md section 4: offices, a COSE_Key and an attestation. */
const MAX_OFFICE = 15;
const MAX_OFFICE_NAME = 32;
const MAX_CREDENTIAL = 1600;
const MAX_ATTESTATION = 16_384;

const level = uint(2) as Codec<Label['integrity']>;
const label: Codec<Label> = record({ confidentiality: level, integrity: level });
const path = text(MAX_PATH, 1);
const officeFile = record({ name: text(MAX_OFFICE_NAME, 1), path });
const openingCodec: Codec<Opening> = record({
  files: record({ unlock: path, log: path, watched: path }),
  offices: record({ gates: nullable(officeFile), registrars: nullable(officeFile) }),
  sovereign: bytes(32),
  epoch: record({ number: uint(), origin: text(MAX_ORIGIN, 1), log: keyCodec }),
  decoysPerMillion: uint(MILLION),
  unlock: nullable(bytes(UNLOCK_BYTES)),
});
const toSign: Codec<ToSign> = record({ size: uint(), root: bytes(32), timestamp: time });

const VERDICTS = ['failed', 'passed', 'tightens'] as const;
const verdictCodec: Codec<Verdict> = mapped(
  uint(VERDICTS.length - 1),
  (at) => VERDICTS[at] as Verdict,
  (verdict) => VERDICTS.indexOf(verdict),
);
const wordCodec: Codec<OfficeWord> = variant('kind', {
  0: [
    'gates',
    {
      proposal: bytes(32),
      office: uint(MAX_OFFICE),
      report: bytes(32),
      verdict: verdictCodec,
    },
  ],
  1: [
    'registrars',
    {
      identity: bytes(32),
      key: bytesUpTo(MAX_CREDENTIAL, 1),
      vendor: bytes(32),
      attestation: bytesUpTo(MAX_ATTESTATION),
    },
  ],
});

/** In: from the node to the ring. */
export type Request =
  | { readonly kind: 'open'; readonly label: Label; readonly opening: Opening }
  | {
      readonly kind: 'decide';
      readonly id: number;
      readonly label: Label;
      /** By its hash: one that was given before, or that the ring knows by itself. */
      readonly rulebook: Hash;
      readonly facts: readonly Facts[];
    }
  | {
      readonly kind: 'sign';
      readonly id: number;
      readonly label: Label;
      readonly checkpoint: ToSign;
    }
  | {
      readonly kind: 'give';
      readonly id: number;
      readonly label: Label;
      readonly rulebook: Hash;
      /** See `encodeSource`. */
      readonly source: Uint8Array;
    }
  | {
      readonly kind: 'say';
      readonly id: number;
      readonly label: Label;
      readonly word: OfficeWord;
    }
  | {
      readonly kind: 'receipt';
      readonly id: number;
      readonly label: Label;
      readonly asked: AskedReceipt;
    }
  | {
      readonly kind: 'shadow';
      readonly id: number;
      readonly label: Label;
      readonly asked: AskedShadow;
    };

/** What is to be decided once more, for a receipt of the objection. */
export interface AskedReceipt {
  readonly rulebook: Hash;
  /** The put that was refused. */
  readonly transition: Hash;
  readonly item: number;
  readonly facts: Facts;
}

/** protocol.md section 4: holds and raises of one put. */
const MAX_ITEM = 255;
const askedReceipt: Codec<AskedReceipt> = record({
  rulebook: bytes(32),
  transition: bytes(32),
  item: uint(MAX_ITEM),
  facts: factsCodec,
});

export const requestCodec: Codec<Request> = variant('kind', {
  0: ['open', { label, opening: openingCodec }],
  1: ['decide', { id: uint(), label, rulebook: bytes(32), facts: list(factsCodec, MAX_FACTS) }],
  2: ['sign', { id: uint(), label, checkpoint: toSign }],
  3: ['give', { id: uint(), label, rulebook: bytes(32), source: bytesUpTo(MAX_SOURCE_BYTES, 1) }],
  4: ['say', { id: uint(), label, word: wordCodec }],
  5: ['receipt', { id: uint(), label, asked: askedReceipt }],
  6: ['shadow', { id: uint(), label, asked: askedShadow }],
});

/**
 * Out: from the ring to the node. `declined`: it does not sign, does not decide about that, or
 * cannot compile what it was given.
 */
export type RingAnswer =
  | { readonly kind: 'opened'; readonly offices: OfficeKeys }
  | { readonly kind: 'failed'; readonly fault: OpeningFault }
  | { readonly kind: 'decided'; readonly id: number; readonly decisions: readonly Decision[] }
  | { readonly kind: 'signed'; readonly id: number; readonly signature: Uint8Array }
  | { readonly kind: 'declined'; readonly id: number }
  | { readonly kind: 'taken'; readonly id: number }
  | {
      readonly kind: 'receipted';
      readonly id: number;
      readonly decision: RuleDecision;
      readonly signature: Uint8Array;
    }
  | { readonly kind: 'shadowed'; readonly id: number; readonly shadow: Shadow };

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
  0: ['opened', { offices: record({ gates: nullable(keyCodec), registrars: nullable(keyCodec) }) }],
  1: ['failed', { fault: faultCodec }],
  2: ['decided', { id: uint(), decisions: list(decisionCodec, MAX_FACTS) }],
  3: ['signed', { id: uint(), signature: bytesUpTo(MAX_SIGNATURE, 1) }],
  4: ['declined', { id: uint() }],
  5: ['taken', { id: uint() }],
  6: [
    'receipted',
    { id: uint(), decision: ruleDecisionCodec, signature: bytesUpTo(MAX_SIGNATURE, 1) },
  ],
  7: ['shadowed', { id: uint(), shadow: shadowCodec }],
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

/** What the ledger vouches for: facts are between it and the parties, the rest is for all. */
const FACTS_LABEL: Label = { confidentiality: 1, integrity: 1 };
const PUBLIC_LABEL: Label = { confidentiality: 0, integrity: 1 };
const OPENING_LABEL: Label = { confidentiality: 2, integrity: 2 };

/** A question's frame: the facts are encoded already, and copied once. */
export function decideFrame(id: number, rulebook: Hash, facts: Uint8Array): Uint8Array {
  const question = { kind: 'decide', id, label: FACTS_LABEL, rulebook, facts: [] } as const;
  const head = encode(requestCodec, question);
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
  return frameOf(encode(requestCodec, { kind: 'sign', id, label: PUBLIC_LABEL, checkpoint }));
}

/** A rulebook's frame. Throws `RangeError` when it is too long to be given. */
export function giveFrame(id: number, rulebook: Hash, source: Uint8Array): Uint8Array {
  const given = { kind: 'give', id, label: PUBLIC_LABEL, rulebook, source } as const;
  return frameOf(encode(requestCodec, given));
}

export function sayFrame(id: number, word: OfficeWord): Uint8Array {
  return frameOf(encode(requestCodec, { kind: 'say', id, label: PUBLIC_LABEL, word }));
}

export function receiptFrame(id: number, asked: AskedReceipt): Uint8Array {
  return frameOf(encode(requestCodec, { kind: 'receipt', id, label: FACTS_LABEL, asked }));
}

export function shadowFrame(id: number, asked: AskedShadow): Uint8Array {
  return frameOf(encode(requestCodec, { kind: 'shadow', id, label: PUBLIC_LABEL, asked }));
}
