import { encode, keyAttestationCodec, toBase64url } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { credentialIn } from './own-words.ts';

const utf8 = new TextEncoder();
const id = Uint8Array.from({ length: 20 }, (_, i) => i + 1);
/** RP ID hash, flags, counter, AAGUID; then the credential's id, and what begins like its key. */
const data = Uint8Array.of(...new Uint8Array(53).fill(9), 0, id.length, ...id, 0xa5, 1, 2);

function attestationOf(data: Uint8Array, length: readonly number[]): Uint8Array {
  const name = utf8.encode('authData');
  const object = Uint8Array.of(
    0xa3,
    0x63,
    ...utf8.encode('fmt'),
    0x68,
    ...name,
    ...length,
    ...data,
  );
  const nonce = new Uint8Array(32);
  return encode(keyAttestationCodec, { nonce, object, clientData: utf8.encode('{}') });
}

it('finds the credential’s id in an attestation, whatever its length is written in', () => {
  const two = [0x59, data.length >> 8, data.length & 255];
  for (const length of [[0x58, data.length], two]) {
    expect(credentialIn(attestationOf(data, length))).toBe(toBase64url(id));
  }
});

it('gives nothing where none can be read', () => {
  const short = data.subarray(0, 60);
  const cut = [short, data.subarray(0, 54), new Uint8Array()];
  for (const bytes of cut) {
    expect(credentialIn(attestationOf(bytes, [0x58, bytes.length]))).toBe('');
  }
  expect(credentialIn(attestationOf(data, [0x40]))).toBe('');
  expect(credentialIn(utf8.encode('nothing of the kind'))).toBe('');
});
