import { type Hash, hash } from '../crypto/index.ts';
import { type Codec, bytes, encode, record } from '../encoding/index.ts';

const answerCodec: Codec<{ chain: Hash; challenge: Uint8Array }> = record({
  chain: bytes(32),
  challenge: bytes(32),
});

/** The chain that the operator's key answers a challenge for: 32 zero bytes, which no device has. */
export const OPERATOR_CHAIN: Hash = new Uint8Array(32);

/** What a device signs, kind `session`, to read its identity's own data: `H_record([chain, challenge])` (protocol.md, section 7). */
export function sessionHash(chain: Hash, challenge: Uint8Array): Hash {
  return hash('record', encode(answerCodec, { chain, challenge }));
}
