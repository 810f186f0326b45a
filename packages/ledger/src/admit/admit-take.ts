import type {
  Amount,
  Effects,
  Header,
  TakeOperation,
  Taking,
  TakingEffect,
} from '@tallystick/protocol';
import { type Refusal, refuse } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import type { HoldToTake } from '../state/holds.ts';
import type { LedgerState } from '../state/state.ts';
import type { Outcome } from './admitted.ts';
import { checkContents, contentsAfter } from './check-contents.ts';
import { checkTaking } from './check-taking.ts';
import type { DecodedTransition } from './decode-transition.ts';

/** Value from holds into a balance. `slot` is the device's or the treasury's. */
export function admitTake(
  state: LedgerState,
  transition: DecodedTransition,
  operation: TakeOperation,
  slot: number,
  header: Header,
): Outcome | Refusal {
  const { takings } = operation;
  const taker = state.devices.owner(slot);
  const balances: { currency: number; amount: Amount }[] = [];
  const effects: TakingEffect[] = [];
  const changes: Change[] = [];
  const closed = new Set<number>();
  for (let index = 0; index < takings.length; index += 1) {
    const taking = takings[index] as Taking;
    const hold = state.holds.findToTake(taking.hold);
    if (hold === undefined || closed.has(hold.place)) {
      return refuse('unknown-hold', { taking: index, hold: taking.hold.toHex() });
    }
    const refusal = checkTaking(hold, taking, index, taker, header);
    if (refusal !== undefined) return refusal;
    closed.add(hold.place);
    credit(state, slot, hold, balances);
    effects.push({ paidAfter: hold.cap, closed: true });
    changes.push({ kind: 'hold-closed', hold });
  }
  const contents = contentsAfter(state, slot, balances);
  const mismatch = checkContents(transition.state, contents);
  if (mismatch !== undefined) return mismatch;
  for (const { currency, amount } of balances) {
    changes.push({ kind: 'balance', slot, currency, amount });
  }
  const took: Effects = { kind: 'take', time: header.time, takings: effects };
  return { ok: true, effects: took, changes };
}

/** The whole rest of a hold goes to the balance: with the meter `all` there is nothing else. */
function credit(
  state: LedgerState,
  slot: number,
  hold: HoldToTake,
  balances: { currency: number; amount: Amount }[],
): void {
  const rest = hold.cap - hold.paid;
  const known = balances.find(({ currency }) => currency === hold.currency);
  if (known !== undefined) known.amount += rest;
  else {
    const before = state.devices.balance(slot, hold.currency);
    balances.push({ currency: hold.currency, amount: before + rest });
  }
}
