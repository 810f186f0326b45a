import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import { fromBase64url, toBase64url } from '@tallystick/protocol';
import type { Asserted, MadePasskey } from './passkey-desk.ts';
import type { Passkey } from './passkey-store.ts';

/** COSE algorithms that a passkey may have: EdDSA, ES256, RS256 (RFC 9053), which is all that they have today. */
const ALGORITHMS = [-8, -7, -257];
const MOST_BYTES = 16_384;

/** Where, and over what, something was made. */
interface Made {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId: string;
}

/** The public half of a passkey that was made over a challenge, with its user verified; undefined where it was not. Never throws. */
export async function verifyNew(
  made: MadePasskey,
  { challenge, origin, rpId }: Made,
): Promise<Pick<Passkey, 'publicKey' | 'counter'> | undefined> {
  const { id, clientData, attestationObject } = made;
  try {
    if (!isUnattested(attestationObject)) return undefined;
    const response = { clientDataJSON: clientData, attestationObject };
    const verified = await verifyRegistrationResponse({
      response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified.verified) return undefined;
    const { credential } = verified.registrationInfo;
    if (credential.id !== id) return undefined;
    return { publicKey: toBase64url(credential.publicKey), counter: credential.counter };
  } catch {
    return undefined;
  }
}

/**
 * Who made the device is not asked for. A statement that came all the same with certificates would have the library look for their
 * revocation at addresses that they name.
 */
function isUnattested(attestationObject: string): boolean {
  const bytes = fromBase64url(attestationObject, MOST_BYTES);
  if (bytes === undefined) return false;
  const decoded = decodeAttestationObject(Uint8Array.from(bytes));
  const isSelf = decoded.get('fmt') === 'packed' && decoded.get('attStmt').get('x5c') === undefined;
  return decoded.get('fmt') === 'none' || isSelf;
}

/** What the authenticator counts now, where this passkey signed, with its user verified; undefined where it did not. Never throws. */
export async function verifyUse(
  { id, clientData, authenticatorData, signature }: Asserted,
  passkey: Passkey,
  { challenge, origin }: Omit<Made, 'rpId'>,
): Promise<number | undefined> {
  const publicKey = fromBase64url(passkey.publicKey, MOST_BYTES);
  if (publicKey === undefined) return undefined;
  try {
    const response = { clientDataJSON: clientData, authenticatorData, signature };
    const verified = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: passkey.rpId,
      credential: { id, publicKey: Uint8Array.from(publicKey), counter: passkey.counter },
      requireUserVerification: true,
    });
    return verified.verified ? verified.authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}
