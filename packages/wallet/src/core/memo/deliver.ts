import { type Hash, equalBytes, noteHash } from '@tallystick/protocol';
import { type Context, findRecord, listRecords, store, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import {
  type WantedNote,
  entryRecordCodec,
  waitingUploadCodec,
  wantedNoteCodec,
} from '../records/entry-record.ts';
import { KEYS, readHashKey } from '../records/keys.ts';
import { Stop } from '../stop.ts';
import { openNote } from './note.ts';

/** How long a payee keeps asking for a memo that its payer has not delivered. */
const WANTED_MS = 7 * 86_400_000;

/** Uploads memos of admitted payments. What cannot be delivered now waits for the next time: a payment never fails for it. */
export async function uploadMemos(context: Context): Promise<void> {
  const uploads = await listRecords(context.vault, KEYS.allUploads, waitingUploadCodec);
  const delivered: StorageChange[] = [];
  for (const { key, value } of uploads) {
    const taken = await attempt(() =>
      context.own.putNote(readHashKey(key), value.put, value.sealed),
    );
    if (taken === undefined) break;
    if (taken) delivered.push({ key, value: null });
  }
  await store(context.vault, delivered);
}

/** A memo by its hash, where the payer has delivered it and it is for this device; else null. */
export async function readMemo(context: Context, note: Hash): Promise<string | null> {
  const sealed = await attempt(() => context.own.note(note));
  if (sealed === undefined || sealed === null) return null;
  if (!equalBytes(noteHash(sealed), note)) return null;
  return openNote(context.ports, context.encryption, sealed) ?? null;
}

/** Asks again for the memos of taken payments that were not there yet, and puts them into the history. */
export async function readWantedMemos(context: Context): Promise<void> {
  const wanted = await listRecords(context.vault, KEYS.allWanted, wantedNoteCodec);
  const now = context.ports.clock.now();
  for (const { key, value } of wanted) {
    const memo = await readMemo(context, readHashKey(key));
    if (memo !== null) await keepMemo(context, key, value, memo);
    else if (now - value.since > WANTED_MS) await store(context.vault, [{ key, value: null }]);
  }
}

async function keepMemo(
  context: Context,
  key: string,
  { sequence, taking }: WantedNote,
  memo: string,
): Promise<void> {
  const entryKey = KEYS.entry('device', sequence);
  const entry = await findRecord(context.vault, entryKey, entryRecordCodec);
  const changes: StorageChange[] = [{ key, value: null }];
  const detail = entry?.details[taking];
  if (entry !== undefined && detail !== undefined && detail.kind === 'received') {
    const details = entry.details.with(taking, { ...detail, memo, note: null });
    changes.push(storing(entryKey, entryRecordCodec, { ...entry, details }));
  }
  await store(context.vault, changes);
}

/** Undefined where the sovereign cannot be reached or will not: memos are not worth failing for. */
async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Stop && error.failure.kind === 'unreachable') return undefined;
    throw error;
  }
}
