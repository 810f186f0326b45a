import { type Hash, hash } from '../crypto/index.ts';
import { type Codec, bytes, encode, record, refine, text } from '../encoding/index.ts';

/** protocol.md section 7. */
const MAX_SESSION_ADDRESS_BYTES = 300;
/** An ASCII origin (RFC 6454, section 6.2) of either scheme: no path, capitals, default port or credentials. */
const ADDRESS =
  /^https?:\/\/(?:(?:(?![A-Z/?#@:\\[\]])[\x21-\x7e])+|\[[0-9a-f:.]+\])(?::[1-9][0-9]{0,4})?$/;

/** What a device signs, kind `session`, to read its identity's own data (protocol.md, section 7). */
interface SessionAnswer {
  readonly chain: Hash;
  /** 32 bytes, from the sovereign. */
  readonly challenge: Uint8Array;
  /**
   * Where the signer believes to talk to its sovereign, as `https://bank.example`: a server elsewhere that passes a challenge
   * on gets a signature that opens nothing. What `new URL(url).origin` gives.
   */
  readonly address: string;
}

const sessionAnswerCodec: Codec<SessionAnswer> = record({
  chain: bytes(32),
  challenge: bytes(32),
  address: refine(text(MAX_SESSION_ADDRESS_BYTES, 1), (address) =>
    ADDRESS.test(address) ? undefined : 'not an origin',
  ),
});

/** The chain that the operator's key answers a challenge for: 32 zero bytes, which no device has. */
export const OPERATOR_CHAIN: Hash = new Uint8Array(32);

/** `H_record([chain, challenge, address])`: what is signed. Asserts that the address is an origin. */
export function sessionHash(answer: SessionAnswer): Hash {
  return hash('record', encode(sessionAnswerCodec, answer));
}
