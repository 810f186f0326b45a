import {
  type GovernanceStatement,
  decode,
  decodeGovernance,
  keyAttestationCodec,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import type { Context } from '../context.ts';
import type { OwnWord, Said } from './governance-types.ts';
import { allSaid } from './say-once.ts';

/** What this identity has said about rules, oldest first: from storage, where every admitted statement stands. */
export async function listOwnWords(context: Pick<Context, 'vault'>): Promise<OwnWord[]> {
  const all = await allSaid(context, () => true);
  return all.flatMap(({ said, operation: { statement, body } }) => {
    const decoded = decodeGovernance(statement, body);
    const word = decoded.ok ? wordOf(said, decoded.value) : null;
    return word === null ? [] : [word];
  });
}

/** Null of what others may have said as well: parts of contents, and the words of offices. */
function wordOf(said: Said, statement: GovernanceStatement): OwnWord | null {
  switch (statement.kind) {
    case 'proposal':
      return { ...said, kind: 'proposal' };
    case 'withdrawal':
      return { ...said, kind: 'withdrawal', proposal: toHex(statement.proposal) };
    case 'ballot': {
      const { choice } = statement;
      return { ...said, kind: 'ballot', proposal: toHex(statement.proposal), choice };
    }
    case 'appeal':
      return { ...said, kind: 'appeal', decision: toHex(statement.decision) };
    case 'voting-key': {
      const credential = credentialIn(statement.attestation);
      return { ...said, kind: 'voting-key', vendor: toHex(statement.vendor), credential };
    }
    case 'part':
    case 'approval':
    case 'answer':
    case 'figure':
      return null;
  }
}

/** `authData` as a key of a CBOR map, and the byte that says how long the length of what follows is. */
const AUTHENTICATOR_DATA = [0x68, ...new TextEncoder().encode('authData')];
/** RP ID hash 32, flags 1, counter 4, AAGUID 16 (W3C Web Authentication §6.1, §6.5.1). */
const BEFORE_ID_LENGTH = 53;

/**
 * The id of the credential that an attestation is of, in base64url: by it the key is asked again. Empty where
 * there is none to be read, which the registrars have made sure of.
 */
export function credentialIn(attestation: Uint8Array): string {
  const read = decode(keyAttestationCodec, attestation);
  if (!read.ok) return '';
  const { object } = read.value;
  const at = indexOf(object, AUTHENTICATOR_DATA);
  // A byte string of so many bytes: 0x58 says that one byte tells how many, 0x59 that two do.
  const lengthBytes = at === -1 ? undefined : { 0x58: 1, 0x59: 2 }[object[at] ?? 0];
  if (lengthBytes === undefined) return '';
  const data = object.subarray(at + 1 + lengthBytes);
  const [high, low] = data.subarray(BEFORE_ID_LENGTH);
  if (high === undefined || low === undefined) return '';
  const start = BEFORE_ID_LENGTH + 2;
  const id = data.subarray(start, start + high * 256 + low);
  return id.length === high * 256 + low ? toBase64url(id) : '';
}

/** Where what follows the first `sought` begins; -1 where it does not stand there. */
function indexOf(bytes: Uint8Array, sought: readonly number[]): number {
  for (let at = 0; at + sought.length <= bytes.length; at += 1) {
    if (sought.every((byte, i) => bytes[at + i] === byte)) return at + sought.length;
  }
  return -1;
}
