import {
  type Hash,
  type Office,
  type OfficeSignature,
  type SignedKind,
  signingContext,
} from '@tallystick/protocol';
import type { Verify } from '../admit/check-signatures.ts';
import { type Refusal, refuse } from '../refusal/refusal.ts';

/** What an office is said to have signed. */
export interface Spoken {
  readonly kind: SignedKind;
  readonly message: Hash;
  readonly signatures: readonly OfficeSignature[];
}

/** As many of the office's people as its threshold have signed; every signature is good. */
export function checkOffice(
  sovereign: Hash,
  { signers }: Office,
  { kind, message, signatures }: Spoken,
  verify: Verify,
): Refusal | undefined {
  if (signatures.length < signers.threshold) return refuse('bad-word', { fault: 'threshold' });
  const context = signingContext(kind, sovereign);
  const jobs = signatures.map(({ by, bytes }) => {
    const key = signers.keys[by];
    return key && { key, message, signature: bytes, context };
  });
  // Nothing is verified before all signers are known.
  if (!jobs.every((job) => job !== undefined)) return refuse('bad-word', { fault: 'signer' });
  return jobs.every(verify) ? undefined : refuse('bad-word', { fault: 'signature' });
}
