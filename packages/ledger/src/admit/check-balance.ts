import { type Amount, type Hash, MAX_AMOUNT } from '@tallystick/protocol';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import { findCurrency } from '../state/currencies.ts';
import type { Balance } from '../state/devices.ts';
import type { LedgerState } from '../state/state.ts';

/** What a put takes of one currency, and the balance that it leaves. */
export interface Debit extends Balance {
  readonly sent: Amount;
  /** In so many holds and raises. */
  readonly payments: number;
}

/** One debit for each currency of a put. */
export interface Debited {
  readonly ok: true;
  readonly balances: readonly Debit[];
}

/** Value that a put sets aside. */
interface SetAside {
  readonly currency: Hash;
  readonly cap: Amount;
}

/** Every hold's currency is known, and the balances cover all holds of a put together. */
export function checkBalance(
  state: LedgerState,
  slot: number,
  holds: readonly SetAside[],
): Debited | Refusal {
  let balances: { -readonly [K in keyof Debit]: Debit[K] }[] = [];
  for (let index = 0; index < holds.length; index += 1) {
    const hold = holds[index] as SetAside;
    const currency = findCurrency(state.currencies, hold.currency);
    if (currency < 0) return refuse('unknown-currency', { currency: hold.currency.toHex() });
    let left = balances.find((balance) => balance.currency === currency);
    if (left === undefined) {
      left = { currency, amount: state.devices.balance(slot, currency), sent: 0n, payments: 0 };
      balances = [...balances, left];
    }
    if (hold.cap > left.amount) return insufficient(state, slot, hold.currency, holds);
    left.amount -= hold.cap;
    left.sent += hold.cap;
    left.payments += 1;
  }
  return { ok: true, balances };
}

function insufficient(
  state: LedgerState,
  slot: number,
  currency: Hash,
  holds: readonly SetAside[],
): Refusal {
  const code = currency.toHex();
  let needed = 0n;
  for (const hold of holds) if (hold.currency.toHex() === code) needed += hold.cap;
  const balance = state.devices.balance(slot, findCurrency(state.currencies, currency));
  assertInsufficient(balance, needed);
  return refuse('insufficient-balance', {
    currency: code,
    balance: balance.toString(),
    needed: needed.toString(),
  });
}

function assertInsufficient(balance: Amount, needed: Amount): void {
  if (balance < needed && balance <= MAX_AMOUNT) return;
  throw new Error(`a balance of ${balance} was found too small for ${needed}`);
}
