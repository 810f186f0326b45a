import { type ForkFault, type ForkRule, verifyForkProof } from '../chain/index.ts';
import type { Constitution } from '../constitution/index.ts';
import type { CryptoProvider, Hash, Key } from '../crypto/index.ts';
import { type Codec, equalBytes, record } from '../encoding/index.ts';
import {
  type CertificateFault,
  type Evidence,
  type FoundingFault,
  type OpeningFault,
  evidenceCodec,
  openEntry,
  verifyCertificate,
  verifyFounding,
} from '../evidence/index.ts';
import { decodeStatement, keyCodec } from '../identity/index.ts';

/** protocol.md section 6: bytes of a proof of a fork that is on the log, with all that it needs. */
export const MAX_FORK_EVIDENCE_BYTES = 262_144;

/** A fork proof that is on a sovereign's log, for somebody who knows nothing but which sovereign that is. */
export interface ForkEvidence {
  /** With the entry opened: a `say` of statement 6. */
  readonly evidence: Evidence;
  /** Whose signatures the two states carry: the hold's writer. */
  readonly writer: Key;
}

export const forkEvidenceCodec: Codec<ForkEvidence> = record({
  evidence: evidenceCodec,
  writer: keyCodec,
});

type ForkEvidenceFault =
  FoundingFault | CertificateFault | OpeningFault | ForkFault | 'no-statement' | 'other-hold';

/** What was proven: `writer` signed both, of one chain, and the sovereign has admitted the statement that says so. */
export type ForkEvidenceCheck =
  | {
      readonly ok: true;
      readonly constitution: Constitution;
      readonly hold: Hash;
      readonly writer: Key;
      readonly rule: ForkRule;
      /** Where the two histories part. */
      readonly sequence: number;
      /** The entry's place in the log, and the time of the checkpoint that proves it, in ms. */
      readonly index: number;
      readonly signedAt: number;
    }
  | { readonly ok: false; readonly fault: ForkEvidenceFault };

/**
 * Verifies evidence of a fork against the sovereign id that the reader pinned, whatever the time. That the key is the writer of
 * that hold is the ledger's word, which admits no other key's proof; that the key signed both is proven here.
 */
export function verifyForkEvidence(
  { evidence, writer }: ForkEvidence,
  pinned: Hash,
  crypto: CryptoProvider,
): ForkEvidenceCheck {
  const founding = verifyFounding(evidence.constitution, evidence.epoch, pinned, crypto);
  if (!founding.ok) return founding;
  const included = verifyCertificate(evidence.certificate, founding.epoch, crypto);
  if (!included.ok) return included;
  const opened = openEntry(evidence, evidence.certificate);
  if (!opened.ok) return opened;
  const { operation } = opened.entry;
  const said =
    operation?.kind === 'say' ? decodeStatement(operation.statement, operation.body) : undefined;
  if (said?.ok !== true || said.value.kind !== 'fork-proof') {
    return { ok: false, fault: 'no-statement' };
  }
  const { hold, proof } = said.value;
  const fork = verifyForkProof(proof, { key: writer, kind: 'act', sovereign: pinned }, crypto);
  if (!fork.ok) return { ok: false, fault: fork.reason };
  if (!equalBytes(fork.chain, hold)) return { ok: false, fault: 'other-hold' };
  const { rule, sequence } = fork;
  const { index } = evidence.certificate;
  const { constitution } = founding;
  return {
    ok: true,
    constitution,
    hold,
    writer,
    rule,
    sequence,
    index,
    signedAt: included.signedAt,
  };
}
