import { type Hash, equalBytes, stateId } from '@tallystick/protocol';
import { type Context, findRecord } from '../context.ts';
import { type EntryRecord, entryRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';

/** The entry of a transition of this device's chain; undefined when that did not happen, or has no certificate yet. */
export async function entryAt(
  { vault }: Context,
  { sequence, id }: { readonly sequence: number; readonly id: Hash },
): Promise<EntryRecord | undefined> {
  const entry = await findRecord(vault, KEYS.entry('device', sequence), entryRecordCodec);
  if (entry === undefined || !equalBytes(stateId(entry.transition.state), id)) return undefined;
  return entry;
}
