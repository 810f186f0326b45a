import { toHex } from '@tallystick/protocol';
import { moved } from '../chain/holdings.ts';
import { type Context, listRecords, storeChain } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { outgoingRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import { listHolds } from './collect.ts';

/** More pages of 256 than a ledger has open holds: a list that is cut off would pass for holds that were taken. */
const ALL_PAGES = 65_536;

/** Learns which of the holds that this wallet put have been taken: those that the sovereign no longer lists as open. */
export async function settleOutgoing(context: Context): Promise<void> {
  const known = await listRecords(context.vault, KEYS.allOutgoing, outgoingRecordCodec);
  if (known.length === 0) return;
  const open = new Set(
    (await listHolds(context, 'outstanding', ALL_PAGES)).map(({ hold }) => toHex(hold)),
  );
  const closed = known.filter(({ key }) => !open.has(key.slice(KEYS.allOutgoing.length)));
  if (closed.length === 0) return;
  const record = context.chains.device;
  const movements = closed.map(({ value }) => ({
    currency: value.currency,
    amount: -value.amount,
  }));
  const removals: StorageChange[] = closed.map(({ key }) => ({ key, value: null }));
  const outgoing = moved(record.outgoing, movements);
  await storeChain(context, 'device', { ...record, outgoing }, removals);
}
