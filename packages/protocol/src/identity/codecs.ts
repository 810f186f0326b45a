import { ENCRYPTION_KEY_LENGTH } from '../crypto/index.ts';
import {
  type Codec,
  MAX_UINT,
  amount,
  bytes,
  constant,
  equalBytes,
  list,
  nullable,
  record,
  refine,
  text,
  time,
  uint,
} from '../encoding/index.ts';
import type { Amount } from '../money/index.ts';
import { MAX_KEYS, keyCodec, repeats, thresholdFault } from './key-codecs.ts';
import type { Device, Genesis, Policy, Recovery } from './types.ts';

/** protocol.md section 4: tiers of a country record. */
export const MAX_TIER = 15;
/** protocol.md section 4: countries in `open` and in a payee's bounds. */
export const MAX_COUNTRIES = { open: 8, payee: 32 } as const;
/** protocol.md section 4, `recovery`. */
export const MAX_GUARDIANS = 16;
/** protocol.md section 4, `genesis` and `operation`. */
export const SALT_BYTES = 16;
/** protocol.md section 4, `handle`. */
export const MAX_HANDLE_BYTES = 32;

const COUNTRY = /^[A-Z]{2}$/;
const HANDLE = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/;

/** Two capital letters (ISO 3166-1 alpha-2). */
export const countryCodec: Codec<string> = refine(text(2, 2), (country) =>
  COUNTRY.test(country) ? undefined : 'not a country code',
);

/** Up to `max` countries, no two the same. */
export function distinctCountries(max: number): Codec<string[]> {
  return refine(list(countryCodec, max), (countries) =>
    new Set(countries).size === countries.length ? undefined : 'the same country twice',
  );
}

/** Whether `text` can be a handle, without the `@`. */
export function isHandle(text: string): boolean {
  return HANDLE.test(text);
}

export const handleCodec: Codec<string> = refine(text(MAX_HANDLE_BYTES, 1), (handle) =>
  isHandle(handle) ? undefined : 'not a handle',
);

/** An amount of at least 1. */
export const positiveAmount: Codec<Amount> = refine(amount, (value) =>
  value > 0n ? undefined : 'an amount of zero',
);

export const deviceCodec: Codec<Device> = record({
  key: keyCodec,
  encryptionKey: nullable(bytes(ENCRYPTION_KEY_LENGTH)),
});

export const recoveryCodec: Codec<Recovery> = refine(
  record({
    delayMs: uint(MAX_UINT),
    guardianThreshold: uint(MAX_GUARDIANS),
    guardians: list(bytes(32), MAX_GUARDIANS, 1),
  }),
  ({ guardianThreshold, guardians }) =>
    repeats(guardians, equalBytes)
      ? 'the same guardian twice'
      : thresholdFault(guardianThreshold, guardians.length),
);

export const policyCodec: Codec<Policy> = record({
  threshold: refine(uint(MAX_KEYS), (threshold) => thresholdFault(threshold, MAX_KEYS)),
  recovery: nullable(recoveryCodec),
});

export const genesisCodec: Codec<Genesis> = record({
  version: constant(1),
  root: keyCodec,
  device: deviceCodec,
  policy: policyCodec,
  salt: bytes(SALT_BYTES),
});

/** A time, or null for what has no end. */
export const endCodec: Codec<number | null> = nullable(time);
