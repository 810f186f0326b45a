import {
  type Amount,
  deviceContents,
  equalBytes,
  type Hash,
  hash,
  type State,
  ZERO_HASH,
} from '@tallystick/protocol';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { Balance } from '../state/devices.ts';
import type { LedgerState } from '../state/state.ts';

/** The state's contents are the root of what the operation leaves. */
export function checkContents(next: State, expected: Hash): Refusal | undefined {
  if (equalBytes(next.contents, expected)) return undefined;
  return refuse('contents-mismatch', { expected: expected.toHex() });
}

/** The contents of a device's or a treasury's chain once `changed` balances are set. */
export function contentsAfter(state: LedgerState, slot: number, changed: readonly Balance[]): Hash {
  const [only] = changed;
  const held = state.devices.held(slot);
  const before = only === undefined ? 0n : state.devices.balance(slot, only.currency);
  if (only !== undefined && changed.length === 1 && held === (before > 0n ? 1 : 0)) {
    return singleContents(state.currencies.ids[only.currency] as Hash, only.amount);
  }
  const balances = new Map<number, Amount>();
  for (const { currency, amount } of state.devices.balances(slot)) balances.set(currency, amount);
  for (const { currency, amount } of changed) balances.set(currency, amount);
  const entries = [...balances].map(
    ([currency, amount]) => [state.currencies.ids[currency] as Hash, amount] as const,
  );
  return deviceContents(entries);
}

/** One buffer for currency ‖ 24 zero bytes ‖ u64: hashing is synchronous and keeps nothing. */
const leaf = new Uint8Array(64);
const leafView = new DataView(leaf.buffer);
const AMOUNT_AT = 56;

/** Nearly every chain holds one currency, and then its contents are one leaf. */
function singleContents(currency: Hash, amount: Amount): Hash {
  if (amount === 0n) return ZERO_HASH;
  leaf.set(currency);
  leafView.setBigUint64(AMOUNT_AT, amount);
  return hash('leaf', leaf);
}
