import { concat } from '../encoding/index.ts';

/** C2SP signed-note: one signature line. */
export interface NoteSignature {
  readonly name: string;
  /** The key ID, four bytes. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** C2SP signed-note: the signed text, its last newline included, and the lines below it. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** We refuse larger notes; C2SP signed-note asks for at least 16 signatures to be accepted. */
export const MAX_NOTE_BYTES = 262_144;
export const MAX_NOTE_SIGNATURES = 128;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;
/** C2SP signed-note, "Format": no ASCII control characters but the newline. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x09\x0b-\x1f]/;

/** Reads a note's form; undefined when it is none. Nothing is verified, so its text must not be trusted yet. */
export function parseNote(bytes: Uint8Array): Note | undefined {
  const content = bytes.length > MAX_NOTE_BYTES ? undefined : decodeUtf8(bytes);
  if (content === undefined || CONTROL.test(content) || !content.endsWith('\n')) return undefined;
  const blank = content.lastIndexOf('\n\n');
  if (blank < 0) return undefined;
  const lines = content.slice(blank + 2, -1).split('\n');
  if (lines.length > MAX_NOTE_SIGNATURES) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseLine(line);
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text: content.slice(0, blank + 1), signatures };
}

/** The bytes of a note; `text` ends in a newline. */
export function formatNote(note: Note): Uint8Array {
  if (!note.text.endsWith('\n') || CONTROL.test(note.text)) throw new RangeError('not a note text');
  const lines = note.signatures.map(formatSignature).join('');
  return new TextEncoder().encode(`${note.text}\n${lines}`);
}

/** The note with further signatures below its own; undefined when `bytes` is no note. */
export function addSignatures(
  bytes: Uint8Array,
  signatures: readonly NoteSignature[],
): Uint8Array | undefined {
  const note = parseNote(bytes);
  if (note === undefined) return undefined;
  return formatNote({ text: note.text, signatures: [...note.signatures, ...signatures] });
}

function formatSignature({ name, keyId, signature }: NoteSignature): string {
  const line = `— ${name} ${concat(keyId, signature).toBase64()}`;
  if (!LINE.test(line) || keyId.length !== 4) throw new RangeError('not a note signature');
  return `${line}\n`;
}

function parseLine(line: string): NoteSignature | undefined {
  const match = LINE.exec(line);
  const name = match?.[1];
  const bytes = parseBase64(match?.[2] ?? '');
  if (name === undefined || bytes === undefined || bytes.length <= 4) return undefined;
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** RFC 4648 section 4, in its one canonical form. */
export function parseBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.fromBase64(text, { lastChunkHandling: 'strict' });
    // It skips white space, which no line here may have.
    return bytes.toBase64() === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
