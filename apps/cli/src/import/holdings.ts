import { parseAmount } from '@tallystick/protocol';
import type { Wallet } from '@tallystick/wallet';
import { valueOf } from '../failure.ts';
import type { Currencies } from './check-row.ts';
import { patiently } from './patience.ts';

/** What a wallet can spend, in smallest units by currency. */
export async function spendable(
  wallet: Wallet,
  currencies: Currencies,
): Promise<ReadonlyMap<string, bigint>> {
  const { balances } = valueOf(await wallet.balances());
  const has = new Map<string, bigint>();
  for (const [code, text] of Object.entries(balances)) {
    const amount = parseAmount(text, currencies.get(code) ?? 0);
    if (typeof amount === 'bigint') has.set(code, amount);
  }
  return has;
}

/** The most holds of one transition; a call that took fewer has left none (protocol.md section 4). */
const FULL = 256;

/** Takes everything that is due; one call of the wallet's has a bound. */
export async function collectAll(wallet: Wallet): Promise<void> {
  for (;;) {
    const { holds } = valueOf(await patiently(() => wallet.collect()));
    if (holds < FULL) return;
  }
}
