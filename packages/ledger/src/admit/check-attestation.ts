import { attestationHash, type Hash, type Statement } from '@tallystick/protocol';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { LedgerState } from '../state/state.ts';
import type { Verify } from './check-signatures.ts';

type CountryStatement = Extract<Statement, { kind: 'country' }>;

/** A tier above 0 is attested by a registrar of the constitution; tier 0 is anybody's own word. */
export function checkAttestation(
  state: LedgerState,
  identity: Hash,
  statement: CountryStatement,
  verify: Verify,
): Refusal | undefined {
  const { country, tier, validUntil, attestation } = statement;
  if (attestation === null) return undefined;
  const { registrars } = state.constitution;
  const key = registrars?.keys[attestation.registrar];
  if (registrars === null || key === undefined) return refuse('bad-attestation', {});
  // One statement carries one registrar's signature: more than one cannot be shown yet.
  if (registrars.threshold > 1) {
    return refuse('not-available', { feature: 'attestations by several registrars' });
  }
  const valid = verify({
    key,
    message: attestationHash({ identity, country, tier, validUntil }),
    signature: attestation.signature,
    context: state.contexts.attestation,
  });
  return valid ? undefined : refuse('bad-attestation', {});
}
