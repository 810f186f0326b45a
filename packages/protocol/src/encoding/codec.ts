import type { Reader } from './reader.ts';
import { encodeText, isShortAscii, type Writer } from './writer.ts';

/**
 * How one type of value is written and read. `read` throws `Malformed` (which `decode` catches) on everything that
 * `write` would not have written; `write` throws `RangeError` on a value that is out of bounds, a programmer's error.
 */
export interface Codec<T> {
  write(out: Writer, value: T): void;
  read(input: Reader): T;
}

/** The type that a codec writes and reads. */
export type Infer<C> = C extends Codec<infer T> ? T : never;

export const MAX_UINT: number = Number.MAX_SAFE_INTEGER;

/** An unsigned integer up to `max`, at most 2^53 − 1, as a number. */
export function uint(max: number = MAX_UINT): Codec<number> {
  return {
    write(out, value) {
      if (value > max) throw new RangeError(`integer above ${max}: ${value}`);
      out.uint(value);
    },
    read: (input) => input.uint(max),
  };
}

/** An amount: 0 to 2^63 − 1 of a currency's smallest unit, as a bigint. */
export const amount: Codec<bigint> = {
  write: (out, value) => out.bigUint(value),
  read: (input) => input.bigUint(),
};

/** Milliseconds since 1970-01-01 UTC, at most 2^53 − 1. */
export const time: Codec<number> = uint();

/** A byte string of exactly `length` bytes; read as a view of the input. */
export function bytes(length: number): Codec<Uint8Array> {
  return bytesUpTo(length, length);
}

/** A byte string of `min` to `max` bytes; read as a view of the input. */
export function bytesUpTo(max: number, min = 0): Codec<Uint8Array> {
  return {
    write(out, value) {
      checkLength('byte string', value.length, min, max);
      out.byteString(value);
    },
    read: (input) => input.byteString(min, max),
  };
}

/** A text of `min` to `max` bytes of UTF-8. */
export function text(max: number, min = 0): Codec<string> {
  return {
    write(out, value) {
      if (isShortAscii(value)) {
        checkLength('text', value.length, min, max);
        out.asciiText(value);
        return;
      }
      const encoded = encodeText(value);
      checkLength('text', encoded.length, min, max);
      out.text(encoded);
    },
    read: (input) => input.text(min, max),
  };
}

/** An array of `min` to `max` items of one kind. */
export function list<T>(item: Codec<T>, max: number, min = 0): Codec<T[]> {
  return {
    write(out, value) {
      checkLength('list', value.length, min, max);
      out.array(value.length);
      for (let i = 0; i < value.length; i += 1) item.write(out, value[i] as T);
    },
    read(input) {
      // No longer than the input: every item takes a byte at least. An array that grows is larger.
      const value: T[] = new Array(input.array(min, max));
      for (let i = 0; i < value.length; i += 1) value[i] = item.read(input);
      return value;
    },
  };
}

/** An array of one item of each given kind. */
export function tuple<T extends unknown[]>(...items: { [I in keyof T]: Codec<T[I]> }): Codec<T> {
  const codecs = items as readonly Codec<unknown>[];
  return {
    write(out, value) {
      checkLength('tuple', value.length, codecs.length, codecs.length);
      out.array(codecs.length);
      for (let i = 0; i < codecs.length; i += 1) (codecs[i] as Codec<unknown>).write(out, value[i]);
    },
    read(input) {
      input.array(codecs.length, codecs.length);
      const value: unknown[] = [];
      for (const codec of codecs) value.push(codec.read(input));
      return value as T;
    },
  };
}

/** The named fields of a record or of a variant's case, in the order in which they stand in the array. */
export type Fields = Readonly<Record<string, Codec<unknown>>>;
type Shape<F extends Fields> = { -readonly [K in keyof F]: Infer<F[K]> };

/** An object with the given fields, written as an array of their values in the order declared. */
export function record<const F extends Fields>(fields: F): Codec<Shape<F>> {
  const names = Object.keys(fields);
  const codecs = Object.values(fields);
  return {
    write(out, value) {
      out.array(names.length);
      writeFields(out, names, codecs, value);
    },
    read(input) {
      input.array(names.length, names.length);
      return readFields(input, names, codecs, {}) as Shape<F>;
    },
  };
}

/** A variant's cases by tag: the case's name and its fields after the tag. */
export type Cases = Readonly<Record<number, readonly [name: string, fields: Fields]>>;
type Flat<T> = { [K in keyof T]: T[K] };
type CaseOf<D extends string, C> = C extends readonly [
  infer N extends string,
  infer F extends Fields,
]
  ? Flat<{ [K in D]: N } & Shape<F>>
  : never;
type Variant<D extends string, C extends Cases> = { [T in keyof C]: CaseOf<D, C[T]> }[keyof C];

interface Case {
  tag: number;
  name: string;
  names: readonly string[];
  codecs: readonly Codec<unknown>[];
}

/**
 * One of several objects, told apart by the string `discriminant`, written as an array of the tag and the case's fields:
 * `variant('kind', { 0: ['identity', { identity: bytes(32) }], 1: ['anyone', {}] })` writes `[0, identity]` or `[1]`.
 */
export function variant<const D extends string, const C extends Cases>(
  discriminant: D,
  cases: C,
): Codec<Variant<D, C>> {
  const byTag: (Case | undefined)[] = [];
  const byName = new Map<unknown, Case>();
  for (const [tag, [name, fields]] of Object.entries(cases)) {
    const codecs = Object.values(fields);
    const entry: Case = { tag: Number(tag), name, names: Object.keys(fields), codecs };
    byTag[entry.tag] = entry;
    byName.set(name, entry);
  }
  const longest = 1 + Math.max(...byTag.map((entry) => entry?.names.length ?? 0));
  return {
    write(out, value) {
      const name = (value as Record<string, unknown>)[discriminant];
      const entry = byName.get(name);
      if (entry === undefined) throw new RangeError(`no case ${String(name)}`);
      out.array(1 + entry.names.length);
      out.uint(entry.tag);
      writeFields(out, entry.names, entry.codecs, value);
    },
    read(input) {
      const length = input.array(1, longest);
      const tag = input.uint(MAX_UINT);
      const entry = byTag[tag] ?? input.fail(`no case ${tag}`);
      if (length !== 1 + entry.names.length) input.fail(`case ${tag} with ${length} items`);
      const value: Record<string, unknown> = { [discriminant]: entry.name };
      return readFields(input, entry.names, entry.codecs, value) as Variant<D, C>;
    },
  };
}

/** The value or null. */
export function nullable<T>(codec: Codec<T>): Codec<T | null> {
  return {
    write(out, value) {
      if (value === null) out.null();
      else codec.write(out, value);
    },
    read: (input) => (input.takeNull() ? null : codec.read(input)),
  };
}

/** A number that is always the same, such as a version. */
export function constant<const N extends number>(value: N): Codec<N> {
  return {
    write(out, given) {
      if (given !== value) throw new RangeError(`expected ${value}, not ${given}`);
      out.uint(value);
    },
    read(input) {
      const found = input.uint(MAX_UINT);
      return found === value ? value : input.fail(`expected ${value}, found ${found}`);
    },
  };
}

/** A codec that refers to itself, for structures that nest; the depth is bounded. */
export function recursive<T>(get: () => Codec<T>): Codec<T> {
  return {
    write: (out, value) => get().write(out, value),
    read(input) {
      input.enter();
      const value = get().read(input);
      input.leave();
      return value;
    },
  };
}

/** A codec with one more condition; `fault` answers what is wrong, or undefined. */
export function refine<T>(codec: Codec<T>, fault: (value: T) => string | undefined): Codec<T> {
  return {
    write(out, value) {
      const found = fault(value);
      if (found !== undefined) throw new RangeError(found);
      codec.write(out, value);
    },
    read(input) {
      const value = codec.read(input);
      const found = fault(value);
      return found === undefined ? value : input.fail(found);
    },
  };
}

/** The same bytes with another type in code: `from` what is encoded, `to` it. Both must be total and inverse. */
export function mapped<T, U>(
  codec: Codec<T>,
  from: (value: T) => U,
  to: (value: U) => T,
): Codec<U> {
  return {
    write: (out, value) => codec.write(out, to(value)),
    read: (input) => from(codec.read(input)),
  };
}

function writeFields(
  out: Writer,
  names: readonly string[],
  codecs: readonly Codec<unknown>[],
  value: object,
): void {
  for (let i = 0; i < names.length; i += 1) {
    const field = (value as Record<string, unknown>)[names[i] as string];
    (codecs[i] as Codec<unknown>).write(out, field);
  }
}

function readFields(
  input: Reader,
  names: readonly string[],
  codecs: readonly Codec<unknown>[],
  value: Record<string, unknown>,
): unknown {
  const target = value;
  for (let i = 0; i < names.length; i += 1) {
    target[names[i] as string] = (codecs[i] as Codec<unknown>).read(input);
  }
  return target;
}

function checkLength(what: string, length: number, min: number, max: number): void {
  if (length < min || length > max) {
    throw new RangeError(`${what} of ${length}, not ${min} to ${max}`);
  }
}
