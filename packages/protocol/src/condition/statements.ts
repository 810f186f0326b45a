import { type Hash, hash } from '../crypto/index.ts';
import { type Codec, bytes, encode, record, text, uint } from '../encoding/index.ts';
import { MAX_CLAIMS } from '../hold/index.ts';

/** protocol.md section 11: bytes of UTF-8 of what an oracle states. */
export const MAX_STATEMENT_TEXT_BYTES = 1024;

const textCodec = text(MAX_STATEMENT_TEXT_BYTES, 1);
const claimOfCodec: Codec<{ hold: Hash; claim: number }> = record({
  hold: bytes(32),
  claim: uint(MAX_CLAIMS - 1),
});

/** `H_statement(text)`: what an oracle signs, kind `attestation`, and what the condition `attested` names. */
export function statementHash(statement: string): Hash {
  return hash('statement', encode(textCodec, statement));
}

/** `H_statement([hold, claim])`: what the keys of the condition `signed` sign, kind `attestation`. */
export function claimStatement(hold: Hash, claim: number): Hash {
  return hash('statement', encode(claimOfCodec, { hold, claim }));
}
