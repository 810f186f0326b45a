import { SettingsService, verifyRegistrationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import {
  type Hash,
  type KeyAttestation,
  originOf,
  readCredentialKey,
  toBase64url,
} from '@tallystick/protocol';
import { type OpenedVendor, vendorOfChain } from './vendor-chain.ts';

/** Why a key is not registered (docs/people/voting-keys.md). */
export type AttestationFault =
  | 'client-data'
  | 'origin'
  | 'malformed'
  | 'format'
  | 'self-attested'
  | 'chain'
  | 'no-vendor'
  | 'several-vendors'
  | 'statement'
  | 'copyable'
  | 'algorithm';

export type Attested =
  | { readonly ok: true; readonly key: Uint8Array; readonly vendor: OpenedVendor }
  | { readonly ok: false; readonly fault: AttestationFault };

/** By whom, for whom and when an attestation is verified. */
export interface AttestationTerms {
  /** `registrationChallenge` of sovereign, identity and the attestation's nonce. */
  readonly challenge: Hash;
  /** Whether an origin is the node's own. */
  readonly isOwn: (origin: string) => boolean;
  readonly vendors: readonly OpenedVendor[];
  /** Ms since 1970: certificates are in force then. */
  readonly time: number;
}

/**
 * Formats whose certificates are a vendor's (W3C Web Authentication §8). `fido-u2f` is read, and
 * fails where it says that nobody was verified, as authenticators of that age do.
 */
const FORMATS: ReadonlySet<unknown> = new Set([
  'packed',
  'tpm',
  'android-key',
  'apple',
  'fido-u2f',
]);

/**
 * The library has roots of its own for some formats and one set for all vendors, and asks for
 * revocation lists at addresses that certificates name. So it has no roots at all: then it verifies
 * statements alone, and whose chain it is has been found out before (`vendorOfChain`).
 */
for (const identifier of ['packed', 'tpm', 'android-key', 'apple', 'fido-u2f'] as const) {
  SettingsService.setRootCertificates({ identifier, certificates: [] });
}

/** RFC 5280 §4.2.1.13, cRLDistributionPoints: OBJECT IDENTIFIER 2.5.29.31 in DER. */
const REVOCATION_LISTS = Buffer.from('0603551d1f', 'hex');

/** Whether an attestation is of a key in the hardware of exactly one vendor; never throws. */
export async function verifyAttestation(
  { object, clientData }: KeyAttestation,
  { challenge, isOwn, vendors, time }: AttestationTerms,
): Promise<Attested> {
  const origin = originOf(clientData, 'webauthn.create', challenge);
  if (origin === undefined) return failed('client-data');
  if (!isOwn(origin)) return failed('origin');
  const statement = readStatement(object);
  if (!statement.ok) return statement;
  const chain = vendorOfChain(statement.chain, vendors, time);
  if (!chain.ok) return failed(chain.fault);
  const verified = await verifyStatement(object, clientData, challenge, origin);
  if (verified === undefined) return failed('statement');
  if (verified.isCopyable) return failed('copyable');
  if (readCredentialKey(verified.key) === undefined) return failed('algorithm');
  return { ok: true, key: verified.key, vendor: chain.vendor };
}

function failed(fault: AttestationFault): { readonly ok: false; readonly fault: AttestationFault } {
  return { ok: false, fault };
}

type Statement =
  | { readonly ok: true; readonly chain: readonly Uint8Array[] }
  | { readonly ok: false; readonly fault: AttestationFault };

function readStatement(object: Uint8Array): Statement {
  try {
    const decoded = decodeAttestationObject(Uint8Array.from(object));
    const format = decoded.get('fmt');
    if (!FORMATS.has(format)) return failed('format');
    const chain: unknown = decoded.get('attStmt').get('x5c');
    if (chain === undefined) return failed('self-attested');
    if (!Array.isArray(chain) || !chain.every((one) => one instanceof Uint8Array)) {
      return failed('malformed');
    }
    // For this one format the library follows the chain even where it has no roots.
    const asksNetwork = format === 'android-key' && chain.some(namesRevocationLists);
    return asksNetwork ? failed('chain') : { ok: true, chain };
  } catch {
    return failed('malformed');
  }
}

function namesRevocationLists(certificate: Uint8Array): boolean {
  return Buffer.from(certificate).includes(REVOCATION_LISTS);
}

async function verifyStatement(
  object: Uint8Array,
  clientData: Uint8Array,
  challenge: Hash,
  origin: string,
): Promise<{ readonly key: Uint8Array; readonly isCopyable: boolean } | undefined> {
  const response = {
    clientDataJSON: toBase64url(clientData),
    attestationObject: toBase64url(object),
  };
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      // The authenticator says which credential it is; what a page says is not asked.
      response: { id: 'AA', rawId: 'AA', type: 'public-key', clientExtensionResults: {}, response },
      expectedChallenge: toBase64url(challenge),
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
    });
    if (!verified) return undefined;
    const { credential, credentialDeviceType } = registrationInfo;
    return {
      key: Uint8Array.from(credential.publicKey),
      isCopyable: credentialDeviceType !== 'singleDevice',
    };
  } catch {
    return undefined;
  }
}
