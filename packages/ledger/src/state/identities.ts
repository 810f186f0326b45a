import type { Amount, CountryRecord, Hash, Suite } from '@tallystick/protocol';
import { HashIndex } from './hash-index.ts';
import { keyEquals, PackedTable, RECORD_BYTES } from './packed-table.ts';

/** Where an identity's fields stand in its record; `id` is the key. */
const AT = {
  head: 32,
  handle: 64,
  validUntil: 80,
  sentAmount: 88,
  sentHour: 96,
  sequence: 100,
  device: 104,
  country: 108,
  tier: 110,
  suite: 111,
  sentCurrency: 112,
  detailed: 113,
  sentPayments: 116,
} as const;
const HASH_BYTES = 32;
/** A handle is found by the first 16 bytes of its hash. */
export const HANDLE_KEY_BYTES = 16;
const NO_HANDLE = new Uint8Array(HANDLE_KEY_BYTES);

/** What was sent of a currency in one hour; of the packed ones, in the hour of the last put. */
export interface LastSent {
  readonly currency: number;
  readonly hour: number;
  readonly amount: Amount;
  /** Holds and raises; at most 2^32 - 1. */
  readonly payments: number;
}

export interface NewIdentity {
  readonly id: Hash;
  readonly head: Hash;
  readonly suite: Suite;
  /** The slot of its first device. */
  readonly device: number;
}

/**
 * Identities, with what every payment needs of them: the first country record and what was sent in
 * the last hour. What most do not have (more records, more devices, older sums) is read when it is
 * needed; see `Details`.
 */
export class Identities {
  readonly #table = new PackedTable();
  readonly #index: HashIndex;
  readonly #handles: HashIndex;

  constructor() {
    this.#index = new HashIndex({
      equals: (slot, key) => keyEquals(this.#table, slot, key),
      wordOf: (slot) => this.#table.getWord(slot, 0),
    });
    this.#handles = new HashIndex({
      equals: (slot, key) => this.#table.equals(slot, AT.handle, key),
      wordOf: (slot) => this.#table.getWord(slot, AT.handle),
    });
  }

  get count(): number {
    return this.#table.count;
  }

  find(id: Hash): number {
    return this.#index.find(id);
  }

  /** The slot of the identity whose handle has this key; -1 when it is free. */
  findHandle(key: Uint8Array): number {
    return this.#handles.find(key);
  }

  add(identity: NewIdentity): number {
    const slot = this.#table.add();
    this.#table.setBytes(slot, 0, identity.id);
    this.#table.setBytes(slot, AT.head, identity.head);
    this.#table.setByte(slot, AT.suite, identity.suite);
    this.#table.setWord(slot, AT.device, identity.device);
    this.#index.add(slot);
    return slot;
  }

  id(slot: number): Hash {
    return this.#table.getBytes(slot, 0, HASH_BYTES);
  }

  head(slot: number): Hash {
    return this.#table.getBytes(slot, AT.head, HASH_BYTES);
  }

  headIs(slot: number, id: Hash): boolean {
    return this.#table.equals(slot, AT.head, id);
  }

  sequence(slot: number): number {
    return this.#table.getWord(slot, AT.sequence) >>> 0;
  }

  suite(slot: number): number {
    return this.#table.getByte(slot, AT.suite);
  }

  device(slot: number): number {
    return this.#table.getWord(slot, AT.device);
  }

  setHead(slot: number, head: Hash, sequence: number): void {
    this.#table.setBytes(slot, AT.head, head);
    this.#table.setWord(slot, AT.sequence, sequence);
  }

  /** Whether more is to be known than the record says. */
  isDetailed(slot: number): boolean {
    return this.#table.getByte(slot, AT.detailed) === 1;
  }

  setDetailed(slot: number, detailed: boolean): void {
    this.#table.setByte(slot, AT.detailed, detailed ? 1 : 0);
  }

  /** The first country record. */
  country(slot: number): CountryRecord | undefined {
    const packed = this.#table.getWord(slot, AT.country) & 0xffff;
    if (packed === 0) return undefined;
    const validUntil = this.#table.getDouble(slot, AT.validUntil);
    return {
      country: String.fromCharCode(packed & 0xff, packed >>> 8),
      tier: this.#table.getByte(slot, AT.tier),
      validUntil: validUntil === Infinity ? null : validUntil,
    };
  }

  /**
   * Whether an identity's first country record is one of `countries` (any, when there is none), with
   * at least the tier, and not expired at `time`: for passes over all of them.
   */
  qualifier(
    { countries, minTier }: { readonly countries: readonly string[]; readonly minTier: number },
    time: number,
  ): (slot: number) => boolean {
    const packed = new Set(countries.map((code) => code.charCodeAt(0) | (code.charCodeAt(1) << 8)));
    return (slot) => {
      const country = this.#table.getWord(slot, AT.country) & 0xffff;
      if (country === 0 || this.#table.getByte(slot, AT.tier) < minTier) return false;
      if (packed.size > 0 && !packed.has(country)) return false;
      return time <= this.#table.getDouble(slot, AT.validUntil);
    };
  }

  setCountry(slot: number, record: CountryRecord): void {
    this.#table.setByte(slot, AT.country, record.country.charCodeAt(0));
    this.#table.setByte(slot, AT.country + 1, record.country.charCodeAt(1));
    this.#table.setByte(slot, AT.tier, record.tier);
    this.#table.setDouble(slot, AT.validUntil, record.validUntil ?? Infinity);
  }

  /** What was sent in the hour of the last put; undefined before the first. */
  lastSent(slot: number): LastSent | undefined {
    const hourAfter = this.#table.getWord(slot, AT.sentHour);
    if (hourAfter === 0) return undefined;
    return {
      hour: hourAfter - 1,
      currency: this.#table.getByte(slot, AT.sentCurrency),
      amount: this.#table.getAmount(slot, AT.sentAmount),
      payments: this.#table.getWord(slot, AT.sentPayments) >>> 0,
    };
  }

  setLastSent(slot: number, sent: LastSent): void {
    this.#table.setWord(slot, AT.sentHour, sent.hour + 1);
    this.#table.setByte(slot, AT.sentCurrency, sent.currency);
    this.#table.setAmount(slot, AT.sentAmount, sent.amount);
    this.#table.setWord(slot, AT.sentPayments, sent.payments);
  }

  hasHandle(slot: number): boolean {
    return !this.#table.equals(slot, AT.handle, NO_HANDLE);
  }

  handleKey(slot: number): Uint8Array {
    return this.#table.getBytes(slot, AT.handle, HANDLE_KEY_BYTES);
  }

  /** Gives an identity its current handle, which no other has. */
  setHandle(slot: number, key: Uint8Array): void {
    if (this.hasHandle(slot)) this.#handles.remove(slot);
    this.#table.setBytes(slot, AT.handle, key);
    this.#handles.add(slot);
  }

  /** Writes the record as it is stored. */
  writeRecord(slot: number, out: Uint8Array, at: number): void {
    this.#table.copyTo(slot, 0, out, at, RECORD_BYTES);
  }

  /** Puts a stored record back; `indexRestored` follows when all are. */
  restore(slot: number, record: Uint8Array): void {
    while (this.#table.count <= slot) this.#table.add();
    this.#table.setBytes(slot, 0, record);
  }

  /** Makes what was restored known by ids and handles; once, before any is added. */
  indexRestored(): void {
    this.#index.reserve(this.count);
    this.#handles.reserve(this.count);
    for (let slot = 0; slot < this.count; slot += 1) {
      this.#index.add(slot);
      if (this.hasHandle(slot)) this.#handles.add(slot);
    }
  }
}
