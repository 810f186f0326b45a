import { type Context, listRecords, store, storing } from '../context.ts';
import { KEYS, readHashKey } from '../records/keys.ts';
import { findOwnHold } from './own-hold.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { ownHoldCodec } from './records/payer-records.ts';

/** Why nothing more is written on a hold that is closed at the sovereign. */
export const CLOSED = 'closed';

/**
 * Writes nothing more on own tabs and allowances that are closed at the sovereign: taken to the last unit, or returned because
 * the payee gave the rest back. To be called when what lies outside of this wallet has just been settled.
 */
export async function stopClosed(context: Context): Promise<void> {
  for (const { key, value } of await listRecords(
    context.vault,
    OFFLINE_KEYS.allOwn,
    ownHoldCodec,
  )) {
    if (value.stopped !== null) continue;
    const hold = readHashKey(key);
    // What has no certificate yet was never open.
    if ((await findOwnHold(context, hold)) === undefined) continue;
    if ((await context.vault.get(KEYS.outgoing(hold))) !== undefined) continue;
    await store(context.vault, [storing(key, ownHoldCodec, { ...value, stopped: CLOSED })]);
  }
}
