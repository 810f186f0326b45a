import type { Assertion, Hash } from '@tallystick/protocol';
import {
  VERIFIED,
  assertionOf,
  authenticatorDataOf,
  clientDataOf,
  credentialOf,
} from '../../packages/protocol/src/testing/authenticator.ts';
import { bytesFor } from '../plain.ts';

type Fault = 'form' | 'signature' | null;

/** An assertion, and whether it is refused for its form, or for nothing but its signature. */
interface Case {
  readonly name: string;
  readonly fault: Fault;
  readonly key: Uint8Array;
  readonly challenge: Hash;
  readonly assertion: Assertion;
}

const EXTENSIONS = 0x80;
const challenge = bytesFor('challenge of a ballot');
const es256 = credentialOf('ES256', 'vectors');
const mlDsa = credentialOf('ML-DSA-44', 'vectors');

/** Assertions of voting keys, the good and the bad. */
export function assertions(): Case[] {
  const good = assertionOf(es256, challenge);
  const last = good.signature.length - 1;
  const flipped = good.signature.with(last, (good.signature[last] ?? 0) ^ 1);
  const text = new TextDecoder().decode(good.clientData);
  const member = `${text.slice(0, -1)},"type":"webauthn.create"}`;
  return [
    caseOf('ES256', null, good),
    caseOf('ML-DSA-44', null, assertionOf(mlDsa, challenge), mlDsa.key),
    caseOf('of another key', 'signature', good, credentialOf('ES256', 'somebody else').key),
    caseOf('a changed signature', 'signature', { ...good, signature: flipped }),
    caseOf('a signature that is no DER', 'signature', { ...good, signature: bytesFor('s', 64) }),
    caseOf('a key with more after it', 'form', good, Uint8Array.of(...es256.key, 0)),
    withFlags('present, not verified', 'form', 0x01),
    withFlags('verified, not present', 'form', 0x04),
    withFlags('of a key that may be copied', 'form', VERIFIED | 0x08),
    withFlags('reserved flags', null, VERIFIED | 0x22),
    withFlags('extensions', null, VERIFIED | EXTENSIONS, Uint8Array.of(0xa0)),
    withFlags('extensions that are not there', 'form', VERIFIED | EXTENSIONS),
    withFlags('bytes that are not announced', 'form', VERIFIED, Uint8Array.of(0xa0)),
    withClient('a member that nobody knows', null, { more: [1] }),
    withClient('a registration', 'form', { type: 'webauthn.create' }),
    withClient('an embedded page', 'form', { crossOrigin: true }),
    withClient('no origin', 'form', { origin: undefined }),
    withClient('another challenge', 'form', { challenge: 'AAAA' }),
    withText('the last of two members counts', 'form', member),
    withText('no object', 'form', `[${text}]`),
  ];
}

function caseOf(name: string, fault: Fault, assertion: Assertion, key = es256.key): Case {
  return { name, fault, key, challenge, assertion };
}

function withFlags(name: string, fault: Fault, flags: number, tail?: Uint8Array): Case {
  const authenticatorData = authenticatorDataOf(flags, tail);
  return caseOf(name, fault, assertionOf(es256, challenge, { authenticatorData }));
}

function withClient(name: string, fault: Fault, changes: object): Case {
  const clientData = clientDataOf(challenge, changes);
  return caseOf(name, fault, assertionOf(es256, challenge, { clientData }));
}

function withText(name: string, fault: Fault, text: string): Case {
  const clientData = new TextEncoder().encode(text);
  return caseOf(name, fault, assertionOf(es256, challenge, { clientData }));
}
