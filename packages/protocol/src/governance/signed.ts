import { type Hash, hash, isHash } from '../crypto/index.ts';
import { bytes, bytesUpTo, concat, encode, nullable, record, uint } from '../encoding/index.ts';
import { MAX_OFFICES } from './codecs.ts';
import {
  PART_BYTES,
  choiceCodec,
  contentCodec,
  exemptionCodec,
  figureCodec,
  answerOutcomeCodec,
  wordOfOfficeCodec,
} from './statements.ts';
import type { Choice, Content, Figure, GovernanceStatement } from './types.ts';

/** More than any content has: the bound is the statement's. */
const ANY = bytesUpTo(2 ** 31);

/** What is signed of an approval, kind `approval`. */
export function approvalHash({
  proposal,
  office,
  word,
}: Pick<Extract<GovernanceStatement, { kind: 'approval' }>, 'proposal' | 'office' | 'word'>): Hash {
  return hash('statement', encode(approvalCodec, { proposal, office, word }));
}

const approvalCodec = record({
  proposal: bytes(32),
  office: uint(MAX_OFFICES - 1),
  word: wordOfOfficeCodec,
});

/** What is signed of an answer to an appeal, kind `answer`. */
export function answerHash({
  appeal,
  outcome,
  exemption,
}: Pick<
  Extract<GovernanceStatement, { kind: 'answer' }>,
  'appeal' | 'outcome' | 'exemption'
>): Hash {
  return hash('statement', encode(answerCodec, { appeal, outcome, exemption }));
}

const answerCodec = record({
  appeal: bytes(32),
  outcome: answerOutcomeCodec,
  exemption: nullable(exemptionCodec),
});

/** What an office signs of a figure, kind `figure`. */
export function figureHash({ name, numerator, denominator, from, until }: Figure): Hash {
  return hash('statement', encode(figureCodec, { name, numerator, denominator, from, until }));
}

/** What the registrars sign of a voting key, kind `voting-key`. */
export function votingKeyHash(
  identity: Hash,
  { key, attestation, vendor }: { key: Uint8Array; attestation: Uint8Array; vendor: Hash },
): Hash {
  const attested = hash('statement', encode(ANY, attestation));
  return hash('statement', encode(votingKeyCodec, { identity, key, vendor, attested }));
}

const votingKeyCodec = record({
  identity: bytes(32),
  key: ANY,
  vendor: bytes(32),
  attested: bytes(32),
});

/**
 * The challenge of a ballot's assertion. It names the sovereign: one identity may be known to two,
 * and its transitions to both.
 */
export function ballotChallenge(
  sovereign: Hash,
  identity: Hash,
  proposal: Hash,
  choice: Choice,
): Hash {
  return hash('statement', encode(challengeCodec, { sovereign, identity, proposal, choice }));
}

const challengeCodec = record({
  sovereign: bytes(32),
  identity: bytes(32),
  proposal: bytes(32),
  choice: choiceCodec,
});

/** `H_record([hash before, identity, choice, vendor / null])`: all ballots, in log order. */
export function withVoter(before: Hash, identity: Hash, choice: Choice, vendor: Hash | null): Hash {
  return hash('record', encode(voterCodec, { before, identity, choice, vendor }));
}

const voterCodec = record({
  before: bytes(32),
  identity: bytes(32),
  choice: choiceCodec,
  vendor: nullable(bytes(32)),
});

/** `H_statement(content: bstr)`: what reports name a content by, in one piece or in parts. */
export function contentHash(content: Uint8Array): Hash {
  return hash('statement', encode(ANY, content));
}

/** A content cut up: the parts to say first, all but the last of 32,768 bytes. */
export function partsOf(content: Uint8Array): Uint8Array[] {
  const parts = [];
  for (let at = 0; at < content.length; at += PART_BYTES) {
    parts.push(content.subarray(at, at + PART_BYTES));
  }
  return parts;
}

/** The bytes of a content whose parts are given, in order; undefined when they are not its own. */
export function joinContent(
  content: Content,
  parts: readonly Uint8Array[],
): Uint8Array | undefined {
  if (content.kind === 'inline') return parts.length === 0 ? content.bytes : undefined;
  if (parts.length !== content.parts.length) return undefined;
  if (parts.slice(0, -1).some(({ length }) => length !== PART_BYTES)) return undefined;
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  if (size !== content.size) return undefined;
  const joined = concat(...parts);
  return isHash(content.hash, 'statement', encode(ANY, joined)) ? joined : undefined;
}

/** The content of a proposal as it is said; `said` are the transitions that said the parts. */
export function contentOf(bytesOfContent: Uint8Array, said: readonly Hash[]): Content {
  const content: Content =
    bytesOfContent.length <= PART_BYTES
      ? { kind: 'inline', bytes: bytesOfContent }
      : {
          kind: 'parts',
          hash: contentHash(bytesOfContent),
          size: bytesOfContent.length,
          parts: said,
        };
  encode(contentCodec, content); // throws where `said` are not its parts
  return content;
}
