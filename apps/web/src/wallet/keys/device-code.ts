/** As many digits of a key's id as people compare. */
export const KEY_SHOWN = 16;

/** What a request begins with (sdk.md), and more than any has. */
const PREFIX = 'tally-device:';
const MOST_BYTES = 8192;

/** A request as the message of codes: its text in UTF-8. */
export function messageOf(request: string): Uint8Array {
  return new TextEncoder().encode(request);
}

/** The request that a message of codes is; null where it is another. */
export function requestOf(message: Uint8Array): string | null {
  if (message.length > MOST_BYTES) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(message);
    return text.startsWith(PREFIX) ? text : null;
  } catch {
    // Anybody may show anything.
    return null;
  }
}
