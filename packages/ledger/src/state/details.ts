import {
  amount,
  bytes,
  bytesUpTo,
  type Codec,
  countryCodec,
  type CountryRecord,
  decode,
  encode,
  type Hash,
  list,
  nullable,
  type Policy,
  policyCodec,
  record,
  time,
  uint,
} from '@tallystick/protocol';
import { MAX_WINDOW_HOURS } from '@tallystick/rules';
import type { Balance } from './devices.ts';
import { HANDLE_KEY_BYTES, type LastSent } from './identities.ts';

/** What most identities do not have, and is therefore not kept in memory. */
export interface IdentityDetail {
  /** Country records after the first. */
  readonly records: readonly CountryRecord[];
  /** Slots of the devices after the first, by ordinal from 1. */
  readonly devices: readonly number[];
  /** Null: that of the genesis. */
  readonly policy: Policy | null;
  /** Keys of earlier handles, which stay this identity's. */
  readonly handles: readonly Uint8Array[];
  /** What was sent before the hour of the last put, by currency and hour; each pair once. */
  readonly sent: readonly LastSent[];
  /** Whom it has put holds for, where rules ask for that; see `payees.ts`. */
  readonly payees: Uint8Array;
  /** The last hour in which a payee was paid that is not remembered any more; null: none. */
  readonly forgottenHour: number | null;
  /** Payments that were announced and not made, in log order; some may have lapsed. */
  readonly intents: readonly Intent[];
}

/** That a payment is meant to be made. */
export interface Intent {
  /** See `intentHash`. */
  readonly terms: Hash;
  /** The header's time, in ms since 1970. */
  readonly at: number;
}

export const NO_DETAIL: IdentityDetail = {
  records: [],
  devices: [],
  policy: null,
  handles: [],
  sent: [],
  payees: new Uint8Array(),
  forgottenHour: null,
  intents: [],
};

/** What of an identity and its first device does not fit into their packed records. */
export interface IdentityTail {
  /** Of the first device, beyond the first balance. */
  readonly balances: readonly Balance[];
  readonly detail: IdentityDetail;
}

const MANY = 0xffff_ffff;
/** Payments of one identity that are announced at one time (protocol.md section 4). */
export const MAX_INTENTS = 16;
/** Payees that are remembered of one identity, and what each takes; see `payees.ts`. */
export const MAX_PAYEES = 512;
export const PAYEE_BYTES = 8;
const MAX_PAYEES_BYTES = MAX_PAYEES * PAYEE_BYTES;
/** A currency's number; the constitution has at most 64 (protocol.md, section 5). */
const MAX_CURRENCY = 63;

const balancesCodec: Codec<Balance[]> = list(
  record({ currency: uint(MAX_CURRENCY), amount }),
  MAX_CURRENCY + 1,
);

const detailCodec: Codec<IdentityDetail> = record({
  records: list(
    record({ country: countryCodec, tier: uint(15), validUntil: nullable(time) }),
    MANY,
  ),
  devices: list(uint(), MANY),
  policy: nullable(policyCodec),
  handles: list(bytes(HANDLE_KEY_BYTES), MANY),
  sent: list(
    record({ currency: uint(MAX_CURRENCY), hour: uint(), amount, payments: uint(MANY) }),
    (MAX_CURRENCY + 1) * MAX_WINDOW_HOURS,
  ),
  payees: bytesUpTo(MAX_PAYEES_BYTES),
  forgottenHour: nullable(uint()),
  intents: list(record({ terms: bytes(32), at: time }), MAX_INTENTS),
});

const tailCodec: Codec<IdentityTail> = record({
  balances: balancesCodec,
  detail: detailCodec,
});

export function encodeTail(tail: IdentityTail): Uint8Array {
  return encode(tailCodec, tail);
}

/** Undefined when the bytes are no tail. */
export function decodeTail(encoded: Uint8Array): IdentityTail | undefined {
  const decoded = decode(tailCodec, encoded.slice());
  return decoded.ok ? decoded.value : undefined;
}

export function encodeBalances(balances: readonly Balance[]): Uint8Array {
  return encode(balancesCodec, [...balances]);
}

/** Undefined when the bytes are no balances. */
export function decodeBalances(encoded: Uint8Array): Balance[] | undefined {
  const decoded = decode(balancesCodec, encoded);
  return decoded.ok ? decoded.value : undefined;
}
