import { type Codec, type Hash, record, time, toHex, uint } from '@tallystick/protocol';
import { type Context, listRecords, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { readHashKey } from '../records/keys.ts';
import { offlineNow } from './clock.ts';
import { OFFLINE_KEYS, type Shown } from './records/keys.ts';

/** Halves, and allowances, that are kept of those from whom nothing was accepted. */
export const MAX_STRANGERS = 32;
/** Bytes of all those halves together, and of all those allowances: some 10,000 acts under the default suite. */
export const MAX_SHOWN_BYTES: number = 32 << 20;

/** When a stranger last showed something, and how many bytes are kept of it. */
interface StrangerRecord {
  readonly at: number;
  readonly bytes: number;
}

const strangerRecordCodec: Codec<StrangerRecord> = record({ at: time, bytes: uint() });

/**
 * The changes that remember that a stranger has shown so many bytes more, and that forget those who did longest ago where that is too much; undefined where it is too much
 * of this one alone. Whoever is met again shows it again. Nothing is ever forgotten here of somebody from whom an act was accepted: see
 * {@link noStranger}.
 */
export async function keepingStranger(
  context: Context,
  kind: Shown,
  id: Hash,
  more: number,
): Promise<StorageChange[] | undefined> {
  const prefix = OFFLINE_KEYS.allStrangers(kind);
  const listed = await listRecords(context.vault, prefix, strangerRecordCodec);
  const isIt = ({ key }: { key: string }): boolean => toHex(readHashKey(key)) === toHex(id);
  const bytes = (listed.find(isIt)?.value.bytes ?? 0) + more;
  if (bytes > MAX_SHOWN_BYTES) return undefined;
  const others = listed.filter((one) => !isIt(one)).sort((a, b) => b.value.at - a.value.at);
  const changes: StorageChange[] = [];
  let [count, sum] = [1, bytes];
  for (const { key, value } of others) {
    count += 1;
    sum += value.bytes;
    if (count <= MAX_STRANGERS && sum <= MAX_SHOWN_BYTES) continue;
    changes.push({ key, value: null }, ...(await forgetting(context, kind, readHashKey(key))));
  }
  const shown = { at: await offlineNow(context), bytes };
  const key = OFFLINE_KEYS.stranger(kind, id);
  return [...changes, storing(key, strangerRecordCodec, shown)];
}

/** The changes for a writer and a hold of which an act is accepted: what was shown of them is kept from then on. */
export function noStranger(writer: Hash, hold: Hash): StorageChange[] {
  return [
    { key: OFFLINE_KEYS.stranger('half', writer), value: null },
    { key: OFFLINE_KEYS.stranger('hold', hold), value: null },
  ];
}

async function forgetting({ vault }: Context, kind: Shown, id: Hash): Promise<StorageChange[]> {
  const [all, ...others] =
    kind === 'half'
      ? [OFFLINE_KEYS.gotSteps(id), OFFLINE_KEYS.got(id)]
      : [OFFLINE_KEYS.seenOf(id), OFFLINE_KEYS.seenSums(id), OFFLINE_KEYS.fork(id)];
  const listed = await vault.list(all);
  return [...listed.map(([key]) => key), ...others].map((key) => ({ key, value: null }));
}
