import { MOST_SEALED_BYTES } from '../waiting/sealed/seal.ts';
import { SECRET_NAME, Unreadable } from './fields.ts';
import { KIND, MOST_BYTES, type Taken, VERSION, takenFile } from './taken-file.ts';

/**
 * Why a file is not taken in. `keys`: it has keys, or is of a sort that may; `letter`: content that somebody sealed; `enrolment`: what devices give each other to be
 * enrolled; `newer`: a later version; `damaged`: of this kind, and one of its fields is not what it should be.
 */
type WhyNot = 'too-large' | 'keys' | 'letter' | 'enrolment' | 'other' | 'newer' | 'damaged';

export type Read =
  | { readonly ok: true; readonly taken: Taken }
  | { readonly ok: false; readonly why: WhyNot; readonly at?: string };

/** A file, as browsers give it. */
export interface GivenFile {
  readonly name: string;
  readonly size: number;
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
}

/** Open keys, storages of wallets, and what browsers keep IndexedDB in, by their names. */
const KEYS_BY_NAME = /\.(?:key|pem|p12|pfx|jwk|sqlite3?|db|ldb|sst)(?:[-.](?:wal|shm|pages))?$/i;
/** Keys are called so, and letters too. */
const SEALED_BY_NAME = /\.sealed$/i;
const SQLITE = 'SQLite format 3\0';
/** What sealed files, unlock keys, private keys and storages of wallets say of themselves. */
const KEYS_BY_TEXT = /tallystick-sealed|tallystick-wallet\/|tally-unlock-\d|PRIVATE KEY-----/;
const ENROLMENT = /tally-(?:device|invitation|change):/;
const FIELD = /"([^"\\]{1,64})"\s*:/g;

/** Reads a file that somebody chose; nothing of it is believed, and nothing taken over. */
export async function readTaken(file: GivenFile): Promise<Read> {
  if (KEYS_BY_NAME.test(file.name)) return refused('keys');
  const isSealed = SEALED_BY_NAME.test(file.name);
  if (isSealed && file.size > MOST_SEALED_BYTES) return refused('keys');
  if (file.size > MOST_BYTES) return refused('too-large');
  // Null: a file that is gone meanwhile, or that this browser may not read.
  const content = await file.arrayBuffer().catch(() => null);
  if (content === null) return refused(isSealed ? 'keys' : 'other');
  const read = readContent(new Uint8Array(content));
  const isKnown = !read.ok && read.why === 'letter';
  return isSealed && !isKnown ? refused('keys') : read;
}

/** Writes what is taken along. It is read as a stranger's file is before it is given out: a field that nobody named stays here. */
export function writeTaken(
  taken: Taken,
): { readonly ok: true; readonly text: string } | Extract<Read, { readonly ok: false }> {
  const text = `${JSON.stringify({ kind: KIND, version: VERSION, ...taken }, null, 1)}\n`;
  // A text has at least as many bytes as units: the cheaper look comes first.
  const encoded = text.length > MOST_BYTES ? null : new TextEncoder().encode(text);
  if (encoded === null || encoded.length > MOST_BYTES) return refused('too-large');
  const read = readContent(encoded);
  return read.ok ? { ok: true, text } : read;
}

function readContent(content: Uint8Array): Read {
  // Byte for byte, for what is no text: what such files say of themselves is ASCII.
  const begin = new TextDecoder('latin1').decode(content.subarray(0, 4096));
  if (begin.startsWith(SQLITE)) return refused('keys');
  if (isLetter(content)) return refused(KEYS_BY_TEXT.test(begin) ? 'keys' : 'letter');
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    if (!text.trimStart().startsWith('{')) return refused(sortOf(text));
    value = JSON.parse(text);
  } catch {
    return refused(sortOf(begin));
  }
  const { kind, version } = value as { kind?: unknown; version?: unknown };
  if (kind !== KIND) return refused(sortOf(text));
  if (typeof version === 'number' && version > VERSION) return refused('newer');
  try {
    const { madeAt, wallets, settings } = takenFile(value, '');
    return { ok: true, taken: { madeAt, wallets, settings } };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { ok: false, why: error.hasKeys ? 'keys' : 'damaged', at: error.message };
  }
}

/** CBOR of a condition and what is sealed for it (`seal` of the SDK): an array of two that begins with an array. One of keys has six or seven. */
function isLetter([pair = 0, condition = 0]: Uint8Array): boolean {
  return pair === 0x82 && condition >> 5 === 4;
}

/** What a file of another kind is, as far as it says. */
function sortOf(text: string): WhyNot {
  if (KEYS_BY_TEXT.test(text)) return 'keys';
  if (ENROLMENT.test(text)) return 'enrolment';
  for (const [, name = ''] of text.matchAll(FIELD)) if (SECRET_NAME.test(name)) return 'keys';
  return 'other';
}

function refused(why: WhyNot): { readonly ok: false; readonly why: WhyNot } {
  return { ok: false, why };
}
