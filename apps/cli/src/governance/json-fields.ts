/** A JSON object, whose fields are looked at one by one. */
export type Fields = Readonly<Record<string, unknown>>;

/** What `read` makes of each entry of a list; complaints say of which. Throws a `TypeError`, as everything here. */
export function eachOf<T>(said: unknown, read: (one: unknown) => T): T[] {
  return listOf(said).map((one, at) => {
    try {
      return read(one);
    } catch (error) {
      throw new TypeError(`entry ${at + 1}: ${(error as Error).message}`, { cause: error });
    }
  });
}

/** Exactly these fields: what is misspelt is not left out. */
export function fieldsOf(said: unknown, names: readonly string[]): Fields {
  const form = `write {${names.map((name) => `"${name}": …`).join(', ')}}`;
  const isObject = typeof said === 'object' && said !== null && !Array.isArray(said);
  if (!isObject) throw new TypeError(form);
  const stray = Object.keys(said).find((name) => !names.includes(name));
  if (stray !== undefined) throw new TypeError(`“${stray}” is not known: ${form}`);
  const missing = names.find((name) => !Object.hasOwn(said, name));
  if (missing !== undefined) throw new TypeError(`“${missing}” is missing: ${form}`);
  return said as Fields;
}

export function listOf(said: unknown): readonly unknown[] {
  if (Array.isArray(said)) return said;
  throw new TypeError('write a list, in [ ]');
}

export function textOf(said: unknown): string {
  if (typeof said === 'string') return said;
  throw new TypeError('write a text, in " "');
}

/** A whole number, such as 2. */
export function countOf(what: string, said: unknown): number {
  if (typeof said === 'number' && Number.isSafeInteger(said) && said >= 0) return said;
  throw new TypeError(`${what} is a whole number, such as 2`);
}
