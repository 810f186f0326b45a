import { isSuite, type Suite, SUITES } from '../crypto/index.ts';

/** What a person's sealed key says it is; a node's own keys have other labels, so that none is taken for the other. */
export const SIGNER_LABEL = 'signer';

/** A key pair as it is kept: its suite and the seed that everything follows from. */
export interface Seed {
  readonly suite: Suite;
  readonly seed: Uint8Array;
}

/** What is sealed: one byte for the suite, then the seed. */
export function seedToSecret(seed: Seed): Uint8Array {
  return Uint8Array.of(seed.suite, ...seed.seed);
}

/** The seed in an unsealed secret; undefined when it is none. */
export function secretToSeed(secret: Uint8Array): Seed | undefined {
  const suite = secret[0];
  if (!isSuite(suite) || secret.length !== 1 + SUITES[suite].seed) return undefined;
  return { suite, seed: secret.slice(1) };
}
