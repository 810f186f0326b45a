import {
  type CryptoProvider,
  type Key,
  bytes,
  decode,
  encode,
  equalBytes,
  keyCodec,
  record,
} from '@tallystick/protocol';

/** Canonical CBOR of `[key, checksum]`: nothing signs the operator's key, so a damaged one would be taken for another. */
const fileCodec = record({ key: keyCodec, checksum: bytes(32) });

/** The bytes of a public key's file; the checksum is the SHA-256 of the key's encoding. */
export function publicKeyFile(key: Key, crypto: CryptoProvider): Uint8Array {
  return encode(fileCodec, { key, checksum: crypto.sha256(encode(keyCodec, key)) });
}

/** The key, or why it is none. Reads the bare key too, which the first folders have. Never throws. */
export function readPublicKey(file: Uint8Array, crypto: CryptoProvider): Key | string {
  const bare = decode(keyCodec, file);
  if (bare.ok) return bare.value;
  const decoded = decode(fileCodec, file);
  if (!decoded.ok) return decoded.reason;
  const { key, checksum } = decoded.value;
  const isWhole = equalBytes(crypto.sha256(encode(keyCodec, key)), checksum);
  return isWhole ? key : 'it is not as it was written';
}
