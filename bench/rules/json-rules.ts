import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { CAP, CROSSBORDER, MONTHLY, PAIRS, type Payment } from './rule-set.ts';

type Condition = readonly [fact: string, operator: string, value: unknown];

function all(...conditions: readonly Condition[]): TopLevelCondition {
  return { all: conditions.map(([fact, operator, value]) => ({ fact, operator, value })) };
}

export function jsonEngine(): Engine {
  const engine = new Engine();
  const rules = [
    all(['amount', 'greaterThan', CAP]),
    all(['tier', 'lessThan', 1], ['total', 'greaterThan', MONTHLY[0]]),
    all(['tier', 'lessThan', 2], ['total', 'greaterThan', MONTHLY[1]]),
    all(
      ['origin', 'notEqual', { fact: 'destination' }],
      ['amount', 'greaterThanInclusive', CROSSBORDER],
      ['tier', 'lessThan', 2],
    ),
    ...PAIRS.map(({ origin, destination }) =>
      all(['origin', 'equal', origin], ['destination', 'equal', destination]),
    ),
  ];
  for (const conditions of rules) engine.addRule({ conditions, event: { type: 'objection' } });
  return engine;
}

/** Whether nothing objects. */
export async function jsonAllows(engine: Engine, payment: Payment): Promise<boolean> {
  const { origin, destination, amount, tier, sent } = payment;
  const facts = { origin, destination, amount, tier, total: sent + amount };
  const { events } = await engine.run(facts);
  return events.length === 0;
}
