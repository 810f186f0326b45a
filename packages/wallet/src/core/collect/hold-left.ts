import { type Amount, type Hash, amount, fromHex, toHex } from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import type { OpenHold } from '../client/own-client.ts';
import { type Context, findRecord, listRecords, storing } from '../context.ts';
import { OFFLINE_KEYS } from '../offline/records/keys.ts';
import type { StorageChange } from '../ports.ts';
import { type OutgoingRecord, outgoingRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';

/** What was left of an own hold when the sovereign listed it last; undefined where this wallet never put it. */
export async function leftOf({ vault }: Context, hold: Hash): Promise<Amount | undefined> {
  const left = await findRecord(vault, KEYS.left(hold), amount);
  return left ?? (await findRecord(vault, KEYS.outgoing(hold), outgoingRecordCodec))?.amount;
}

/** Remembers what is left of own holds of which a part was taken: `known` are those that were open before. */
export async function leftChanges(
  context: Context,
  known: readonly { readonly key: string; readonly value: OutgoingRecord }[],
  listed: readonly OpenHold[],
): Promise<StorageChange[]> {
  const before = await listRecords(context.vault, KEYS.allLeft, amount);
  const lefts = new Map(before.map((one) => [one.key, one.value]));
  const rests = new Map(listed.map((one) => [toHex(one.hold), one.amount]));
  const changes: StorageChange[] = [];
  for (const { key, value } of known) {
    const id = key.slice(KEYS.allOutgoing.length);
    const hold = fromHex(id, 32);
    if (hold === undefined) continue;
    const rest = rests.get(id);
    if (rest === undefined) {
      changes.push(...(await closedChanges(context, hold, value)));
      continue;
    }
    // More than was put is no rest: whoever lists it is wrong, and nothing is counted by it.
    if (rest === (lefts.get(KEYS.left(hold)) ?? value.amount) || rest > value.amount) continue;
    changes.push(storing(KEYS.left(hold), amount, rest));
  }
  return changes;
}

/**
 * Of cover it is kept that nothing is left. After its window it may as well have come back to another device of this identity:
 * then what was known last stays.
 */
async function closedChanges(
  context: Context,
  hold: Hash,
  { until }: OutgoingRecord,
): Promise<StorageChange[]> {
  const key = KEYS.left(hold);
  if ((await context.vault.get(OFFLINE_KEYS.cover(hold))) === undefined) {
    return (await context.vault.get(key)) === undefined ? [] : [{ key, value: null }];
  }
  return ledgerTime(context) > until ? [] : [storing(key, amount, 0n)];
}

/** What of cover comes back is what was left of it to the last. */
export async function returnedChanges(
  { vault }: Context,
  returned: readonly OpenHold[],
): Promise<StorageChange[]> {
  const changes: StorageChange[] = [];
  for (const { hold, amount: rest } of returned) {
    if ((await vault.get(OFFLINE_KEYS.cover(hold))) === undefined) continue;
    changes.push(storing(KEYS.left(hold), amount, rest));
  }
  return changes;
}
