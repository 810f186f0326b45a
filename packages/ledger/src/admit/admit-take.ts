import type { Amount, Effects, TakeOperation, Taking, TakingEffect } from '@tallystick/protocol';
import { notAcceptable, type Refusal, refuse } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import type { HoldToTake } from '../state/holds.ts';
import type { LedgerState } from '../state/state.ts';
import type { AdmitContext } from './admit.ts';
import type { Outcome } from './admitted.ts';
import { checkContents, contentsAfter } from './check-contents.ts';
import { checkTaking } from './check-taking.ts';
import type { DecodedTransition } from './decode-transition.ts';
import { checkProofCost } from './take/proof-jobs.ts';
import { checkTicks, sceneOf, takeAll } from './take/take-further.ts';

/** Value from holds into a balance. `slot` is the device's or the treasury's. */
export function admitTake(
  state: LedgerState,
  transition: DecodedTransition,
  operation: TakeOperation,
  slot: number,
  context: AdmitContext,
): Outcome | Refusal {
  const { takings } = operation;
  const { header } = context;
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
    if (hold.marks !== 0) return takeFurther(state, transition, operation, slot, context);
    const refusal = checkTaking(hold, taking, index, taker, { state, header });
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

/** Where one of the holds is more than a plain payment, all takings go this way. */
function takeFurther(
  state: LedgerState,
  transition: DecodedTransition,
  operation: TakeOperation,
  slot: number,
  context: AdmitContext,
): Outcome | Refusal {
  const costly = checkProofCost(transition);
  if (costly !== undefined) return costly;
  const scene = sceneOf(state, transition, state.devices.owner(slot), context);
  const taken = takeAll(scene, operation);
  if (!taken.ok) return taken;
  const balances = [...taken.credits].map(([currency, amount]) => ({
    currency,
    amount: state.devices.balance(slot, currency) + amount,
  }));
  const mismatch = checkContents(transition.state, contentsAfter(state, slot, balances));
  if (mismatch !== undefined) return mismatch;
  if (!scene.jobs.every(context.verifyInside)) return notAcceptable('wrong-signature');
  const untrue = checkTicks(scene);
  if (untrue !== undefined) return untrue;
  const changes = scene.holds.changes();
  for (const { currency, amount } of balances) {
    changes.push({ kind: 'balance', slot, currency, amount });
  }
  const effects: Effects = { kind: 'take', time: context.header.time, takings: taken.effects };
  return { ok: true, effects, changes };
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
