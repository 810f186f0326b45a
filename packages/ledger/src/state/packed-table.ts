/** The packed record of an identity, and of a device or treasury. */
export const RECORD_BYTES = 120;
/**
 * Records are stored in chunks, so that growing copies nothing; of a megabyte, so that each is a
 * mapping of its own and not strewn among what is read at the start, which could not be given back
 * then. Untouched pages cost nothing.
 */
const CHUNK_BITS = 13;
const CHUNK_RECORDS = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK_RECORDS - 1;
const KEY_BYTES = 32;

/** The same bytes as four kinds of numbers; all in the machine's order, which is little-endian. */
interface Chunk {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly doubles: Float64Array;
  readonly amounts: BigUint64Array;
}

if (new Uint8Array(new Uint32Array([1]).buffer)[0] !== 1) {
  throw new Error('records are little-endian: this machine is not');
}

/**
 * Records of one fixed size, by slot, in typed arrays: a million accounts as JavaScript objects
 * would take several times the memory. Records that an index finds start with their 32-byte key.
 */
export class PackedTable {
  readonly #bytes: number;
  readonly #words: number;
  readonly #doubles: number;
  readonly #chunks: Chunk[] = [];
  #count = 0;

  /** `recordBytes`: a multiple of 8. */
  constructor(recordBytes: number = RECORD_BYTES) {
    if (recordBytes % 8 !== 0) throw new RangeError(`records of ${recordBytes} bytes`);
    this.#bytes = recordBytes;
    this.#words = recordBytes / 4;
    this.#doubles = recordBytes / 8;
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a record of zeros and answers its slot. */
  add(): number {
    const slot = this.#count;
    if ((slot & CHUNK_MASK) === 0) this.#chunks.push(createChunk(this.#bytes));
    this.#count = slot + 1;
    return slot;
  }

  setBytes(slot: number, offset: number, value: Uint8Array): void {
    this.#chunk(slot).bytes.set(value, (slot & CHUNK_MASK) * this.#bytes + offset);
  }

  /** A copy of `length` bytes at `offset`. */
  getBytes(slot: number, offset: number, length: number): Uint8Array {
    const at = (slot & CHUNK_MASK) * this.#bytes + offset;
    return this.#chunk(slot).bytes.slice(at, at + length);
  }

  /** Writes `length` bytes at `offset` into `out` at `at`. */
  copyTo(slot: number, offset: number, out: Uint8Array, at = 0, length: number = out.length): void {
    const { bytes } = this.#chunk(slot);
    const from = (slot & CHUNK_MASK) * this.#bytes + offset;
    for (let i = 0; i < length; i += 1) out[at + i] = bytes[from + i] as number;
  }

  equals(slot: number, offset: number, value: Uint8Array): boolean {
    const { bytes } = this.#chunk(slot);
    const at = (slot & CHUNK_MASK) * this.#bytes + offset;
    for (let i = 0; i < value.length; i += 1) if (bytes[at + i] !== value[i]) return false;
    return true;
  }

  getByte(slot: number, offset: number): number {
    return this.#chunk(slot).bytes[(slot & CHUNK_MASK) * this.#bytes + offset] as number;
  }

  setByte(slot: number, offset: number, value: number): void {
    this.#chunk(slot).bytes[(slot & CHUNK_MASK) * this.#bytes + offset] = value;
  }

  /** `offset` is a multiple of 4. */
  getWord(slot: number, offset: number): number {
    return this.#chunk(slot).words[(slot & CHUNK_MASK) * this.#words + offset / 4] as number;
  }

  setWord(slot: number, offset: number, value: number): void {
    this.#chunk(slot).words[(slot & CHUNK_MASK) * this.#words + offset / 4] = value;
  }

  /** `offset` is a multiple of 8. */
  getDouble(slot: number, offset: number): number {
    return this.#chunk(slot).doubles[(slot & CHUNK_MASK) * this.#doubles + offset / 8] as number;
  }

  setDouble(slot: number, offset: number, value: number): void {
    this.#chunk(slot).doubles[(slot & CHUNK_MASK) * this.#doubles + offset / 8] = value;
  }

  /** `offset` is a multiple of 8. */
  getAmount(slot: number, offset: number): bigint {
    return this.#chunk(slot).amounts[(slot & CHUNK_MASK) * this.#doubles + offset / 8] as bigint;
  }

  setAmount(slot: number, offset: number, value: bigint): void {
    this.#chunk(slot).amounts[(slot & CHUNK_MASK) * this.#doubles + offset / 8] = value;
  }

  #chunk(slot: number): Chunk {
    if (slot < 0 || slot >= this.#count) throw new RangeError(`no slot ${slot}`);
    return this.#chunks[slot >>> CHUNK_BITS] as Chunk;
  }
}

/** The key at the start of each record, for an index over them. */
export function keyEquals(table: PackedTable, slot: number, key: Uint8Array): boolean {
  return key.length === KEY_BYTES && table.equals(slot, 0, key);
}

function createChunk(recordBytes: number): Chunk {
  const buffer = new ArrayBuffer(CHUNK_RECORDS * recordBytes);
  return {
    bytes: new Uint8Array(buffer),
    words: new Int32Array(buffer),
    doubles: new Float64Array(buffer),
    amounts: new BigUint64Array(buffer),
  };
}
