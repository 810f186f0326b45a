import { decimalsOf, smallestUnits } from '../compile/money.ts';
import type { OwnCurrency } from '../compile/source.ts';
import { printConstant } from '../print/print-term.ts';
import type { Constant, Parameter } from '../tree/index.ts';
import { checkMoney, type Checking, tell } from './checking.ts';

export function checkParameter(checking: Checking, parameter: Parameter): void {
  const { value, low, high } = parameter;
  const declared = value.kind === 'fixed' ? value.value : value.times;
  for (const one of [low, high, declared]) if (one?.kind === 'money') checkMoney(checking, one);
  if (!isSame(low, high) || (declared !== null && !isSame(low, declared))) {
    const message = `${parameter.name} and its bounds have to be of one kind: ${kindOf(low)}.`;
    tell(checking, 'types', parameter, message);
    return;
  }
  if (value.kind === 'follows' && value.times === null && low.kind === 'money') {
    const message = 'An indicator is a figure: say how much money each unit of it is.';
    const one = printConstant({ ...low, units: 10n ** BigInt(low.decimals) });
    tell(checking, 'types', value, message, `follows indicator ${value.indicator} times ${one}`);
    return;
  }
  const { currencies } = checking.surroundings;
  if (unitsOf(currencies, low) > unitsOf(currencies, high)) {
    const swapped = `between ${printConstant(high)} and ${printConstant(low)}`;
    tell(checking, 'bounds', [parameter, 'between'], 'The lower bound comes first.', swapped);
  } else if (value.kind === 'fixed' && !isWithin(currencies, parameter, value.value)) {
    const message = `${printConstant(value.value)} is not within its own bounds: change it, or what stands behind "between".`;
    tell(checking, 'bounds', value, message);
  }
}

/** Whether a value is of the parameter's kind, and between its bounds. */
export function isWithin(
  currencies: readonly OwnCurrency[],
  { low, high }: Parameter,
  value: Constant,
): boolean {
  if (!isSame(low, value)) return false;
  const units = unitsOf(currencies, value);
  return unitsOf(currencies, low) <= units && units <= unitsOf(currencies, high);
}

function unitsOf(currencies: readonly OwnCurrency[], constant: Constant): bigint {
  if (constant.kind === 'figure') return constant.value;
  const decimals = decimalsOf(currencies, constant.currency) ?? 0;
  return smallestUnits(constant, Math.max(decimals, constant.decimals));
}

function isSame(a: Constant, b: Constant): boolean {
  return kindOf(a) === kindOf(b);
}

/** What a comparison's two sides have to share. */
function kindOf(constant: Constant): string {
  return constant.kind === 'money' ? `money in ${constant.currency}` : 'a figure';
}
