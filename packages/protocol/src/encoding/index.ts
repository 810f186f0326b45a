export {
  type Cases,
  type Codec,
  type Fields,
  type Infer,
  MAX_UINT,
  amount,
  bytes,
  bytesUpTo,
  constant,
  list,
  mapped,
  nullable,
  record,
  recursive,
  refine,
  text,
  time,
  tuple,
  uint,
  variant,
} from './codec.ts';
export { type Decoded, decode, encode, withEncoded } from './encode.ts';
export {
  compareBytes,
  concat,
  equalBytes,
  readSafeU64,
  readU64,
  u64,
  writeU64,
} from './fixed-layout.ts';
export { gatherBounded } from './gather.ts';
export { Reader } from './reader.ts';
export { MAX_AMOUNT, Writer } from './writer.ts';
