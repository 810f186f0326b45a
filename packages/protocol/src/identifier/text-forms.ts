/** Lower-case hexadecimal, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  return bytes.toHex();
}

/** The bytes of lower-case hexadecimal, of exactly `length` bytes; undefined for anything else. */
export function fromHex(text: string, length: number): Uint8Array | undefined {
  return text.length === 2 * length && /^[0-9a-f]*$/.test(text)
    ? Uint8Array.fromHex(text)
    : undefined;
}

/** Base64url without padding (RFC 4648 §5). */
export function toBase64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true });
}

/** The bytes of base64url without padding, at most `maxBytes`; undefined for anything `toBase64url` would not write. */
export function fromBase64url(text: string, maxBytes: number): Uint8Array | undefined {
  if (text.length > Math.ceil((maxBytes * 4) / 3) || !/^[\w-]*$/.test(text)) return undefined;
  if (text.length % 4 === 1) return undefined;
  const bytes = Uint8Array.fromBase64(text, { alphabet: 'base64url' });
  return toBase64url(bytes) === text ? bytes : undefined;
}
