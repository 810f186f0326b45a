import { type SettingText, formatAmount, parseAmount } from '@tallystick/protocol';
import { canBeSet, decimalsOf, ownerOfSetting, parseConstant } from '@tallystick/rules';
import type { Standing } from './draft-change.ts';
import { type Drafted, drafted, failed } from './drafted.ts';
import type { ChangeDraft, ConstantStated } from './messages.ts';
import { parametersAt } from './parameters.ts';

type Typed = Extract<ChangeDraft, { matter: 'settings' }>['set'];
type Named = Pick<SettingText, 'module' | 'parameter'>;

const COUNT = /^\d{1,18}$/;

/** What the version says, without what has ended with the rules that it was set in: said again, it would count in others. */
export function settingsInForce({
  voted,
  source,
  time,
}: Pick<Standing, 'voted' | 'source' | 'time'>): readonly SettingText[] {
  const { modules, settings } = source;
  return voted.settings.filter((said) => {
    const owner = ownerOfSetting(modules, { module: said.module, from: time });
    const isOwn = (from: number): boolean =>
      from <= time && ownerOfSetting(modules, { module: said.module, from }) === owner;
    return owner !== undefined && settings.some((one) => isSame(one, said) && isOwn(one.from));
  });
}

/** All settings, with those that somebody wants set or given back to what the rules themselves say. */
export function settingsWith(typed: Typed, standing: Standing): Drafted<readonly SettingText[]> {
  const { source, time } = standing;
  const parameters = parametersAt(source, time);
  let settings = settingsInForce(standing);
  for (const { module, parameter, value } of typed) {
    const named = { module, parameter };
    const declared = parameters.find((one) => isSame(one, named));
    if (declared === undefined) return failed('gone');
    const others = settings.filter((one) => !isSame(one, named));
    if (value === null) {
      settings = others;
      continue;
    }
    const text = textOf(value, declared.low, source.currencies);
    const constant = text === undefined ? undefined : parseConstant(text);
    if (text === undefined || constant === undefined) return failed('value');
    if (!canBeSet(source, { ...named, value: constant, from: time })) return failed('bounds');
    const at = settings.findIndex((one) => isSame(one, named));
    const set = { ...named, value: text };
    settings = at < 0 ? [...settings, set] : settings.map((one, of) => (of === at ? set : one));
  }
  return drafted(settings);
}

function isSame(a: Named, b: Named): boolean {
  return a.module === b.module && a.parameter === b.parameter;
}

/** As the rule language writes it; undefined where it is no amount of that currency, or no figure. */
function textOf(
  typed: string,
  kind: ConstantStated,
  currencies: Standing['source']['currencies'],
): string | undefined {
  const text = typed.trim();
  if (kind.kind === 'figure') return COUNT.test(text) ? String(BigInt(text)) : undefined;
  const { currency } = kind;
  const decimals = decimalsOf(currencies, currency);
  if (decimals === undefined) return undefined;
  const amount = parseAmount(text.replace(',', '.'), decimals);
  return typeof amount === 'bigint' ? `${formatAmount(amount, decimals)} ${currency}` : undefined;
}
