import type { Accepted } from '@tallystick/protocol';
import { type Facts, MISSING_FACT, unknownFacts } from '@tallystick/rules';
import type { Context } from '../context.ts';
import { carriedRulebook } from '../rulebook/carried-rulebook.ts';
import { offlineNow } from './clock.ts';

/**
 * What the rulebook that this wallet carries has against its being paid by an act, at the legal time as far as it is known here;
 * undefined where it carries none, or has no objection. The evidence of a hold shows no tier of its owner, and so the least
 * favourable one is taken. What only the ledger knows (sums, counts, who is on a list) it has decided about when the hold was put:
 * that a fact is missing here is no objection of this side. One that a rule makes is.
 */
export async function rulesFault(
  context: Context,
  { hold, value }: Accepted,
  country: string,
): Promise<'rulebook' | undefined> {
  const rulebook = context.ports.rulebook ?? (await carriedRulebook(context));
  if (rulebook === undefined) return undefined;
  const record = context.identity?.view.records.find((one) => one.country === country);
  const facts: Facts = {
    ...unknownFacts(rulebook.needs, 1),
    currency: hold.terms.currency,
    amount: value,
    sender: { country: hold.country, tier: 0 },
    receivers: [{ kind: 'party', country, tier: record?.tier ?? 0, first: null }],
    online: false,
    time: await offlineNow(context),
    sent: rulebook.needs.sent.map((hours) => ({ hours, amount: null })),
  };
  const { outcome, rule } = rulebook.decide(facts);
  return outcome === 'no-objection' || rule === MISSING_FACT ? undefined : 'rulebook';
}
