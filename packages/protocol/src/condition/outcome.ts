import type { Epoch } from '../constitution/index.ts';
import {
  type CryptoProvider,
  type Hash,
  type SignatureJob,
  collectingJobs,
} from '../crypto/index.ts';
import {
  type Codec,
  bytes,
  bytesUpTo,
  decode,
  equalBytes,
  nullable,
  record,
} from '../encoding/index.ts';
import {
  type Certificate,
  type CertificateFault,
  type FoundingFault,
  type OpeningFault,
  certificateCodec,
  openEntry,
  verifyCertificate,
  verifyFounding,
} from '../evidence/index.ts';
import { type Founding, foundingCodec } from '../exchange/index.ts';
import type { Condition } from '../hold/index.ts';
import { MAX_OPERATION_BYTES } from '../operation/index.ts';

/** The outcome of a hold that returned to its owner; the others are the claims that closed it. */
export const RETURNED = 16;

/** A take that was admitted on a log. `founding` is that log's sovereign's, null when it is the reader's own. */
export interface Outcome {
  readonly founding: Founding | null;
  readonly certificate: Certificate;
  readonly state: Uint8Array;
  readonly operation: Uint8Array;
}

export const outcomeCodec: Codec<Outcome> = record({
  founding: nullable(foundingCodec),
  certificate: certificateCodec,
  state: bytes(176),
  operation: bytesUpTo(MAX_OPERATION_BYTES, 1),
});

export type OutcomeFault =
  | FoundingFault
  | CertificateFault
  | OpeningFault
  | 'outcome-encoding'
  | 'outcome-founding'
  | 'other-outcome';

export type OutcomeCheck =
  { ok: true; jobs: readonly SignatureJob[] } | { ok: false; fault: OutcomeFault };

type Admitted = Extract<Condition, { kind: 'admitted' }>;

/** The reader's sovereign and its operating-key epoch. */
export interface Home {
  readonly sovereign: Hash;
  readonly epoch: Epoch;
}

/**
 * Whether an outcome is the one that the condition asks for, but for its signatures, which are listed. Freshness plays no
 * part: what was admitted stays admitted.
 */
export function checkOutcome(
  outcomeBytes: Uint8Array,
  asked: Admitted,
  home: Home,
  crypto: CryptoProvider,
): OutcomeCheck {
  const decoded = decode(outcomeCodec, outcomeBytes);
  if (!decoded.ok) return { ok: false, fault: 'outcome-encoding' };
  const outcome = decoded.value;
  const jobs: SignatureJob[] = [];
  const believing = collectingJobs(crypto, jobs);
  const isHome = equalBytes(asked.sovereign, home.sovereign);
  if (isHome !== (outcome.founding === null)) return { ok: false, fault: 'outcome-founding' };
  let { epoch } = home;
  if (outcome.founding !== null) {
    const { constitution, epoch: signedEpoch } = outcome.founding;
    const founding = verifyFounding(constitution, signedEpoch, asked.sovereign, believing);
    if (!founding.ok) return founding;
    epoch = founding.epoch;
  }
  const included = verifyCertificate(outcome.certificate, epoch, believing);
  if (!included.ok) return included;
  const opened = openEntry(outcome, outcome.certificate);
  if (!opened.ok) return opened;
  const { operation } = opened.entry;
  const { effects } = included;
  if (operation?.kind !== 'take' || effects.kind !== 'take') {
    return { ok: false, fault: 'other-outcome' };
  }
  const isClosing = operation.takings.some(
    ({ hold, claim }, i) =>
      equalBytes(hold, asked.hold) &&
      (claim ?? RETURNED) === asked.outcome &&
      effects.takings[i]?.closed === true,
  );
  return isClosing ? { ok: true, jobs } : { ok: false, fault: 'other-outcome' };
}
