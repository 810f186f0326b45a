/** FIPS 204 algorithm 2 and FIPS 205 algorithm 22: a context is at most 255 bytes. */
export const MAX_CONTEXT = 255;

/** For what comes from oneself: a wrong length is a programmer's error. */
export function assertLength(what: string, value: Uint8Array, length: number): void {
  if (value.length !== length) {
    throw new RangeError(`${what} must be ${length} bytes, not ${value.length}`);
  }
}
