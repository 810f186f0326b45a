import {
  bytes,
  type Codec,
  decode,
  encode,
  type Hash,
  hash,
  type Key,
  keyId,
  nullable,
  record,
  tuple,
  uint,
} from '@tallystick/protocol';

/** Who presented the two cheques that make a fork: the one that was registered before, then the other. */
export interface ShownBy {
  readonly first: Hash;
  readonly second: Hash;
}

/** A hold whose writer signed two histories of it. For ever. */
export interface ForkMark {
  readonly hold: Hash;
  /** `H_key` of the writer's key. */
  readonly writer: Hash;
  /** The first bytes of its public key; see `mayBeForked`. */
  readonly hint: number;
  /** The hold's owner: an identity, or a treasury's chain. */
  readonly owner: Hash;
  /** The transition that put the hold: its terms name the key. */
  readonly put: Hash;
  /** The transitions whose cheques cannot be one history; null where a statement marked it. */
  readonly shown: ShownBy | null;
  /** The transition whose statement proved it first; null as long as only cheques have shown it. */
  readonly proof: Hash | null;
}

/** An entry of the state root. */
export interface RootEntry {
  readonly key: Hash;
  readonly value: Hash;
}

const markCodec: Codec<ForkMark> = record({
  hold: bytes(32),
  writer: bytes(32),
  hint: uint(),
  owner: bytes(32),
  put: bytes(32),
  shown: nullable(record({ first: bytes(32), second: bytes(32) })),
  proof: nullable(bytes(32)),
});
const hashCodec = bytes(32);
const pairCodec = tuple(bytes(32), bytes(32));

export function encodeMark(mark: ForkMark): Uint8Array {
  return encode(markCodec, mark);
}

/** Undefined when the bytes are no mark. */
export function decodeMark(encoded: Uint8Array): ForkMark | undefined {
  const decoded = decode(markCodec, encoded.slice());
  return decoded.ok ? decoded.value : undefined;
}

/** The mark of a hold on which `key` signed a fork. */
export function markOf(
  { id, put }: { readonly id: Hash; readonly put: Hash },
  key: Key,
  owner: Hash,
  shown: ShownBy | null,
): ForkMark {
  return {
    hold: id.slice(),
    writer: keyId(key),
    hint: hintOf(key),
    owner: owner.slice(),
    put: put.slice(),
    shown: shown && { first: shown.first.slice(), second: shown.second.slice() },
    proof: null,
  };
}

/**
 * All marks: holds that forked, the keys that signed it, and the owners. There are few: each is a
 * fraud, or a device that was copied.
 */
export class Forks {
  readonly #marks: ForkMark[] = [];
  /** Numbers of marks. */
  readonly #holds = new Map<string, number>();
  readonly #writers = new Set<string>();
  readonly #hints = new Set<number>();
  readonly #owners = new Set<string>();
  /** Only ever grows, so that a computation of the root takes its beginning. */
  readonly #entries: RootEntry[] = [];

  /** In log order. */
  get marks(): readonly ForkMark[] {
    return this.#marks;
  }

  /** What the state root says of writers that forked, and of marked holds that have closed. */
  get entries(): readonly RootEntry[] {
    return this.#entries;
  }

  /** Answers the mark's number. */
  add(mark: ForkMark): number {
    const writer = mark.writer.toHex();
    if (this.has(mark.hold)) throw new RangeError('the hold is marked already');
    this.#holds.set(mark.hold.toHex(), this.#marks.length);
    if (!this.#writers.has(writer)) {
      this.#entries.push({ key: mark.writer, value: hash('record', encode(hashCodec, mark.hold)) });
    }
    this.#writers.add(writer);
    this.#hints.add(mark.hint);
    this.#owners.add(mark.owner.toHex());
    return this.#marks.push(mark) - 1;
  }

  /** A statement proves a mark; answers the mark's number. */
  prove(hold: Hash, proof: Hash): number {
    const number = this.#holds.get(hold.toHex());
    const mark = number === undefined ? undefined : this.#marks[number];
    if (number === undefined || mark === undefined) throw new RangeError('the hold is not marked');
    this.#marks[number] = { ...mark, proof: proof.slice() };
    return number;
  }

  /** The mark of a hold, open or closed. */
  of(hold: Hash): ForkMark | undefined {
    const number = this.#holds.get(hold.toHex());
    return number === undefined ? undefined : this.#marks[number];
  }

  /** A marked hold has closed: its mark stays without its record. */
  close(hold: Hash): void {
    const mark = this.of(hold);
    if (mark === undefined) throw new RangeError('the hold is not marked');
    const value = hash('record', encode(pairCodec, [mark.writer, mark.owner]));
    this.#entries.push({ key: mark.hold, value });
  }

  has(hold: Hash): boolean {
    return this.#holds.size > 0 && this.#holds.has(hold.toHex());
  }

  /** Whether a key has signed a fork. Costs nothing to speak of for keys that have not. */
  isWriter(key: Key): boolean {
    if (!this.#hints.has(hintOf(key))) return false;
    return this.#writers.has(keyId(key).toHex());
  }

  isOwner(owner: Hash): boolean {
    return this.#owners.size > 0 && this.#owners.has(owner.toHex());
  }

  get count(): number {
    return this.#marks.length;
  }
}

const HINT_BYTES = 4;

function hintOf({ publicKey }: Key): number {
  let hint = 0;
  for (let at = 0; at < HINT_BYTES; at += 1) hint = hint * 256 + (publicKey[at] ?? 0);
  return hint;
}
