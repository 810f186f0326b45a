import {
  type BurnOperation,
  type Effects,
  type Hash,
  type Header,
  isAmount,
  type MintOperation,
} from '@tallystick/protocol';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import { findCurrency, type Totals } from '../state/currencies.ts';
import type { LedgerState } from '../state/state.ts';
import type { Outcome } from './admitted.ts';
import { checkContents, contentsAfter } from './check-contents.ts';
import type { DecodedTransition } from './decode-transition.ts';

/** Mint and burn: a treasury's m of n change the supply of its own currency, on its own balance. */
export function admitIssue(
  state: LedgerState,
  transition: DecodedTransition,
  operation: MintOperation | BurnOperation,
  slot: number,
  header: Header,
): Outcome | Refusal {
  const { kind, amount } = operation;
  const currency = findCurrency(state.currencies, operation.currency);
  if (currency < 0 || state.devices.owner(slot) !== -1 - currency) {
    return refuse('wrong-treasury', { currency: operation.currency.toHex() });
  }
  const totals = state.currencies.totals[currency] as Totals;
  const before = state.devices.balance(slot, currency);
  if (kind === 'burn' && before < amount) return insufficient(operation.currency, before, amount);
  const minted = totals.minted + (kind === 'mint' ? amount : 0n);
  const burned = totals.burned + (kind === 'burn' ? amount : 0n);
  if (!isAmount(minted)) {
    const data = { currency: operation.currency.toHex(), minted: totals.minted.toString() };
    return refuse('supply-limit', data);
  }
  const balance = { currency, amount: kind === 'mint' ? before + amount : before - amount };
  const refusal = checkContents(transition.state, contentsAfter(state, slot, [balance]));
  if (refusal !== undefined) return refusal;
  const changes: Change[] = [
    { kind: 'balance', slot, ...balance },
    { kind: 'supply', currency, time: header.time, minted, burned },
  ];
  const effects: Effects = { kind, time: header.time, minted, burned };
  return { ok: true, effects, changes };
}

function insufficient(currency: Hash, balance: bigint, needed: bigint): Refusal {
  return refuse('insufficient-balance', {
    currency: currency.toHex(),
    balance: balance.toString(),
    needed: needed.toString(),
  });
}
