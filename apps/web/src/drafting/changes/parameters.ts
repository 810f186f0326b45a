import { formatAmount } from '@tallystick/protocol';
import {
  type Constant,
  type Parameter,
  type RulebookSource,
  nameOf,
  ownerOfSetting,
  parametersOf,
} from '@tallystick/rules';
import type { ConstantStated, ParameterStated } from './messages.ts';

type Settable = Parameter & { readonly value: { readonly kind: 'fixed' } };

/** The parameters of the rules in force at a time that can be set: one that follows an indicator cannot. */
export function parametersAt(
  { modules }: Pick<RulebookSource, 'modules'>,
  time: number,
): readonly ParameterStated[] {
  const names = [...new Set(modules.map(({ owner }) => nameOf(owner)))];
  return names.flatMap((module) => {
    const inForce = ownerOfSetting(modules, { module, from: time });
    return (inForce === undefined ? [] : parametersOf(inForce))
      .filter(isSettable)
      .map(({ name, title, value, low, high }) => ({
        module,
        parameter: name,
        title,
        value: constantStated(value.value),
        low: constantStated(low),
        high: constantStated(high),
      }));
  });
}

export function constantStated(constant: Constant): ConstantStated {
  if (constant.kind === 'figure') return { kind: 'figure', value: String(constant.value) };
  const { units, decimals, currency } = constant;
  return { kind: 'money', decimal: formatAmount(units, decimals), currency };
}

function isSettable(parameter: Parameter): parameter is Settable {
  return parameter.value.kind === 'fixed';
}
