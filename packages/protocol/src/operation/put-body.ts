import { type Codec, list } from '../encoding/index.ts';
import { type Hold, type Raise, holdCodec, raiseCodec } from '../hold/index.ts';
import { countryCodec } from '../identity/index.ts';
import type { PutOperation } from './types.ts';

/** protocol.md section 4: holds and raises of one put, together. */
export const MAX_HOLDS = 256;

type PutBody = Pick<PutOperation, 'country' | 'holds' | 'raises'>;

/** The head of an array of two items, which a raise is and no hold. */
const PAIR = 0x82;

/** A hold or a raise, told apart by their lengths. */
const itemCodec: Codec<Hold | Raise> = {
  write(out, value) {
    if ('by' in value) raiseCodec.write(out, value);
    else holdCodec.write(out, value);
  },
  read: (input) => (input.peek() === PAIR ? raiseCodec.read(input) : holdCodec.read(input)),
};
const itemsCodec = list(itemCodec, MAX_HOLDS, 1);

/** `[country, [1..256 item]]`, holds before raises. */
export const putBodyCodec: Codec<PutBody> = {
  write(out, { country, holds, raises = [] }) {
    out.array(2);
    countryCodec.write(out, country);
    itemsCodec.write(out, [...holds, ...raises]);
  },
  read(input) {
    input.array(2, 2);
    const country = countryCodec.read(input);
    const holds: Hold[] = [];
    const raises: Raise[] = [];
    for (const item of itemsCodec.read(input)) {
      if ('by' in item) raises.push(item);
      else if (raises.length > 0) input.fail('a hold after a raise');
      else holds.push(item);
    }
    return raises.length === 0 ? { country, holds } : { country, holds, raises };
  },
};
