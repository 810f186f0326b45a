import { type Hash, hash } from '../crypto/index.ts';
import { type Codec, bytes, encode, record } from '../encoding/index.ts';
import { constitutionCodec, currencyCodeCodec, epochCodec } from './codecs.ts';
import type { Constitution, Epoch } from './types.ts';

const currencyOfCodec: Codec<{ sovereign: Hash; code: string }> = record({
  sovereign: bytes(32),
  code: currencyCodeCodec,
});

const treasuryOfCodec: Codec<{ sovereign: Hash; currency: Hash }> = record({
  sovereign: bytes(32),
  currency: bytes(32),
});

/** A sovereign's id: `H_constitution(constitution)`; what the root signs, kind `constitution`. */
export function sovereignId(constitution: Constitution): Hash {
  return hash('constitution', encode(constitutionCodec, constitution));
}

/** `H_currency([sovereign id, code])`. */
export function currencyId(sovereign: Hash, code: string): Hash {
  return hash('currency', encode(currencyOfCodec, { sovereign, code }));
}

/** A treasury's chain id: `H_treasury([sovereign id, currency id])`. */
export function treasuryId(sovereign: Hash, currency: Hash): Hash {
  return hash('treasury', encode(treasuryOfCodec, { sovereign, currency }));
}

/** `H_record(epoch)`: what the root signs, kind `epoch`. */
export function epochHash(epoch: Epoch): Hash {
  return hash('record', encode(epochCodec, epoch));
}

/** The origin of the log of epoch `number`: the constitution's, followed by `/<number>` from 1. */
export function epochOrigin(origin: string, number: number): string {
  return number === 0 ? origin : `${origin}/${number}`;
}
