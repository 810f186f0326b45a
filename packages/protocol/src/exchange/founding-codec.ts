import { signedConstitutionCodec, signedEpochCodec } from '../constitution/index.ts';
import { type Codec, record } from '../encoding/index.ts';
import type { Founding } from './types.ts';

/** A sovereign's constitution and one of its epochs. */
export const foundingCodec: Codec<Founding> = record({
  constitution: signedConstitutionCodec,
  epoch: signedEpochCodec,
});
