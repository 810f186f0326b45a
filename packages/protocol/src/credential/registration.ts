import { type Hash, hash } from '../crypto/index.ts';
import { type Codec, bytes, bytesUpTo, encode, record } from '../encoding/index.ts';
import { MAX_CLIENT_DATA_BYTES } from '../governance/statements.ts';

/** What a voting key's statement has as `attestation`: all that it takes to verify it once more. */
export interface KeyAttestation {
  /** What the node drew for the challenge, 32 bytes. */
  readonly nonce: Uint8Array;
  /** W3C Web Authentication §6.5.4. */
  readonly object: Uint8Array;
  readonly clientData: Uint8Array;
}

/** With the rest it fits the 16,384 bytes of a statement's attestation. */
const MAX_OBJECT_BYTES = 14_272;

/** protocol.md section 4, `attestation`. */
export const keyAttestationCodec: Codec<KeyAttestation> = record({
  nonce: bytes(32),
  object: bytesUpTo(MAX_OBJECT_BYTES, 1),
  clientData: bytesUpTo(MAX_CLIENT_DATA_BYTES, 1),
});

/** The challenge of a registration: of this identity with this sovereign, and asked for just now. */
export function registrationChallenge(sovereign: Hash, identity: Hash, nonce: Uint8Array): Hash {
  return hash('statement', encode(challengeCodec, { sovereign, identity, nonce }));
}

const challengeCodec = record({ sovereign: bytes(32), identity: bytes(32), nonce: bytes(32) });
