import {
  type Amount,
  type Hash,
  MAX_AMOUNT,
  type Guarantee,
  addAmounts,
  equalBytes,
} from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { coversOf } from './evidence.ts';
import type { Backing } from './offline-types.ts';
import type { OpenOwnHold } from './own-hold.ts';
import type { GotActRecord, HeldRecord } from './records/payee-records.ts';
import { amountText } from './views.ts';

/** What pays the cheques of an allowance, in the order in which it does. */
interface Sums {
  readonly cap: Amount;
  readonly collateral: Amount;
  readonly cover: Amount;
}

/**
 * What N isolated payees can lose in all, max(0, (N − 1) × cap − collateral − cover) (DESIGN section 2): each was given cheques up
 * to the cap by another copy of the payer's wallet. 2^63 − 1 where it is more.
 */
function lossOf({ cap, collateral, cover }: Sums, payees: bigint): Amount {
  const loss = (payees - 1n) * cap - collateral - cover;
  return loss < 0n ? 0n : loss > MAX_AMOUNT ? MAX_AMOUNT : loss;
}

/** What was shown of an allowance of somebody's. */
export function heldBacking(context: Context, { cap, guarantees, terms }: HeldRecord): Backing {
  const collateral = sumOf(guarantees.filter(({ isCover }) => !isCover));
  const cover = sumOf(guarantees.filter(({ isCover }) => isCover));
  return backingView(context, terms.currency, { cap, collateral, cover });
}

/** The same of an own allowance, as far as it is on the ledger. */
export async function ownBacking(context: Context, open: OpenOwnHold): Promise<Backing> {
  const { cap, guarantee, own } = open;
  const collateral = guarantee === null ? 0n : (own.guarantee?.amount ?? 0n);
  const cover = await coverFor(context, open.hold);
  return backingView(context, own.terms.currency, { cap, collateral, cover });
}

/** What others have set aside for payees of an own allowance. */
export async function coverFor(context: Context, allowance: Hash): Promise<Amount> {
  const covers = await coversOf(context, allowance);
  return sumOf(covers.map(({ cover }) => ({ cap: cover.amount })));
}

function sumOf(guarantees: readonly Pick<Guarantee, 'cap'>[]): Amount {
  return guarantees.reduce((sum, { cap }) => addAmounts(sum, cap) ?? MAX_AMOUNT, 0n);
}

function backingView(context: Context, currency: Hash, sums: Sums): Backing {
  const text = (amount: Amount): string => amountText(context, currency, amount).amount;
  const loss = (payees: bigint): string => text(lossOf(sums, payees));
  return {
    cap: text(sums.cap),
    collateral: text(sums.collateral),
    cover: text(sums.cover),
    lossOf: { 2: loss(2n), 3: loss(3n), 4: loss(4n) },
  };
}

/**
 * What a deposited cheque is short of, where the ledger has said that nothing is left to pay it: not in its allowance, and not in
 * collateral or cover as far as they were shown; 0 as long as that is not known.
 */
export function uncoveredOf(
  { entitlements, isRegistered, paid, value }: GotActRecord,
  allowance: Hash,
  { guarantees }: HeldRecord,
): Amount {
  const sources = [allowance, ...guarantees.map(({ hold }) => hold)];
  const isEmpty = (source: Hash): boolean =>
    entitlements.some(({ hold, amount }) => amount === 0n && equalBytes(hold, source));
  return isRegistered && sources.every(isEmpty) ? value - paid : 0n;
}
