import {
  compareBytes,
  concat,
  Frontier,
  type Hash,
  hash,
  type StateRoot,
  type TreeHasher,
  ZERO_HASH,
} from '@tallystick/protocol';
import type { RootEntry } from './forks.ts';
import { supplyRecord } from './records.ts';
import type { LedgerState } from './state.ts';

/** protocol.md, section 6. */
const HASHER: TreeHasher = {
  empty: ZERO_HASH,
  leaf: (data) => hash('state-leaf', data),
  node: (left, right) => hash('state-node', concat(left, right)),
};

/** Keys are sorted by up to 16 of their first bits into groups, and within a group by comparing. */
const MOST_BITS = 16;
/** So that a group has about as many keys. */
const KEYS_PER_GROUP = 16;
/** Counting or placing one key costs this part of hashing one leaf. */
const KEYS_PER_STEP = 16;

/**
 * Computes the root over the whole state as it was when the computation began, in small steps
 * between batches, so that no batch waits for it. What changes meanwhile is remembered as it was.
 */
export class RootComputation {
  readonly size: number;
  readonly #state: LedgerState;
  readonly #devices: number;
  readonly #identities: number;
  readonly #holds: readonly number[];
  readonly #supply: readonly Uint8Array[];
  /** How many of the marks' entries there were. */
  readonly #forks: number;
  readonly #governance: readonly RootEntry[];
  readonly #deviceHeads = new Map<number, Hash>();
  readonly #identityHeads = new Map<number, Hash>();
  /** By place: holds that have been changed or closed since. */
  readonly #closedHolds = new Map<number, { readonly id: Hash; readonly value: Hash }>();
  readonly #frontier = new Frontier(HASHER);
  /** How many keys are in each group, then where the group's next key goes. */
  readonly #places: Uint32Array;
  readonly #order: Uint32Array;
  readonly #bits: number;
  #counted = 0;
  #isSummed = false;
  #placed = 0;
  #group = 0;
  #hashed = 0;

  /** Begins with the state after entry `size` - 1. */
  constructor(state: LedgerState, size: number) {
    this.size = size;
    this.#state = state;
    this.#devices = state.devices.count;
    this.#identities = state.identities.count;
    this.#holds = state.holds.places();
    this.#supply = state.currencies.ids.map((_, number) => supplyRecord(state, number));
    this.#forks = state.forks.entries.length;
    this.#governance = state.governing?.rootEntries() ?? [];
    const further = this.#forks + this.#governance.length;
    this.#order = new Uint32Array(
      this.#devices + this.#identities + this.#holds.length + this.#supply.length + further,
    );
    const groups = Math.ceil(this.#order.length / KEYS_PER_GROUP);
    this.#bits = Math.min(MOST_BITS, 32 - Math.clz32(groups));
    this.#places = new Uint32Array((1 << this.#bits) + 1);
  }

  /** To be called before the head of a device's or treasury's chain moves. */
  keepDevice(slot: number): void {
    if (slot >= this.#devices || this.#deviceHeads.has(slot)) return;
    this.#deviceHeads.set(slot, this.#state.devices.head(slot));
  }

  /** To be called before the head of an identity's chain moves. */
  keepIdentity(slot: number): void {
    if (slot >= this.#identities || this.#identityHeads.has(slot)) return;
    this.#identityHeads.set(slot, this.#state.identities.head(slot));
  }

  /**
   * To be called before a hold is changed or closed. Its place may be given to another one later, which this
   * root does not know: the first one kept is the one that was there.
   */
  keepHold(place: number): void {
    if (this.#closedHolds.has(place)) return;
    const { holds } = this.#state;
    this.#closedHolds.set(place, { id: holds.id(place), value: holds.value(place) });
  }

  /** Does work of about `leaves` leaf hashes; answers the root when it is done, else undefined. */
  advance(leaves: number): StateRoot | undefined {
    let left = this.#count(leaves * KEYS_PER_STEP);
    left = this.#place(left);
    this.#hash(Math.ceil(left / KEYS_PER_STEP));
    if (this.#hashed < this.#order.length) return undefined;
    return { size: this.size, root: this.#frontier.root() };
  }

  #count(budget: number): number {
    const end = Math.min(this.#order.length, this.#counted + budget);
    const left = budget - (end - this.#counted);
    for (; this.#counted < end; this.#counted += 1) {
      const group = this.#groupOf(this.#counted);
      this.#places[group + 1] = (this.#places[group + 1] as number) + 1;
    }
    return left;
  }

  #place(budget: number): number {
    if (this.#counted < this.#order.length) return budget;
    if (!this.#isSummed) this.#sumPlaces();
    const end = Math.min(this.#order.length, this.#placed + budget);
    const left = budget - (end - this.#placed);
    for (; this.#placed < end; this.#placed += 1) {
      const group = this.#groupOf(this.#placed);
      const place = this.#places[group] as number;
      this.#order[place] = this.#placed;
      this.#places[group] = place + 1;
    }
    return left;
  }

  /** From counts to the place where each group begins. */
  #sumPlaces(): void {
    this.#isSummed = true;
    for (let group = 1; group < this.#places.length; group += 1) {
      this.#places[group] = (this.#places[group] as number) + (this.#places[group - 1] as number);
    }
  }

  /** Whole groups at a time: a group has some thirty keys in a million accounts. */
  #hash(budget: number): void {
    if (this.#placed < this.#order.length) return;
    const stop = this.#hashed + budget;
    const groups = this.#places.length - 1;
    for (; this.#group < groups && this.#hashed < stop; this.#group += 1) {
      // Placing has moved each group's place to its end, which is where the next one begins.
      const end = this.#places[this.#group] as number;
      if (end === this.#hashed) continue;
      const members = [...this.#order.subarray(this.#hashed, end)];
      const entries = members.map((member) => [this.#key(member), member] as const);
      entries.sort(([a], [b]) => compareBytes(a, b));
      for (const [key, member] of entries) {
        this.#frontier.append(HASHER.leaf(concat(key, this.#value(member))));
      }
      this.#hashed += members.length;
    }
  }

  #groupOf(member: number): number {
    const key = this.#key(member);
    return (((key[0] as number) << 8) | (key[1] as number)) >>> (MOST_BITS - this.#bits);
  }

  /** Forks, then what governance has. */
  #further(at: number): RootEntry {
    const entry =
      at < this.#forks ? this.#state.forks.entries[at] : this.#governance[at - this.#forks];
    return entry as RootEntry;
  }

  #key(member: number): Uint8Array {
    const { devices, identities, currencies } = this.#state;
    const identity = member - this.#devices;
    if (identity < 0) return devices.id(member);
    const hold = identity - this.#identities;
    if (hold < 0) return identities.id(identity);
    const currency = hold - this.#holds.length;
    if (currency >= this.#supply.length) return this.#further(currency - this.#supply.length).key;
    if (currency >= 0) return currencies.ids[currency] as Hash;
    const place = this.#holds[hold] as number;
    return this.#closedHolds.get(place)?.id ?? this.#state.holds.id(place);
  }

  #value(member: number): Uint8Array {
    const identity = member - this.#devices;
    if (identity < 0) return this.#deviceHeads.get(member) ?? this.#state.devices.head(member);
    const hold = identity - this.#identities;
    if (hold < 0) {
      return this.#identityHeads.get(identity) ?? this.#state.identities.head(identity);
    }
    const currency = hold - this.#holds.length;
    if (currency >= this.#supply.length) return this.#further(currency - this.#supply.length).value;
    if (currency >= 0) return hash('record', this.#supply[currency] as Uint8Array);
    const place = this.#holds[hold] as number;
    return this.#closedHolds.get(place)?.value ?? this.#state.holds.value(place);
  }
}

/** The root over the whole state after entry `size` - 1, at once. */
export function stateRoot(state: LedgerState, size: number): StateRoot {
  return new RootComputation(state, size).advance(Number.MAX_SAFE_INTEGER) as StateRoot;
}
