import { type Key, SUITES, type Suite, isSuite } from '../crypto/index.ts';
import {
  type Codec,
  bytesUpTo,
  equalBytes,
  list,
  record,
  refine,
  uint,
} from '../encoding/index.ts';
import type { Signers } from './types.ts';

/** protocol.md section 2, `signers`: keys of one group. */
export const MAX_KEYS = 16;
/** FIPS 204 table 2: the longest public key of any suite, ML-DSA-65's. */
const MAX_PUBLIC_KEY_BYTES = 1952;

export const suiteCodec: Codec<Suite> = refine(uint(255), (suite) =>
  isSuite(suite) ? undefined : `no suite ${suite}`,
) as Codec<Suite>;

export const keyCodec: Codec<Key> = refine(
  record({ suite: suiteCodec, publicKey: bytesUpTo(MAX_PUBLIC_KEY_BYTES) }),
  ({ suite, publicKey }) =>
    publicKey.length === SUITES[suite].publicKey ? undefined : 'public key of a wrong length',
);

/** 1 to 16 keys, no two the same. */
export const distinctKeys: Codec<Key[]> = refine(list(keyCodec, MAX_KEYS, 1), (keys) =>
  repeats(keys, sameKey) ? 'the same key twice' : undefined,
);

export const signersCodec: Codec<Signers> = refine(
  record({ threshold: uint(MAX_KEYS), keys: distinctKeys }),
  ({ threshold, keys }) => thresholdFault(threshold, keys.length),
);

/** Says what is wrong with a threshold of `count`; undefined when 1 ≤ threshold ≤ count. */
export function thresholdFault(threshold: number, count: number): string | undefined {
  return threshold >= 1 && threshold <= count ? undefined : `threshold ${threshold} of ${count}`;
}

export function sameKey(a: Key, b: Key): boolean {
  return a.suite === b.suite && equalBytes(a.publicKey, b.publicKey);
}

/** Whether two of a short list are the same. */
export function repeats<T>(items: readonly T[], same: (a: T, b: T) => boolean): boolean {
  return items.some((item, i) => items.slice(i + 1).some((other) => same(item, other)));
}
