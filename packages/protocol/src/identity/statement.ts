import { forkProofCodec } from '../chain/index.ts';
import { SUITES, type Hash, hash } from '../crypto/index.ts';
import {
  type Codec,
  type Decoded,
  bytes,
  bytesUpTo,
  decode,
  encode,
  nullable,
  record,
  refine,
  uint,
} from '../encoding/index.ts';
import {
  MAX_TIER,
  countryCodec,
  deviceCodec,
  endCodec,
  handleCodec,
  policyCodec,
} from './codecs.ts';
import { MAX_KEYS } from './key-codecs.ts';
import type { Attestation, Statement } from './types.ts';
import { MAX_DEVICES } from './view.ts';

/** The statement kinds of an identity chain by number (protocol.md, section 4). */
export const STATEMENT_KINDS = {
  handle: 1,
  country: 2,
  'add-device': 3,
  'revoke-device': 4,
  policy: 5,
  'fork-proof': 6,
  intent: 16,
} as const;

/** FIPS 205 table 2: the longest signature of any suite, SLH-DSA-SHA2-128f's. */
export const MAX_SIGNATURE_BYTES: number = SUITES[3].signature;

export const attestationCodec: Codec<Attestation> = record({
  registrar: uint(MAX_KEYS - 1),
  signature: bytesUpTo(MAX_SIGNATURE_BYTES, 1),
});

const BODIES: {
  readonly [K in Statement['kind']]: Codec<Omit<Extract<Statement, { kind: K }>, 'kind'>>;
} = {
  handle: record({ handle: handleCodec }),
  country: refine(
    record({
      country: countryCodec,
      tier: uint(MAX_TIER),
      validUntil: endCodec,
      attestation: nullable(attestationCodec),
    }),
    ({ tier, attestation }) =>
      (tier === 0) === (attestation === null) ? undefined : 'tier and attestation do not match',
  ),
  'add-device': record({ device: deviceCodec }),
  'revoke-device': record({ ordinal: uint(MAX_DEVICES - 1) }),
  policy: record({ policy: policyCodec }),
  'fork-proof': record({ hold: bytes(32), proof: forkProofCodec }),
  intent: record({ terms: bytes(32) }),
};

/** Statement kind number and body, as a say operation carries them. */
export function encodeStatement(statement: Statement): { statement: number; body: Uint8Array } {
  const body = encode(BODIES[statement.kind] as Codec<Statement>, statement);
  return { statement: STATEMENT_KINDS[statement.kind], body };
}

/** The statement of a say operation; an unregistered kind is refused with the reason `unregistered`. */
export function decodeStatement(kind: number, body: Uint8Array): Decoded<Statement> {
  const name = NAMES.get(kind);
  if (name === undefined) return { ok: false, reason: UNREGISTERED, at: 0 };
  const decoded = decode(BODIES[name] as Codec<object>, body);
  return decoded.ok ? { ok: true, value: { kind: name, ...decoded.value } as Statement } : decoded;
}

export const UNREGISTERED = 'unregistered statement kind';
const NAMES = new Map<number, Statement['kind']>(
  Object.entries(STATEMENT_KINDS).map(([name, kind]) => [kind, name as Statement['kind']]),
);

/** What a registrar attests; what it signs is `attestationHash` of it, kind `attestation`. */
export interface AttestedRecord {
  readonly identity: Hash;
  readonly country: string;
  readonly tier: number;
  readonly validUntil: number | null;
}

const attestedCodec: Codec<AttestedRecord> = record({
  identity: bytes(32),
  country: countryCodec,
  tier: uint(MAX_TIER),
  validUntil: endCodec,
});

export function attestationHash(attested: AttestedRecord): Hash {
  return hash('statement', encode(attestedCodec, attested));
}
