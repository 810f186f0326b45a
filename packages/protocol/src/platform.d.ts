/**
 * The few globals that every runtime has and the ES library's types lack. The pure packages see these and nothing
 * else of Node or of the browser: a clock or a socket does not compile here.
 */

declare class TextEncoder {
  /** The UTF-8 bytes of `text`; a lone surrogate becomes U+FFFD. */
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: 'utf-8', options?: { fatal?: boolean; ignoreBOM?: boolean });
  /** The text of UTF-8 `bytes`; with `fatal` it throws TypeError on malformed input. */
  decode(bytes?: Uint8Array): string;
}
