/**
 * Where the newest of something begins, by key: open addressing in typed arrays. A Map of this size
 * grows by copying, and the collector goes through it again and again.
 */
export class Positions {
  /** Keys are integers of at most 2^53 − 1 that the ledger itself counted. */
  #keys: Float64Array;
  /** Positions plus 1; 0 is empty. At most half full. */
  #slots: Float64Array;
  #count = 0;

  constructor() {
    this.#keys = new Float64Array(LEAST);
    this.#slots = new Float64Array(LEAST);
  }

  get(key: number): number | undefined {
    const position = this.#slots[this.#slotOf(key)] as number;
    return position === 0 ? undefined : position - 1;
  }

  set(key: number, position: number): void {
    let slot = this.#slotOf(key);
    if (this.#slots[slot] === 0) {
      if (2 * this.#count >= this.#slots.length) {
        this.#grow();
        slot = this.#slotOf(key);
      }
      this.#count += 1;
      this.#keys[slot] = key;
    }
    this.#slots[slot] = position + 1;
  }

  /** Ascending. */
  keys(): Float64Array {
    const keys = new Float64Array(this.#count);
    let count = 0;
    for (let slot = 0; slot < this.#slots.length; slot += 1) {
      if (this.#slots[slot] !== 0) keys[count++] = this.#keys[slot] as number;
    }
    return keys.sort();
  }

  /** The slot that a key has, or would get. */
  #slotOf(key: number): number {
    const keys = this.#keys;
    const slots = this.#slots;
    const mask = slots.length - 1;
    const mixed = Math.imul((key % WORD) ^ Math.floor(key / WORD), 0x9e37_79b1);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (slots[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const slots = this.#slots;
    this.#keys = new Float64Array(2 * keys.length);
    this.#slots = new Float64Array(2 * slots.length);
    for (let old = 0; old < slots.length; old += 1) {
      if (slots[old] === 0) continue;
      const slot = this.#slotOf(keys[old] as number);
      this.#keys[slot] = keys[old] as number;
      this.#slots[slot] = slots[old] as number;
    }
  }
}

/** A power of two. */
const LEAST = 64;
const WORD = 2 ** 32;
