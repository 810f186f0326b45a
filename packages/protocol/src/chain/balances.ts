import type { Hash } from '../crypto/index.ts';
import { u64 } from '../encoding/index.ts';
import type { Amount } from '../money/index.ts';
import { type ContentsEntry, contentsRoot } from './contents.ts';
import { ZERO_HASH } from './state.ts';

/** The balances of a device's or a treasury's chain, each currency once; zero balances may be given and are left out. */
export type Balances = Iterable<readonly [currency: Hash, balance: Amount]>;

/** The contents of a device's or a treasury's chain (protocol.md, section 3). */
export function balanceEntries(balances: Balances): ContentsEntry[] {
  const entries: ContentsEntry[] = [];
  for (const [currency, balance] of balances) {
    if (balance !== 0n) entries.push([currency, amountValue(balance)]);
  }
  return entries;
}

/** The contents root of a device's or a treasury's chain. */
export function deviceContents(balances: Balances): Hash {
  return contentsRoot(balanceEntries(balances));
}

/** The contents root of a hold's chain: the total spent. */
export function holdContents(spent: Amount): Hash {
  return spent === 0n ? ZERO_HASH : contentsRoot([[ZERO_HASH, amountValue(spent)]]);
}

/** 24 zero bytes ‖ u64. */
function amountValue(value: Amount): Uint8Array {
  const out = new Uint8Array(32);
  out.set(u64(value), 24);
  return out;
}
