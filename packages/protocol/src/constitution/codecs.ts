import { type Suite } from '../crypto/index.ts';
import {
  type Codec,
  MAX_UINT,
  bytes,
  bytesUpTo,
  constant,
  list,
  nullable,
  record,
  refine,
  text,
  time,
  uint,
} from '../encoding/index.ts';
import { governanceCodec } from '../governance/codecs.ts';
import {
  MAX_SIGNATURE_BYTES,
  SALT_BYTES,
  countryCodec,
  keyCodec,
  repeats,
  sameKey,
  signersCodec,
  suiteCodec,
} from '../identity/index.ts';
import { COSIGNER_SUITE } from '../log/index.ts';
import { MAX_DECIMALS } from '../money/index.ts';
import type {
  AdmittedSuites,
  Constitution,
  Cosigner,
  Currency,
  Epoch,
  Parameters,
  SignedConstitution,
  SignedEpoch,
  Succession,
} from './types.ts';

/** protocol.md section 5. */
export const MAX_NAME_BYTES = 64;
/** protocol.md section 5: of a constitution. */
export const MAX_ORIGIN_BYTES = 128;
/** protocol.md section 5: of an epoch, which may add `/` and a number of up to 16 digits. */
export const MAX_EPOCH_ORIGIN_BYTES = 145;
/** protocol.md section 5: of a new epoch. */
const MAX_REASON_BYTES = 256;
/** protocol.md section 5. */
export const MAX_CURRENCIES = 64;
/** protocol.md section 5: witnesses, and validators. */
export const MAX_COSIGNERS = 32;
/** protocol.md section 5: a ledger that logged headers more often than this would log little else. */
const MIN_HEARTBEAT_MS = 100;
/** protocol.md section 5: currencies of 64 treasuries of 16 of the longest keys fit. */
export const MAX_CONSTITUTION_BYTES = 4_194_304;
/** protocol.md section 5. */
export const MAX_EPOCH_BYTES = 4096;

const CODE = /^[A-Z0-9]{3,8}$/;
/** C2SP signed-note: no spaces, no plus; we keep to visible ASCII, so that names look the same to everybody. */
const NOTE_NAME = /^[\x21-\x2a\x2c-\x7e]+$/;
/** What moves a terminal's cursor has no place in a line that wallets show. */
const CONTROL = /\p{Cc}/u;

/** A currency's code: 3 to 8 capital letters and digits. */
export const currencyCodeCodec: Codec<string> = refine(text(8, 3), (code) =>
  CODE.test(code) ? undefined : 'not a currency code',
);

/** A log's origin or a cosigner's name of up to `max` bytes. */
export function noteNameCodec(max: number): Codec<string> {
  return refine(text(max, 1), (name) =>
    NOTE_NAME.test(name) ? undefined : 'not visible ASCII without plus',
  );
}

export const currencyCodec: Codec<Currency> = record({
  code: currencyCodeCodec,
  decimals: uint(MAX_DECIMALS),
  name: text(MAX_NAME_BYTES, 1),
  treasury: signersCodec,
});

const suitesOfRole: Codec<Suite[]> = refine(list(suiteCodec, 4, 1), (suites) =>
  new Set(suites).size === suites.length ? undefined : 'the same suite twice',
);

export const suitesCodec: Codec<AdmittedSuites> = record({
  roots: suitesOfRole,
  devices: suitesOfRole,
  log: suitesOfRole,
});

/**
 * Why these times cannot stand together (protocol.md section 5); undefined when they can. With a shorter `closureAfterMs` an
 * idle ledger's own heartbeats would be closures, and no deadline would ever pass.
 */
export function timesFault({
  heartbeatMs,
  closureAfterMs,
}: Pick<Parameters, 'heartbeatMs' | 'closureAfterMs'>): string | undefined {
  if (heartbeatMs < MIN_HEARTBEAT_MS) return `heartbeatMs is below ${MIN_HEARTBEAT_MS}`;
  return closureAfterMs / 2 < heartbeatMs ? 'closureAfterMs is below 2 heartbeatMs' : undefined;
}

export const parametersCodec: Codec<Parameters> = refine(
  record({
    heartbeatMs: uint(MAX_UINT),
    closureAfterMs: uint(MAX_UINT),
    validityMs: uint(MAX_UINT),
    freshnessMs: uint(MAX_UINT),
    quorum: uint(2 * MAX_COSIGNERS),
    stateRootEvery: uint(MAX_UINT),
  }),
  timesFault,
);

export const cosignerCodec: Codec<Cosigner> = record({
  name: noteNameCodec(MAX_ORIGIN_BYTES),
  key: refine(keyCodec, ({ suite }) =>
    suite === COSIGNER_SUITE ? undefined : 'the key of a cosigner that is not ML-DSA-44',
  ),
});

export const cosignersCodec: Codec<Cosigner[]> = refine(
  list(cosignerCodec, MAX_COSIGNERS),
  (items) =>
    repeats(items, (a, b) => a.name === b.name || sameKey(a.key, b.key))
      ? 'the same cosigner twice'
      : undefined,
);

export const currenciesCodec: Codec<Currency[]> = refine(
  list(currencyCodec, MAX_CURRENCIES),
  (currencies) =>
    repeats(currencies, (a, b) => a.code === b.code) ? 'the same currency code twice' : undefined,
);

export const constitutionCodec: Codec<Constitution> = record({
  version: constant(1),
  name: text(MAX_NAME_BYTES, 1),
  country: countryCodec,
  createdAt: time,
  salt: bytes(SALT_BYTES),
  root: keyCodec,
  origin: noteNameCodec(MAX_ORIGIN_BYTES),
  suites: suitesCodec,
  currencies: currenciesCodec,
  registrars: nullable(signersCodec),
  parameters: parametersCodec,
  witnesses: cosignersCodec,
  validators: cosignersCodec,
  governance: nullable(governanceCodec),
});

export const signedConstitutionCodec: Codec<SignedConstitution> = record({
  constitution: bytesUpTo(MAX_CONSTITUTION_BYTES, 1),
  signature: bytesUpTo(MAX_SIGNATURE_BYTES),
});

const reasonCodec: Codec<string> = refine(text(MAX_REASON_BYTES, 1), (reason) =>
  CONTROL.test(reason) ? 'a control character' : undefined,
);

/** Whether an epoch can give `text` as its reason. */
export function isReason(text: string): boolean {
  const length = text.isWellFormed() ? new TextEncoder().encode(text).length : 0;
  return length >= 1 && length <= MAX_REASON_BYTES && !CONTROL.test(text);
}

const successionCodec: Codec<Succession> = record({
  origin: noteNameCodec(MAX_EPOCH_ORIGIN_BYTES),
  size: uint(),
  root: bytes(32),
  reason: reasonCodec,
});

export const epochCodec: Codec<Epoch> = record({
  sovereign: bytes(32),
  number: uint(),
  origin: noteNameCodec(MAX_EPOCH_ORIGIN_BYTES),
  log: keyCodec,
  notBefore: time,
  notAfter: time,
  succeeds: nullable(successionCodec),
});

export const signedEpochCodec: Codec<SignedEpoch> = record({
  epoch: bytesUpTo(MAX_EPOCH_BYTES, 1),
  signature: bytesUpTo(MAX_SIGNATURE_BYTES),
});
