import 'reflect-metadata';
import { createHash, type webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  CRLDistributionPointsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { Hash, KeyAttestation, Vendor } from '@tallystick/protocol';
import { type TestCredential, clientDataOf } from '@tallystick/protocol/testing/authenticator';
import { encode } from 'cborg';

/** Vendors of authenticators, for tests: real certificates and attestation statements of keys in software. */

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const ORIGIN = 'https://tally.example';
/** User present and verified, credential data. */
const FLAGS = 0x45;
const DAY_MS = 86_400_000;

/** A certificate, and the key that it is of. */
export interface Certified {
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface TestVendor extends Vendor {
  readonly root: Certified;
  /** What attests the keys of one batch of its devices; issued by the root. */
  readonly batch: Certified;
}

/** What a certificate says; the defaults are those of a good one. */
export interface CertificateTerms {
  readonly subject: string;
  /** Null: it issues itself. */
  readonly issuer: Certified | null;
  readonly isCa: boolean;
  readonly from?: number;
  readonly until?: number;
  readonly keys?: webcrypto.CryptoKeyPair;
  readonly extensions?: readonly Extension[];
  /** Whether it says what its key is for; by default it does. */
  readonly saysUsage?: boolean;
}

export async function certify(terms: CertificateTerms): Promise<Certified> {
  const { subject, issuer, isCa, from = Date.now() - DAY_MS, extensions = [] } = terms;
  const { saysUsage = true } = terms;
  const keys = terms.keys ?? (await newKeys());
  const usage = isCa ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: crypto.getRandomValues(Buffer.alloc(8)).toString('hex').replace(/^./, '7'),
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: new Date(from),
    notAfter: new Date(terms.until ?? Date.now() + 365 * DAY_MS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions: [
      new BasicConstraintsExtension(isCa, undefined, true),
      ...(saysUsage ? [new KeyUsagesExtension(usage, true)] : []),
      ...extensions,
    ],
  });
  return { certificate, keys };
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

export async function makeVendor(name: string): Promise<TestVendor> {
  const root = await certify({ subject: `CN=${name} Root, O=${name}`, issuer: null, isCa: true });
  const batch = await certify({ subject: batchSubject(name), issuer: root, isCa: false });
  return { name, root, batch, roots: [derOf(root)] };
}

/** The extension that names where to ask for what has been revoked. */
export function revocationListAt(url: string): Extension {
  return new CRLDistributionPointsExtension([url]);
}

/** W3C Web Authentication §8.2.1: what the subject of a packed attestation's certificate is. */
export function batchSubject(name: string): string {
  return `CN=${name} Batch 1, OU=Authenticator Attestation, O=${name}, C=KE`;
}

export function derOf({ certificate }: Certified): Uint8Array {
  return new Uint8Array(certificate.rawData);
}

/** What is said of a new key; the defaults are those of a good one. */
export interface AttestationParts {
  readonly nonce: Uint8Array;
  readonly challenge: Hash;
  /** The page's, and the RP ID its host name. */
  readonly origin?: string;
  readonly flags?: number;
  readonly format?: string;
  /** Whose key signs, and the chain that says who that is; null: the credential's own key, and none. */
  readonly chain?: readonly Certified[] | null;
  readonly clientData?: object;
}

/** A packed attestation statement of a credential, by this vendor's batch. */
export async function attest(
  vendor: TestVendor,
  credential: TestCredential,
  parts: AttestationParts,
): Promise<KeyAttestation> {
  const { nonce, challenge, origin = ORIGIN, format = 'packed', chain = [vendor.batch] } = parts;
  const said = { type: 'webauthn.create', origin, ...parts.clientData };
  const clientData = clientDataOf(challenge, said);
  const authData = authDataOf(credential, new URL(origin).hostname, parts.flags ?? FLAGS);
  const message = Buffer.concat([authData, sha256(clientData)]);
  const signer = chain?.[0];
  const sig = signer === undefined ? credential.sign(message) : await signed(signer, message);
  const x5c = chain === null ? {} : { x5c: chain.map(derOf) };
  const attStmt = format === 'none' ? {} : { alg: -7, sig, ...x5c };
  return { nonce, clientData, object: encode({ fmt: format, attStmt, authData }) };
}

/** W3C Web Authentication §6.1. */
function authDataOf({ key }: TestCredential, rpId: string, flags: number): Uint8Array {
  const id = sha256(key).subarray(0, 16);
  const counter = [0, 0, 0, 1];
  const aaguid = new Uint8Array(16).fill(9);
  const head = Uint8Array.of(flags, ...counter, ...aaguid, 0, id.length);
  return Uint8Array.from(Buffer.concat([sha256(Buffer.from(rpId)), head, id, key]));
}

/** WebCrypto signs r ‖ s; authenticators give DER. */
async function signed({ keys }: Certified, message: Uint8Array): Promise<Uint8Array> {
  const fixed = await crypto.subtle.sign(ALGORITHM, keys.privateKey, Uint8Array.from(message));
  const numbers = [fixed.slice(0, 32), fixed.slice(32)].map((half) => derNumber(Buffer.from(half)));
  const body = Buffer.concat(numbers);
  return Uint8Array.of(0x30, body.length, ...body);
}

function derNumber(number: Buffer): Buffer {
  const start = number.findIndex((byte) => byte !== 0);
  const digits = number.subarray(start);
  const padded = (digits[0] ?? 0) >= 0x80 ? [0, ...digits] : [...digits];
  return Buffer.from([2, padded.length, ...padded]);
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}
