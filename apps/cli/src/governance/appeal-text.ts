import {
  type Exemption,
  type Hash,
  currencyId,
  equalBytes,
  encodeAddress,
  formatAmount,
} from '@tallystick/protocol';
import type { OwnCurrency } from '@tallystick/rules';
import { timeText } from '@tallystick/wallet';
import type { ReadCase } from './appeal-case.ts';

const DAY_MS = 86_400_000;
/** For so long a decision can be appealed from (docs/people/rules.md). */
const APPEAL_DAYS = 30;

/** What an office reads before it answers. `shown`: the currencies that the sovereign shows. */
export function caseLines(read: ReadCase, shown: readonly OwnCurrency[]): string[] {
  const { decision, facts, reason, status } = read;
  const { outcome, rule, requirements, clauses } = decision;
  const isLate = status.at > decision.time + APPEAL_DAYS * DAY_MS;
  return [
    `Decision: ${outcome}${rule === null ? '' : ` by ${rule}`}, on ${timeText(decision.time)}`,
    `Appealed: on ${timeText(status.at)}${isLate ? `: out of time, more than ${APPEAL_DAYS} days after the decision` : ''}`,
    ...clauses.map(
      ({ title, module, version }) => `  “${title}”, module ${module} version ${version}`,
    ),
    ...requirements.map((one) => `  it asked for: ${one}`),
    `Facts: ${amountText(read, shown, facts)}, from ${facts.sender.country}, tier ${facts.sender.tier}`,
    `Reason: ${reason}`,
  ];
}

/** What signing an exception permits, in words. */
export function exemptionText(
  read: ReadCase,
  shown: readonly OwnCurrency[],
  terms: Exemption,
): string {
  const { payee, rule, until } = terms;
  return (
    `The exception: one payment of up to ${amountText(read, shown, terms)} to ${encodeAddress(payee)}, ` +
    `not stopped by ${rule}, until ${timeText(until)}.`
  );
}

interface Sum {
  readonly currency: Hash;
  readonly amount: bigint;
}

/** The constitution says it of its own currencies; of those that came later it is the sovereign's word. */
function amountText(
  { sovereign, constitution }: Pick<ReadCase, 'sovereign' | 'constitution'>,
  shown: readonly OwnCurrency[],
  { currency, amount }: Sum,
): string {
  const founded = constitution.currencies.map(({ code, decimals }) => ({
    code,
    decimals,
    id: currencyId(sovereign, code),
  }));
  const found = [...founded, ...shown].find(({ id }) => equalBytes(id, currency));
  if (found === undefined) return `${amount} smallest units of a currency that is not shown`;
  return `${formatAmount(amount, found.decimals)} ${found.code}`;
}
