/** Reads one value of a file that anybody may have written, at a place in it; throws `Unreadable` where it is none. */
export type Reader<T> = (value: unknown, at: string) => T;

/** Of a place in a file whose names are a stranger's. */
const MOST_SHOWN = 100;

/** What a file does not have, or has too much of. Stays inside: whoever reads a file answers it. */
export class Unreadable extends Error {
  readonly hasKeys: boolean;

  constructor(at: string, hasKeys = false) {
    super(at.slice(0, MOST_SHOWN));
    this.hasKeys = hasKeys;
  }
}

/** Names under which programs keep what must never be copied. */
export const SECRET_NAME: RegExp =
  /^(?:d|k|seed|mnemonic|sealed|pass(?:phrase|word)|.*(?:secret|private|unlock|wrapped).*)$/i;

const MOST_TEXT = 4096;

export function text(pattern?: RegExp, most: number = MOST_TEXT): Reader<string> {
  return (value, at) => {
    if (typeof value !== 'string' || value.length > most) throw new Unreadable(at);
    if (pattern?.test(value) === false) throw new Unreadable(at);
    return value;
  };
}

export function whole(most: number): Reader<number> {
  return (value, at) => {
    const isWhole = typeof value === 'number' && Number.isSafeInteger(value);
    if (!isWhole || value < 0 || value > most) throw new Unreadable(at);
    return value;
  };
}

export function oneOf<T extends string | number | boolean>(...known: readonly T[]): Reader<T> {
  return (value, at) => {
    const found = known.find((one) => one === value);
    if (found === undefined) throw new Unreadable(at);
    return found;
  };
}

export function orNull<T>(read: Reader<T>): Reader<T | null> {
  return (value, at) => (value === null ? null : read(value, at));
}

export function list<T>(read: Reader<T>, most: number): Reader<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value) || value.length > most) throw new Unreadable(at);
    return value.map((one, i) => read(one, `${at}[${i}]`));
  };
}

/** Every field by its reader, and no other: what nobody named is neither taken in nor given out. */
export function record<T extends object>(
  fields: { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> },
  optional: readonly (keyof T & string)[] = [],
): Reader<T> {
  const readers = new Map<string, Reader<unknown>>(Object.entries(fields));
  return (value, at) => {
    if (typeof value !== 'object' || value === null) throw new Unreadable(at);
    const given = new Map<string, unknown>(Object.entries(value));
    for (const name of given.keys()) {
      if (!readers.has(name)) throw new Unreadable(`${at}.${name}`, SECRET_NAME.test(name));
    }
    const needed = [...readers].filter(
      ([name]) => given.has(name) || !optional.some((one) => one === name),
    );
    const entries = needed.map(([name, read]) => [name, read(given.get(name), `${at}.${name}`)]);
    return Object.fromEntries(entries) as T;
  };
}
