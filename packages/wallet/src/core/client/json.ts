import { fromBase64url, fromHex, isAmount, isHandle } from '@tallystick/protocol';
import { stop } from '../stop.ts';

/** Longest byte string that any JSON answer may hold: a transition or a certificate. */
const MAX_BYTES = 524_288;

/**
 * Reads one JSON answer of a sovereign, field by field. What does not have the form that http-api.md gives it ends the
 * operation with `unreachable`, `bad-answer`: whoever answered does not speak this protocol.
 */
export class JsonReader {
  readonly #value: unknown;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    this.#value = value;
    this.#path = path;
  }

  static parse(body: Uint8Array, path: string): JsonReader {
    try {
      return new JsonReader(JSON.parse(new TextDecoder().decode(body)), path);
    } catch {
      return stop('unreachable', 'bad-answer', `${path} answered with something that is no JSON.`);
    }
  }

  /** As it came: for whoever reads it in another place. */
  value(): unknown {
    return this.#value;
  }

  field(name: string): JsonReader {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) {
      return this.#fail(`has no ${name}`);
    }
    return new JsonReader((value as Record<string, unknown>)[name], `${this.#path}.${name}`);
  }

  list(): JsonReader[] {
    if (!Array.isArray(this.#value)) return this.#fail('is no list');
    return this.#value.map((item, i) => new JsonReader(item, `${this.#path}[${i}]`));
  }

  nullable<T>(read: (reader: JsonReader) => T): T | null {
    return this.#value === null ? null : read(this);
  }

  text(): string {
    return typeof this.#value === 'string' ? this.#value : this.#fail('is no text');
  }

  flag(): boolean {
    return typeof this.#value === 'boolean' ? this.#value : this.#fail('is neither true nor false');
  }

  /** An unsigned integer of at most 2^53 − 1. */
  count(): number {
    const value = this.#value;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    return this.#fail('is no count');
  }

  /** A decimal string of the smallest unit. */
  amount(): bigint {
    const text = this.text();
    const amount = /^\d{1,19}$/.test(text) ? BigInt(text) : -1n;
    return isAmount(amount) ? amount : this.#fail('is no amount');
  }

  handle(): string {
    const text = this.text();
    return isHandle(text) ? text : this.#fail('is no handle');
  }

  country(): string {
    const text = this.text();
    return /^[A-Z]{2}$/.test(text) ? text : this.#fail('is no country');
  }

  /** Short printable ASCII: what may be put into a path or a header. */
  token(): string {
    const text = this.text();
    return /^[\x21-\x7E]{1,4096}$/.test(text) ? text : this.#fail('is no token');
  }

  hash(): Uint8Array {
    return fromHex(this.text(), 32) ?? this.#fail('is no id');
  }

  bytes(maxBytes: number = MAX_BYTES): Uint8Array {
    return fromBase64url(this.text(), maxBytes) ?? this.#fail('is no base64url');
  }

  /** 32 bytes in base64url. */
  challenge(): Uint8Array {
    const bytes = this.bytes(32);
    return bytes.length === 32 ? bytes : this.#fail('is no challenge');
  }

  #fail(what: string): never {
    return stop(
      'unreachable',
      'bad-answer',
      `The sovereign's answer is malformed: ${this.#path} ${what}.`,
    );
  }
}
