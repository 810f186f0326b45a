import type { Hash } from '../crypto/index.ts';
import { type Codec, amount, record, refine, u64 } from '../encoding/index.ts';
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

/** The contents root of a tab's chain: the total spent. */
export function holdContents(spent: Amount): Hash {
  return spent === 0n ? ZERO_HASH : contentsRoot([[ZERO_HASH, amountValue(spent)]]);
}

/** What one cheque gives, and all that its chain has given by then: what the contents of its state open to. */
export interface ChequeSum {
  readonly amount: Amount;
  readonly total: Amount;
}

/** A cheque gives something, and its total counts it. */
export const chequeSumCodec: Codec<ChequeSum> = refine(record({ amount, total: amount }), (sum) =>
  sum.amount > 0n && sum.amount <= sum.total ? undefined : 'no sum of a cheque',
);

/**
 * The contents root of an allowance's chain after a cheque (protocol.md, section 3): the total spent, and what of it the cheque
 * gives. Only cheques have the second, so what is proven by it is never said of a tab, where a void takes something back.
 */
export function chequeContents(sum: ChequeSum): Hash {
  return contentsRoot([
    [ZERO_HASH, amountValue(sum.total)],
    [CHEQUE_KEY, amountValue(sum.amount)],
  ]);
}

/** protocol.md, section 3: 31 zero bytes and a one. */
const CHEQUE_KEY: Uint8Array = new Uint8Array(32).fill(1, 31);

/** 24 zero bytes ‖ u64. */
function amountValue(value: Amount): Uint8Array {
  const out = new Uint8Array(32);
  out.set(u64(value), 24);
  return out;
}
