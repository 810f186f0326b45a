import { concat, hash, toHex } from '@tallystick/protocol';

/** Bytes of lines that are hashed together. */
const CHUNK = 4096;

/**
 * Everything that happens, as a hash: two runs of one seed must agree on it. BLAKE3, chained over
 * chunks of lines.
 */
export class Trace {
  #hash: Uint8Array = new Uint8Array(32);
  #text = '';
  #lines = 0;
  readonly #listener: ((line: string) => void) | undefined;

  /** `listener` is told every line, for whoever looks for what went wrong. */
  constructor(listener?: (line: string) => void) {
    this.#listener = listener;
  }

  get lines(): number {
    return this.#lines;
  }

  note(time: number, what: string): void {
    const line = `${time} ${what}`;
    this.#listener?.(line);
    this.#text += `${line}\n`;
    this.#lines += 1;
    if (this.#text.length >= CHUNK) this.#chain();
  }

  /** The hash of everything so far, in hexadecimal. */
  digest(): string {
    this.#chain();
    return toHex(this.#hash);
  }

  #chain(): void {
    if (this.#text === '') return;
    this.#hash = hash('record', concat(this.#hash, new TextEncoder().encode(this.#text)));
    this.#text = '';
  }
}
