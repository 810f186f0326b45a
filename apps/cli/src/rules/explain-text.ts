import type { DecisionView, Explained, ReplayVerdict, UnknownFact } from '@tallystick/wallet';
import { partyText } from '../wallet/party-text.ts';
import { clauseText, conditionText } from './may-text.ts';
import { dateText } from './rule-files.ts';

/** How many digits of an id a person is shown: no two decisions of one wallet begin alike. */
const SHOWN_DIGITS = 12;

/** One line for each decision of which this wallet has a receipt. */
export function decisionsText(decisions: readonly DecisionView[]): string {
  if (decisions.length === 0) {
    return 'No payment of this wallet was refused or held with a receipt.';
  }
  return decisions
    .map((one) => `${one.decision.slice(0, SHOWN_DIGITS)}  ${headOf(one)}`)
    .join('\n');
}

/** A decision in words: what, why, since when, what would help, and whether it holds. */
export function explainedText(explained: Explained): string {
  const { clauses, conditions, requirements, decision, rulebook } = explained;
  const lines = [headOf(explained), whyOf(explained), ...clauses.map(clauseText)];
  if (requirements.length > 0) lines.push(`It asks for: ${requirements.join(', ')}.`);
  if (conditions.length > 0) {
    lines.push('No public rule would object, if', ...conditions.map(conditionText));
  }
  lines.push(REPLAYS[explained.replay]);
  if (explained.missing.length > 0) {
    lines.push(`Not known: ${explained.missing.map((one) => UNKNOWN[one]).join('; ')}.`);
  }
  if (!explained.proven && explained.replay !== 'no-rulebook') lines.push(UNPROVEN);
  lines.push(`Rulebook ${rulebook}`, `Decision ${decision}`);
  return lines.filter((line) => line !== '').join('\n');
}

const UNPROVEN =
  'The log was not asked whether this rulebook was decided, or does not show it: it is what the sovereign says.';

const VERBS = { 'no-objection': 'Admitted', hold: 'Held', refuse: 'Refused' } as const;

function headOf({
  outcome,
  rule,
  amount = '?',
  currency = '',
  to,
  time,
  index,
}: DecisionView): string {
  const by = rule === null ? '' : ` by ${rule}`;
  const payee = to === undefined ? '' : ` to ${partyText({ address: to })}`;
  const place = index === null ? '' : `, entry ${index} of the log`;
  return `${VERBS[outcome]}${by} on ${dateText(time)}: ${`${amount} ${currency}`.trim()}${payee}${place}.`;
}

function whyOf({ outcome, rule }: DecisionView): string {
  if (outcome === 'no-objection') return 'No rule objected.';
  if (rule === 'missing-fact') return 'A fact that a rule asks for was not known: that is no yes.';
  if (rule !== null) return '';
  return (
    'Nobody tells why: a rule or list that is confidential, one of the holds that are drawn by lot so that such a hold tells little, ' +
    'or a fault. Another day it may pass.'
  );
}

const REPLAYS: Readonly<Record<ReplayVerdict, string>> = {
  same: 'Done again here, by that rulebook and about the same facts: the same answer.',
  differs: 'Done again here, by that rulebook and about the same facts: ANOTHER ANSWER.',
  unexplained:
    'Done again here, no public rule objects. What holds it is not told, so this part cannot be checked.',
  'no-facts':
    'It cannot be done again here: this wallet does not have all the facts that were decided about.',
  'no-rulebook':
    'It cannot be done again here: the sovereign does not show that rulebook, and this wallet has no copy of it.',
};

const UNKNOWN: Readonly<Record<UnknownFact, string>> = {
  windows: 'what other devices of this identity had put before',
  payees: 'since when payees were remembered, which are counted',
  first: 'since when payees were remembered, who may be paid for the first time',
  waited: 'when it had been announced',
  rates: 'which rates had been published',
  indicators: 'which indicators had been published',
  records: 'country records and exemptions as they were then',
};
