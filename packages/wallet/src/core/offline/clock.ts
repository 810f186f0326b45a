import { time } from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { type Context, findRecord, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import { OFFLINE_KEYS } from './records/keys.ts';

/** How long before its end a window is no longer trusted: time to reach the ledger, and for clocks that are wrong. */
export const MARGIN_MS: number = 6 * 3_600_000;

/** What time it is, in ms since 1970: never below the highest signed time that this wallet has seen, whoever showed it. */
export async function offlineNow(context: Context): Promise<number> {
  const floor = (await findRecord(context.vault, OFFLINE_KEYS.floor, time)) ?? 0;
  return Math.max(ledgerTime(context), context.ports.clock.now(), floor);
}

/** The change that remembers a signed time of the sovereign's that somebody else has shown. */
export async function raisingFloor(context: Context, signedAt: number): Promise<StorageChange[]> {
  const floor = (await findRecord(context.vault, OFFLINE_KEYS.floor, time)) ?? 0;
  return signedAt > floor ? [storing(OFFLINE_KEYS.floor, time, signedAt)] : [];
}
