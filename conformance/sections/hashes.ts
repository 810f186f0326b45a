import { PURPOSES, hash, purposeKey } from '@tallystick/protocol';
import { type Json, bytesFor, plain } from '../plain.ts';

/** Around the boundaries of BLAKE3: blocks of 64 bytes, chunks of 1,024, trees of one to five chunks. */
const LENGTHS = [0, 1, 63, 64, 65, 176, 1023, 1024, 1025, 2048, 2049, 3072, 3073, 4097];

/** The key of every purpose, a hash under each, and inputs of many lengths under one. */
export function hashVectors(): Json {
  const each = PURPOSES.map((purpose) => ({ purpose, input: bytesFor(`hash ${purpose}`, 72) }));
  const lengths = LENGTHS.map((length) => ({
    purpose: 'state' as const,
    input: bytesFor('input', length),
  }));
  return plain({
    purposes: PURPOSES.map((purpose) => ({ purpose, key: purposeKey(purpose) })),
    hashes: [...each, ...lengths].map(({ purpose, input }) => ({
      purpose,
      input,
      hash: hash(purpose, input),
    })),
  });
}
