/** RFC 9285 section 4.2: the characters of a QR code's alphanumeric mode. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const VALUES: ReadonlyMap<string, number> = new Map(ALPHABET.split('').map((char, i) => [char, i]));
const BASE = 45;

/** Base45 (RFC 9285): three characters for two bytes, two for the last of an odd number. */
export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length;
    let value = bytes[at] as number;
    if (isPair) value = value * 256 + (bytes[at + 1] as number);
    for (let digits = isPair ? 3 : 2; digits > 0; digits -= 1) {
      text += ALPHABET[value % BASE] as string;
      value = Math.floor(value / BASE);
    }
  }
  return text;
}

/** The bytes of a Base45 text; undefined for anything that `toBase45` does not write. */
export function fromBase45(text: string): Uint8Array | undefined {
  if (text.length % 3 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 2) / 3));
  let out = 0;
  for (let at = 0; at < text.length; at += 3) {
    const width = Math.min(3, text.length - at);
    let value = 0;
    for (let i = at + width - 1; i >= at; i -= 1) {
      const digit = VALUES.get(text[i] as string);
      if (digit === undefined) return undefined;
      value = value * BASE + digit;
    }
    if (value >= 256 ** (width - 1)) return undefined;
    if (width === 3) {
      bytes[out] = value >> 8;
      out += 1;
    }
    bytes[out] = value & 0xff;
    out += 1;
  }
  return bytes;
}
