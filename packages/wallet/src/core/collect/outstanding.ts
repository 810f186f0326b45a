import { decode, holdCodec, stateId, toHex } from '@tallystick/protocol';
import { move, moved } from '../chain/holdings.ts';
import type { OpenHold } from '../client/own-client.ts';
import { type Context, listRecords, store, storeChain, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import type { Holding } from '../records/chain-record.ts';
import { entryRecordCodec, outgoingRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import { stop } from '../stop.ts';
import { isWaiting } from './check-hold.ts';
import { listHolds } from './collect.ts';
import { leftChanges } from './hold-left.ts';

/**
 * Learns which of the holds that this wallet put have been taken: those that the sovereign no longer lists as open. After a
 * new epoch, which may have given up what was taken of them, also which are open again.
 */
export async function settleOutgoing(context: Context): Promise<void> {
  const isReopened = (await context.vault.get(KEYS.reopened)) !== undefined;
  const before = await listRecords(context.vault, KEYS.allOutgoing, outgoingRecordCodec);
  if (before.length === 0 && !isReopened) return;
  const listed = await listHolds(context, 'outstanding');
  noticeTerms(context, listed);
  if (isReopened) await reopen(context, listed);
  const known = isReopened
    ? await listRecords(context.vault, KEYS.allOutgoing, outgoingRecordCodec)
    : before;
  const open = new Set(listed.map(({ hold }) => toHex(hold)));
  const closed = known.filter(({ key }) => !open.has(key.slice(KEYS.allOutgoing.length)));
  const left = await leftChanges(context, known, listed);
  if (closed.length === 0) {
    if (left.length > 0) await store(context.vault, left);
    return;
  }
  const record = context.chains.device;
  const movements = closed.map(({ value }) => ({
    currency: value.currency,
    amount: -value.amount,
  }));
  const removals: StorageChange[] = [...closed.map(({ key }) => ({ key, value: null })), ...left];
  const outgoing = moved(record.outgoing, movements);
  await storeChain(context, 'device', { ...record, outgoing }, removals);
}

/** A wallet that was put back from an older copy has put holds of whose terms it kept nothing. */
function noticeTerms(context: Context, listed: readonly OpenHold[]): void {
  context.hasTerms ||= listed.some(({ entry }) => {
    const decoded = decode(holdCodec, entry);
    return decoded.ok && isWaiting(decoded.value);
  });
}

/** Remembers the listed holds that this device put, and that it took for closed. */
async function reopen(context: Context, listed: readonly OpenHold[]): Promise<void> {
  const own = new Set<string>();
  for (const { value } of await listRecords(
    context.vault,
    KEYS.entries('device'),
    entryRecordCodec,
  )) {
    own.add(toHex(stateId(value.transition.state)));
  }
  const changes: StorageChange[] = [{ key: KEYS.reopened, value: null }];
  const amounts: Holding[] = [];
  for (const { hold, put, entry } of listed) {
    const key = KEYS.outgoing(hold);
    if (!own.has(toHex(put)) || (await context.vault.get(key)) !== undefined) continue;
    const decoded = decode(holdCodec, entry);
    if (!decoded.ok) continue;
    const { currency, cap: amount, claims } = decoded.value;
    const until = Math.max(...claims.map((claim) => claim.until));
    amounts.push({ currency, amount });
    changes.push(storing(key, outgoingRecordCodec, { currency, amount, until }));
  }
  const record = context.chains.device;
  const after = move(record.outgoing, amounts);
  if (!after.ok) return forgedHolds();
  await storeChain(context, 'device', { ...record, outgoing: after.holdings }, changes);
}

function forgedHolds(): never {
  const message = 'The sovereign lists more open holds of this wallet than there can be.';
  return stop('tampering', 'hold-differs', message);
}
