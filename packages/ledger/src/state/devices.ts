import type { Amount, Hash, Suite } from '@tallystick/protocol';
import { HashIndex } from './hash-index.ts';
import { keyEquals, PackedTable, RECORD_BYTES } from './packed-table.ts';

/** Where a device's or a treasury's fields stand in its record; `id` is the key. */
const AT = {
  head: 32,
  entropy: 64,
  sequence: 96,
  balance: 104,
  owner: 112,
  suite: 116,
  status: 117,
  currency: 118,
  ordinal: 119,
} as const;
const HASH_BYTES = 32;
const NO_CURRENCY = 255;
const ACTIVE = 1;
const REVOKED = 2;

/** A balance; `currency` is the constitution's index. */
export interface Balance {
  readonly currency: number;
  readonly amount: Amount;
}

/** What a new chain of this table starts with. */
export interface NewDevice {
  readonly id: Hash;
  readonly head: Hash;
  readonly entropy: Hash;
  readonly suite: Suite;
  /** See `Devices.owner`. */
  readonly owner: number;
  readonly ordinal: number;
}

/**
 * The chains that hold balances: devices', and treasuries'. The treasuries
 * of the founding currencies have the first slots. Most chains hold one currency, which stands in the record; further
 * balances are in a map.
 */
export class Devices {
  readonly #table = new PackedTable();
  readonly #index: HashIndex;
  readonly #further = new Map<number, Balance[]>();
  readonly #entropy = new Uint8Array(HASH_BYTES);
  /** Slots below it are in the index. */
  #indexed = 0;

  constructor() {
    this.#index = new HashIndex({
      equals: (slot, key) => keyEquals(this.#table, slot, key),
      wordOf: (slot) => this.#table.getWord(slot, 0),
    });
  }

  get count(): number {
    return this.#table.count;
  }

  /** The slot of a chain; -1 when it is not here. */
  find(id: Hash): number {
    return this.#index.find(id);
  }

  add(device: NewDevice): number {
    const slot = this.#table.add();
    this.#table.setBytes(slot, 0, device.id);
    this.setHead(slot, device.head, device.entropy, 0);
    this.#table.setWord(slot, AT.owner, device.owner);
    this.#table.setByte(slot, AT.suite, device.suite);
    this.#table.setByte(slot, AT.status, ACTIVE);
    this.#table.setByte(slot, AT.currency, NO_CURRENCY);
    this.#table.setByte(slot, AT.ordinal, device.ordinal);
    this.#index.add(slot);
    this.#indexed = slot + 1;
    return slot;
  }

  id(slot: number): Hash {
    return this.#table.getBytes(slot, 0, HASH_BYTES);
  }

  head(slot: number): Hash {
    return this.#table.getBytes(slot, AT.head, HASH_BYTES);
  }

  /** Of the chain's head, until the next call: for whoever hashes it at once. */
  entropy(slot: number): Hash {
    this.#table.copyTo(slot, AT.entropy, this.#entropy);
    return this.#entropy;
  }

  headIs(slot: number, id: Hash): boolean {
    return this.#table.equals(slot, AT.head, id);
  }

  sequence(slot: number): number {
    return this.#table.getDouble(slot, AT.sequence);
  }

  suite(slot: number): number {
    return this.#table.getByte(slot, AT.suite);
  }

  /** The slot of the identity, or -1 - currency for a treasury. */
  owner(slot: number): number {
    return this.#table.getWord(slot, AT.owner);
  }

  ordinal(slot: number): number {
    return this.#table.getByte(slot, AT.ordinal);
  }

  /** False for a slot whose record has not been restored. */
  isKnown(slot: number): boolean {
    return this.#table.getByte(slot, AT.status) !== 0;
  }

  isActive(slot: number): boolean {
    return this.#table.getByte(slot, AT.status) === ACTIVE;
  }

  setHead(slot: number, head: Hash, entropy: Hash, sequence: number): void {
    this.#table.setBytes(slot, AT.head, head);
    this.#table.setBytes(slot, AT.entropy, entropy);
    this.#table.setDouble(slot, AT.sequence, sequence);
  }

  revoke(slot: number): void {
    this.#table.setByte(slot, AT.status, REVOKED);
  }

  balance(slot: number, currency: number): Amount {
    const held = this.#table.getByte(slot, AT.currency);
    if (held === currency) return this.#table.getAmount(slot, AT.balance);
    if (held === NO_CURRENCY) return 0n;
    const further = this.#further.get(slot);
    return further?.find((balance) => balance.currency === currency)?.amount ?? 0n;
  }

  /** All balances that are not zero, the one in the record first. */
  balances(slot: number): Balance[] {
    const currency = this.#table.getByte(slot, AT.currency);
    if (currency === NO_CURRENCY) return [];
    const first = { currency, amount: this.#table.getAmount(slot, AT.balance) };
    return [first, ...(this.#further.get(slot) ?? [])];
  }

  /** How many currencies `slot` holds. */
  held(slot: number): number {
    if (this.#table.getByte(slot, AT.currency) === NO_CURRENCY) return 0;
    return 1 + (this.#further.get(slot)?.length ?? 0);
  }

  setBalance(slot: number, currency: number, amount: Amount): void {
    const held = this.#table.getByte(slot, AT.currency);
    if (amount > 0n && (held === currency || held === NO_CURRENCY)) {
      this.#table.setByte(slot, AT.currency, currency);
      this.#table.setAmount(slot, AT.balance, amount);
      return;
    }
    const others = this.balances(slot).filter((balance) => balance.currency !== currency);
    if (amount > 0n) others.push({ currency, amount });
    this.#setBalances(slot, others);
  }

  /** Writes the record as it is stored, the packed bytes. Further balances are stored beside it. */
  writeRecord(slot: number, out: Uint8Array, at: number): void {
    this.#table.copyTo(slot, 0, out, at, RECORD_BYTES);
  }

  /** Balances beyond the one in the record. */
  further(slot: number): readonly Balance[] {
    return this.#further.get(slot) ?? [];
  }

  /** Puts a stored record back; `indexRestored` follows when all are. */
  restore(slot: number, record: Uint8Array, further: readonly Balance[]): void {
    while (this.#table.count <= slot) this.#table.add();
    this.#table.setBytes(slot, 0, record);
    if (further.length > 0) this.#further.set(slot, [...further]);
  }

  /** Makes what was restored known by its ids. Answers the first slot that has no record, or -1. */
  indexRestored(): number {
    this.#index.reserve(this.count);
    for (; this.#indexed < this.count; this.#indexed += 1) {
      if (!this.isKnown(this.#indexed)) return this.#indexed;
      this.#index.add(this.#indexed);
    }
    return -1;
  }

  #setBalances(slot: number, balances: readonly Balance[]): void {
    const [first, ...further] = balances;
    this.#table.setByte(slot, AT.currency, first?.currency ?? NO_CURRENCY);
    this.#table.setAmount(slot, AT.balance, first?.amount ?? 0n);
    if (further.length > 0) this.#further.set(slot, further);
    else this.#further.delete(slot);
  }
}
