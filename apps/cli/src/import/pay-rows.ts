import { formatAmount } from '@tallystick/protocol';
import type { Failure, PayRequest, Payment, Wallet } from '@tallystick/wallet';
import { toStop } from '../failure.ts';
import { unreachable } from '../stop.ts';
import type { Currencies } from './check-row.ts';
import { collectAll, spendable } from './holdings.ts';
import { patiently } from './patience.ts';
import type { RowPayment } from './row.ts';

/** What became of a row that was sent. */
export type RowOutcome =
  | { readonly state: 'paid'; readonly transition: string }
  | { readonly state: 'refused'; readonly code: string; readonly message: string };

export type RowOutcomes = ReadonlyMap<number, RowOutcome>;

/**
 * Pays rows of one payer in one transition, in their order. Where the sovereign refuses it, the halves are tried on their own,
 * down to the row that is to blame. Asking again is safe: each row has its reference.
 */
export async function payRows(
  wallet: Wallet,
  rows: readonly RowPayment[],
  references: readonly string[],
  currencies: Currencies,
): Promise<RowOutcomes> {
  await collectFor(wallet, rows, currencies);
  const requests = rows.map(({ payee, amount, currency }, at): PayRequest => {
    const text = formatAmount(amount, currencies.get(currency) ?? 0);
    return { to: `@${payee}`, amount: text, currency, reference: references[at] ?? '' };
  });
  const answer = await untilKnown(wallet, requests);
  if ('ids' in answer) {
    return new Map(
      rows.map(({ line }, at) => [line, { state: 'paid', transition: answer.ids[at] ?? '' }]),
    );
  }
  const { code, message } = answer;
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) {
    return new Map([[only.line, { state: 'refused', code, message }]]);
  }
  const middle = rows.length >> 1;
  const outcomes = new Map<number, RowOutcome>();
  for (const [from, to] of [
    [0, middle],
    [middle, rows.length],
  ]) {
    const half = rows.slice(from, to);
    const settled = await payRows(wallet, half, references.slice(from, to), currencies);
    for (const [line, outcome] of settled) outcomes.set(line, outcome);
  }
  return outcomes;
}

/** Repeats until the sovereign has said yes or no; ends the command when it stays silent for too long. */
async function untilKnown(
  wallet: Wallet,
  requests: readonly PayRequest[],
): Promise<{ ids: readonly string[] } | Failure> {
  const isFinal = ({ status }: Payment): boolean => status === 'final';
  const outcome = await patiently(
    () => wallet.payMany(requests),
    (payments) => payments.every(isFinal),
  );
  if (!outcome.ok) {
    const { failure } = outcome;
    if (failure.kind === 'refused' || failure.kind === 'usage') return failure;
    throw toStop(failure);
  }
  if (!outcome.value.every(isFinal)) throw unreachable('The sovereign does not answer.');
  return { ids: outcome.value.map(({ id }) => id) };
}

/** Takes what is due where what was taken before does not suffice. */
async function collectFor(
  wallet: Wallet,
  rows: readonly RowPayment[],
  currencies: Currencies,
): Promise<void> {
  const needed = new Map<string, bigint>();
  for (const { currency, amount } of rows) {
    needed.set(currency, (needed.get(currency) ?? 0n) + amount);
  }
  const has = await spendable(wallet, currencies);
  const short = [...needed].some(([currency, amount]) => (has.get(currency) ?? 0n) < amount);
  if (short) await collectAll(wallet);
}
