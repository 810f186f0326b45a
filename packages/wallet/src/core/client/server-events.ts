/** An event of a stream, without its data: whoever is woken by one asks for what is signed. */
export interface ServerEvent {
  readonly type: string;
  /** What to ask to go on after; null as long as the stream has named nothing. */
  readonly lastId: string | null;
  /** The pause in ms after which to come back, as the stream last asked; null where it did not. */
  readonly retryMs: number | null;
}

/** Of a longer line only this much is kept: data is not read, and no other field is near it. */
const KEPT_CHARS = 256;

/**
 * Reads `text/event-stream` (WHATWG HTML §9.2.6) from pieces cut anywhere. Whatever arrives, it neither throws nor keeps more
 * than one short line; what is no event gives none.
 */
export async function* serverEvents(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let line = '';
  let afterReturn = false;
  let type = '';
  let lastId: string | null = null;
  let retryMs: number | null = null;
  for await (const piece of pieces) {
    for (const char of decoder.decode(piece, { stream: true })) {
      const isRestOfEnd = char === '\n' && afterReturn;
      afterReturn = char === '\r';
      if (isRestOfEnd) continue;
      if (char !== '\n' && char !== '\r') {
        if (line.length < KEPT_CHARS) line += char;
        continue;
      }
      if (line === '') {
        if (type !== '') yield { type, lastId, retryMs };
        type = '';
      }
      const [, name, value = ''] = /^(event|id|retry): ?(.*)$/s.exec(line) ?? [];
      if (name === 'event') type = value;
      // What goes into a header is printable, and a pause is a number of at most a week.
      if (name === 'id' && /^[\x21-\x7E]{1,200}$/.test(value)) lastId = value;
      if (name === 'retry' && /^\d{1,9}$/.test(value)) retryMs = Number(value);
      line = '';
    }
  }
}
