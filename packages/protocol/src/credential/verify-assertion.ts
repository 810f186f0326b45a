import type { VotingCrypto, Hash } from '../crypto/index.ts';
import { concat } from '../encoding/index.ts';
import type { Assertion } from '../governance/index.ts';
import { originOf } from './client-data.ts';
import { readCredentialKey, verifyCredential } from './credential-key.ts';

/** W3C Web Authentication §6.1: RP ID's hash 32, flags 1, counter 4, then what the flags announce. */
const FLAGS_AT = 32;
const PLAIN_LENGTH = 37;
const MAX_LENGTH = 1024;
const FLAG = {
  userPresent: 0x01,
  userVerified: 0x04,
  backupEligible: 0x08,
  backedUp: 0x10,
  credentialData: 0x40,
  extensions: 0x80,
} as const;
const WANTED = FLAG.userPresent | FLAG.userVerified;
const UNWANTED = FLAG.backupEligible | FLAG.backedUp | FLAG.credentialData;

/**
 * Whether an assertion is by the credential whose COSE_Key is given, over `challenge`, by somebody
 * present whom the authenticator verified (W3C Web Authentication §7.2). Neither the RP ID nor the
 * origin is compared: decision 0010, section 6. Never throws.
 */
export function verifyAssertion(
  key: Uint8Array,
  challenge: Hash,
  { authenticatorData, clientData, signature }: Assertion,
  crypto: VotingCrypto,
): boolean {
  const credential = readCredentialKey(key);
  if (credential === undefined || !isOfVerifiedUser(authenticatorData)) return false;
  if (originOf(clientData, 'webauthn.get', challenge) === undefined) return false;
  const message = concat(authenticatorData, crypto.sha256(clientData));
  return verifyCredential(credential, message, signature, crypto);
}

function isOfVerifiedUser(data: Uint8Array): boolean {
  if (data.length < PLAIN_LENGTH || data.length > MAX_LENGTH) return false;
  const flags = data[FLAGS_AT] as number;
  if ((flags & WANTED) !== WANTED || (flags & UNWANTED) !== 0) return false;
  const hasExtensions = (flags & FLAG.extensions) !== 0;
  return hasExtensions === data.length > PLAIN_LENGTH;
}
