import type { Accepted } from '@tallystick/protocol';
import { type Facts, unknownFacts } from '@tallystick/rules';
import type { Context } from '../context.ts';
import { offlineNow } from './clock.ts';

/**
 * What the rulebook that this wallet carries has against its being paid by an act; undefined where it carries none, or has no
 * objection. The evidence of a hold shows no tier of its owner and nothing of what it has sent: the least favourable tier is
 * taken, and a rule that asks for a sum is one that a fact is missing for, so it holds.
 */
export async function rulesFault(
  context: Context,
  { hold, value }: Accepted,
  country: string,
): Promise<'rulebook' | undefined> {
  const { rulebook } = context.ports;
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
  return rulebook.decide(facts).outcome === 'no-objection' ? undefined : 'rulebook';
}
