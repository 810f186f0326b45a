import {
  type Amount,
  type Codec,
  type Hash,
  type Hold,
  amount,
  bytes,
  decode,
  equalBytes,
  holdCodec,
  record,
  time,
  toHex,
} from '@tallystick/protocol';
import type { OpenHold } from '../client/own-client.ts';
import { type Context, findRecord, listRecords, store, storing } from '../context.ts';
import { OFFLINE_KEYS } from '../offline/records/keys.ts';
import { heldRecordCodec } from '../offline/records/payee-records.ts';
import { amountText } from '../offline/views.ts';
import type { StorageChange } from '../ports.ts';
import { readHashKey } from '../records/keys.ts';
import { addressOf } from '../views.ts';
import type { TabNews } from '../wallet-types.ts';

/** Tabs that are remembered before their payers have shown anything; of more nothing is told until some have closed. */
const MAX_OFFERED = 4096;

/** A tab for this wallet, as the sovereign lists it. What counts is the evidence that its payer shows. */
interface OfferedRecord {
  readonly currency: Hash;
  readonly from: Hash;
  /** With all raises; what was taken of it by now is counted in. */
  readonly cap: Amount;
  readonly until: number;
}

const offeredRecordCodec: Codec<OfferedRecord> = record({
  currency: bytes(32),
  from: bytes(32),
  cap: amount,
  until: time,
});

/**
 * Remembers the tabs for this wallet that the sovereign lists, and tells of those that are new and of what was added to others.
 * `isWhole`: the list is, so a tab that is not on it is closed.
 */
export async function noteOffered(
  context: Context,
  listed: readonly OpenHold[],
  isWhole: boolean,
): Promise<TabNews[]> {
  const known = await listRecords(context.vault, OFFLINE_KEYS.allOffered, offeredRecordCodec);
  const before = new Map(known.map(({ key, value }) => [key, value]));
  const news: TabNews[] = [];
  const changes: StorageChange[] = [];
  const open = new Set<string>();
  let room = MAX_OFFERED - before.size;
  for (const one of listed) {
    const offered = await readOffered(context, one);
    if (offered === undefined) continue;
    const key = OFFLINE_KEYS.offered(one.hold);
    open.add(key);
    const added = offered.cap - (before.get(key)?.cap ?? 0n);
    if (added <= 0n) continue;
    if (!before.has(key)) room -= 1;
    if (room < 0 && !before.has(key)) continue;
    changes.push(storing(key, offeredRecordCodec, offered));
    news.push({
      news: before.has(key) ? 'raised' : 'opened',
      hold: toHex(one.hold),
      from: addressOf(offered.from),
      handle: one.from.handle,
      ...amountText(context, offered.currency, added),
      until: offered.until,
    });
  }
  for (const { key } of isWhole ? known : []) {
    if (!open.has(key)) changes.push({ key, value: null });
  }
  await store(context.vault, changes);
  return news;
}

async function readOffered(
  context: Context,
  { amount: rest, claim, entry, from, hold }: OpenHold,
): Promise<OfferedRecord | undefined> {
  const decoded = decode(holdCodec, entry);
  const terms: Hold | undefined = decoded.ok ? decoded.value : undefined;
  const own = claim === null ? undefined : terms?.claims[claim];
  const isTab = own?.meter.kind === 'voucher' || own?.meter.kind === 'ticks';
  const isKnown = context.trust.currencies.some(
    ({ id }) => terms !== undefined && equalBytes(id, terms.currency),
  );
  if (terms === undefined || own === undefined || !isTab || !isKnown) return undefined;
  const held = await findRecord(context.vault, OFFLINE_KEYS.held(hold), heldRecordCodec);
  const cap = rest + (held?.taken ?? 0n);
  return { currency: terms.currency, from: from.identity, cap, until: own.until };
}

/** The tabs for this wallet that the sovereign listed last, by their holds. */
export async function offeredTabs(
  context: Context,
): Promise<{ readonly hold: Hash; readonly offered: OfferedRecord }[]> {
  const known = await listRecords(context.vault, OFFLINE_KEYS.allOffered, offeredRecordCodec);
  return known.map(({ key, value }) => ({ hold: readHashKey(key), offered: value }));
}
