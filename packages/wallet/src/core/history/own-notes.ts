import { type Codec, text } from '@tallystick/protocol';
import { type Context, listRecords, store, storing } from '../context.ts';
import { MAX_MEMO_BYTES } from '../records/detail.ts';
import { KEYS } from '../records/keys.ts';
import { stop } from '../stop.ts';
import type { HistoryEntry } from '../wallet-types.ts';

/** Which line of the history: of a transition that has several, by its place among them. */
export type NotedLine = Pick<HistoryEntry, 'id' | 'line'>;

const noteCodec: Codec<string> = text(MAX_MEMO_BYTES);

/** Keeps what an owner notes on one of these lines, in a record of its own; an empty text removes it. */
export async function annotate(
  { vault }: Context,
  history: readonly HistoryEntry[],
  { id, line = 0 }: NotedLine,
  note: string,
): Promise<null> {
  if (!history.some((entry) => entry.id === id && (entry.line ?? 0) === line)) {
    stop('usage', 'unknown-entry', 'There is no such line in this wallet’s history.');
  }
  const { length } = new TextEncoder().encode(note);
  if (!note.isWellFormed() || length > MAX_MEMO_BYTES) {
    stop('usage', 'bad-note', `A note is text of at most ${MAX_MEMO_BYTES} bytes in UTF-8.`);
  }
  const key = KEYS.ownNote(id, line);
  await store(vault, [note === '' ? { key, value: null } : storing(key, noteCodec, note)]);
  return null;
}

/** The lines with what their owner has noted on them. */
export async function withOwnNotes(
  { vault }: Context,
  entries: readonly HistoryEntry[],
): Promise<HistoryEntry[]> {
  const stored = await listRecords(vault, KEYS.allOwnNotes, noteCodec);
  const notes = new Map(stored.map(({ key, value }) => [key, value]));
  return entries.map((entry) => {
    const note = notes.get(KEYS.ownNote(entry.id, entry.line ?? 0));
    return note === undefined ? entry : { ...entry, note };
  });
}
