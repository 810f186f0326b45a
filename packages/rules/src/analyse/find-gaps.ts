import type { Desk, Placed } from './desk.ts';
import { and, type Formula, linear, NO, or } from './formula.ts';
import { above, constant, plus, substitute, variable } from './linear/inequality.ts';
import type { Log } from './log.ts';
import type { Quantity } from './variables.ts';
import { noneObjects, someObjects, type Standing, type View } from './view.ts';

/** What rules have steps in. */
const STEPPED: readonly Quantity[] = [
  { kind: 'amount', currency: null },
  { kind: 'tier', of: 'sender' },
  { kind: 'tier', of: 'receiver' },
];

/**
 * A payment without objection of its module, between one that this rule objects to and one that
 * some rule of the module does: an amount that was forgotten between "less than" and "more than".
 */
export function findGaps(desk: Desk, placed: Placed, log: Log): void {
  const answer = desk.find(placed, false, (view, standing) =>
    or(STEPPED.map((quantity) => gapIn(view, standing, quantity))),
  );
  if (answer.kind === 'undecided') log.undecided('gap', placed, answer);
  if (answer.kind === 'found') log.add('gap', placed, { found: answer.found });
}

function gapIn(view: View, standing: Standing, quantity: Quantity): Formula {
  const number = view.variables.find(quantity);
  if (number === undefined) return NO;
  const module = view.rules.filter((one) => one.module === standing.module);
  const value = variable(number);
  const { low, high } = view.variables.range(number);
  return and([
    linear(above(value, constant(low))),
    linear(above(constant(high), value)),
    shifted(standing.objects, number, -1n),
    noneObjects(module),
    shifted(someObjects(module), number, 1n),
  ]);
}

/** What the formula says of a payment with `by` more of a quantity. */
function shifted(formula: Formula, number: number, by: bigint): Formula {
  switch (formula.kind) {
    case 'and':
    case 'or': {
      const of = formula.of.map((one) => shifted(one, number, by));
      return formula.kind === 'and' ? and(of) : or(of);
    }
    case 'linear': {
      const moved = plus(variable(number), by, constant(1n));
      return { kind: 'linear', inequality: substitute(formula.inequality, number, moved) };
    }
    case 'known':
    case 'flag':
    case 'purpose':
      return formula;
  }
}
