import { type CryptoProvider, type Hash, hash, signingContext } from '../crypto/index.ts';
import {
  bytes,
  bytesUpTo,
  type Codec,
  decode,
  encode,
  equalBytes,
  list,
  mapped,
  nullable,
  record,
  text,
  time,
  uint,
} from '../encoding/index.ts';
import type { Epoch } from '../constitution/index.ts';

/** What a rulebook said of one hold or raise of a put, and about which facts. */
export interface RuleDecision {
  /** The put, admitted or not. */
  readonly transition: Hash;
  /** Which of its holds; raises are counted on after them. */
  readonly item: number;
  readonly rulebook: Hash;
  /** `H_facts` of what was decided about. */
  readonly facts: Hash;
  /** The legal time: the header's, in ms since 1970-01-01 UTC. */
  readonly time: number;
  readonly outcome: DecidedOutcome;
  /** The public code; null where nothing objects, and of a hold that nobody explains. */
  readonly rule: string | null;
  /** What would lift a hold, in words. */
  readonly requirements: readonly string[];
  /** The text behind the code; none of a hold that nobody explains. */
  readonly clauses: readonly ToldClause[];
}

const OUTCOMES = ['no-objection', 'hold', 'refuse'] as const;
export type DecidedOutcome = (typeof OUTCOMES)[number];

/** A rule that a decision rests on, and where it stands. */
export interface ToldClause {
  readonly code: string;
  readonly title: string;
  /** Where it comes from, in its author's words. */
  readonly source: string | null;
  readonly module: string;
  readonly version: number;
  /** Since when it is in force, in ms since 1970-01-01 UTC. */
  readonly since: number;
  /** The line of the module's printed text where it begins, from 1. */
  readonly line: number;
}

/** protocol.md section 6: bounds of what a decision tells. */
const MAX_ITEM = 255;
const MAX_CODE_BYTES = 64;
const MAX_REQUIREMENTS = 16;
const MAX_REQUIREMENT_BYTES = 128;
const MAX_CLAUSES = 4;
export const MAX_CLAUSE_TEXT_BYTES = 1024;
const MAX_DECISION_BYTES = 16_384;
/** Facts with 16 receivers, and 64 each of lists, rates and indicators, are less. */
const MAX_DECIDED_FACTS_BYTES = 65_536;
/** FIPS 204 table 2: an ML-DSA-65 signature; a log key has no suite with longer ones. */
const MAX_LOG_SIGNATURE_BYTES = 3309;
export const MAX_DECISION_RECEIPT_BYTES: number =
  MAX_DECISION_BYTES + MAX_DECIDED_FACTS_BYTES + MAX_LOG_SIGNATURE_BYTES + 64;

const code = text(MAX_CODE_BYTES, 1);
const clauseCodec: Codec<ToldClause> = record({
  code,
  title: text(MAX_CLAUSE_TEXT_BYTES),
  source: nullable(text(MAX_CLAUSE_TEXT_BYTES)),
  module: code,
  version: uint(),
  since: time,
  line: uint(),
});

export const ruleDecisionCodec: Codec<RuleDecision> = record({
  transition: bytes(32),
  item: uint(MAX_ITEM),
  rulebook: bytes(32),
  facts: bytes(32),
  time,
  outcome: mapped(
    uint(OUTCOMES.length - 1),
    (at) => OUTCOMES[at] as DecidedOutcome,
    (outcome) => OUTCOMES.indexOf(outcome),
  ),
  rule: nullable(code),
  requirements: list(text(MAX_REQUIREMENT_BYTES, 1), MAX_REQUIREMENTS),
  clauses: list(clauseCodec, MAX_CLAUSES),
});

/** `H_decision(decision)`: what an appeal names. */
export function decisionId(decision: RuleDecision): Hash {
  return hash('decision', encode(ruleDecisionCodec, decision));
}

/**
 * A decision that is on no log, because it objected: signed with the log key of an epoch, and with
 * the facts it is about, which only the two that have the receipt see.
 */
export interface DecisionReceipt {
  readonly decision: RuleDecision;
  /** Number of the epoch whose log key signed. */
  readonly epoch: number;
  /** Kind `decision`, over the decision's id. */
  readonly signature: Uint8Array;
  /** The canonical encoding that `decision.facts` is the hash of. */
  readonly facts: Uint8Array;
}

export const decisionReceiptCodec: Codec<DecisionReceipt> = record({
  decision: ruleDecisionCodec,
  epoch: uint(),
  signature: bytesUpTo(MAX_LOG_SIGNATURE_BYTES, 1),
  facts: bytesUpTo(MAX_DECIDED_FACTS_BYTES, 1),
});

export type DecisionReceiptCheck =
  | { readonly ok: true; readonly id: Hash; readonly receipt: DecisionReceipt }
  | { readonly ok: false; readonly fault: DecisionReceiptFault };
export type DecisionReceiptFault = 'encoding' | 'no-objection' | 'epoch' | 'facts' | 'signature';

/**
 * Whether a sovereign has said this about one payment. `epochs`: those whose founding was verified.
 * That the facts are those of the payment is for whoever knows them to say.
 */
export function verifyDecisionReceipt(
  receipt: Uint8Array,
  sovereign: Hash,
  epochs: readonly Epoch[],
  crypto: CryptoProvider,
): DecisionReceiptCheck {
  const decoded = decode(decisionReceiptCodec, receipt, MAX_DECISION_RECEIPT_BYTES);
  if (!decoded.ok) return { ok: false, fault: 'encoding' };
  const { decision, epoch: number, signature, facts } = decoded.value;
  // What was admitted is on the log; nobody signs it apart.
  if (decision.outcome === 'no-objection') return { ok: false, fault: 'no-objection' };
  const epoch = epochs.find((one) => one.number === number);
  if (epoch === undefined) return { ok: false, fault: 'epoch' };
  if (!equalBytes(hash('facts', facts), decision.facts)) return { ok: false, fault: 'facts' };
  const id = decisionId(decision);
  if (!crypto.verify(epoch.log, id, signature, signingContext('decision', sovereign))) {
    return { ok: false, fault: 'signature' };
  }
  return { ok: true, id, receipt: decoded.value };
}

/** What an appellant shows to the office of appeals. The log has its note only. */
export interface AppealCase {
  /** A `decisionReceipt` in canonical bytes. */
  readonly receipt: Uint8Array;
  /** Why the decision should be looked at. */
  readonly reason: string;
  /** Keeps the note from being guessed. */
  readonly salt: Uint8Array;
}

const MAX_REASON_BYTES = 4096;
const MAX_CASE_BYTES: number = MAX_DECISION_RECEIPT_BYTES + MAX_REASON_BYTES + 64;

const reasonCodec = record({ reason: text(MAX_REASON_BYTES, 1), salt: bytes(32) });
const appealCaseCodec: Codec<AppealCase> = record({
  receipt: bytesUpTo(MAX_DECISION_RECEIPT_BYTES, 1),
  reason: text(MAX_REASON_BYTES, 1),
  salt: bytes(32),
});

export function encodeAppealCase(shown: AppealCase): Uint8Array {
  return encode(appealCaseCodec, shown);
}

/** Undefined when the bytes are none. */
export function decodeAppealCase(encoded: Uint8Array): AppealCase | undefined {
  const decoded = decode(appealCaseCodec, encoded, MAX_CASE_BYTES);
  return decoded.ok ? decoded.value : undefined;
}

/** `H_note([reason, salt])`: what statement 13 carries. Asserts 1 to 4,096 bytes of UTF-8. */
export function appealNote({ reason, salt }: Pick<AppealCase, 'reason' | 'salt'>): Hash {
  return hash('note', encode(reasonCodec, { reason, salt }));
}
