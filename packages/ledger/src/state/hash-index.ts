/** What an index finds: the things with hash-like keys are kept elsewhere, by slot. */
export interface Keyed {
  equals(slot: number, key: Uint8Array): boolean;
  /** The first 32 bits of the key of `slot`, as `firstWord` reads them. */
  wordOf(slot: number): number;
}

const LEAST_PLACES = 1024;
/** Places in use at most, of 4. */
const FULL_OF_FOUR = 3;

/**
 * From keys that are hashes to slots: open addressing with linear probing in one Int32Array, four
 * bytes a place. Whoever grinds keys until their first bits agree meets a seed that differs per
 * process; it decides the order of places, never an answer.
 */
export class HashIndex {
  readonly #keyed: Keyed;
  readonly #seed: number = (Math.random() * 0x1_0000_0000) | 1;
  /** slot + 1; 0 is a free place. */
  #places = new Int32Array(LEAST_PLACES);
  #count = 0;

  constructor(keyed: Keyed) {
    this.#keyed = keyed;
  }

  /** The slot of `key`; -1 when there is none. */
  find(key: Uint8Array): number {
    const places = this.#places;
    const mask = places.length - 1;
    for (let at = this.#home(firstWord(key), mask); ; at = (at + 1) & mask) {
      const found = places[at] as number;
      if (found === 0) return -1;
      if (this.#keyed.equals(found - 1, key)) return found - 1;
    }
  }

  /** Makes room for so many slots at once, instead of growing several times. */
  reserve(count: number): void {
    let places = this.#places.length;
    while (count * 4 > places * FULL_OF_FOUR) places *= 2;
    if (places > this.#places.length) this.#resize(places);
  }

  /** Adds a slot whose key is not in the index. */
  add(slot: number): void {
    if ((this.#count + 1) * 4 > this.#places.length * FULL_OF_FOUR) {
      this.#resize(this.#places.length * 2);
    }
    this.#place(slot);
    this.#count += 1;
  }

  /** Removes a slot that is in the index, and closes the gap, so that no tombstones stay. */
  remove(slot: number): void {
    const places = this.#places;
    const mask = places.length - 1;
    let gap = this.#home(this.#keyed.wordOf(slot), mask);
    while (places[gap] !== slot + 1) {
      if (places[gap] === 0) throw new RangeError(`slot ${slot} is not in the index`);
      gap = (gap + 1) & mask;
    }
    for (let at = (gap + 1) & mask; places[at] !== 0; at = (at + 1) & mask) {
      const home = this.#home(this.#keyed.wordOf((places[at] as number) - 1), mask);
      // Whoever lives at or before the gap, counted from its home, may move into it.
      if (((at - home) & mask) < ((at - gap) & mask)) continue;
      places[gap] = places[at] as number;
      gap = at;
    }
    places[gap] = 0;
    this.#count -= 1;
  }

  #place(slot: number): void {
    const places = this.#places;
    const mask = places.length - 1;
    let at = this.#home(this.#keyed.wordOf(slot), mask);
    while (places[at] !== 0) at = (at + 1) & mask;
    places[at] = slot + 1;
  }

  #resize(places: number): void {
    const before = this.#places;
    this.#places = new Int32Array(places);
    for (const found of before) if (found !== 0) this.#place(found - 1);
  }

  #home(word: number, mask: number): number {
    const mixed = Math.imul(word ^ this.#seed, 0x9e37_79b1);
    return (mixed ^ (mixed >>> 15)) & mask;
  }
}

/** The first 32 bits of a key. */
export function firstWord(key: Uint8Array): number {
  return (
    (key[0] as number) |
    ((key[1] as number) << 8) |
    ((key[2] as number) << 16) |
    ((key[3] as number) << 24)
  );
}
