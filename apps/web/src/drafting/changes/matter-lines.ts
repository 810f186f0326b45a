import {
  type ConstantStated,
  type ContentStated,
  type NamedKnown,
  ROLES_OF_COSIGNERS,
  ROLES_OF_SUITES,
  type SettingStated,
} from './messages.ts';
import { type Language, type StatedLine, lineOf } from './stated-line.ts';

type Of<K extends ContentStated['kind']> = Extract<ContentStated, { readonly kind: K }>;

/** All that a content says of settings, suites, cosigners, peers and vendors. */
export function linesOfMatter(
  stated: Of<'settings' | 'suites' | 'cosigners' | 'peers' | 'vendors'>,
  language: Language,
): readonly StatedLine[] {
  const { words, number, list } = language;
  const say = words.changes;
  switch (stated.kind) {
    case 'settings':
      return settingLines(stated, language);
    case 'suites':
      return ROLES_OF_SUITES.map((role) => {
        const names = [...stated[role]].sort((a, b) => a - b).map((suite) => say.suite(suite));
        return lineOf('suites', say.suitesOf[role], list(names), names, names);
      });
    case 'cosigners':
      return ROLES_OF_COSIGNERS.flatMap((role) =>
        stated[role].map((one) => namedLine(role, one, say.cosigns[role])),
      );
    case 'peers':
      return stated.peers.map((one) => namedLine('peers', one, say.peer));
    case 'vendors':
      return stated.vendors.map((one) =>
        lineOf('vendors', one.name, say.roots(number(one.roots.length)), one, one.roots),
      );
  }
}

function namedLine(
  group: 'witnesses' | 'validators' | 'peers',
  one: NamedKnown,
  text: string,
): StatedLine {
  return lineOf(group, one.name, text, one, [one.id]);
}

/** Every parameter of the rules in force, set or not; and what is set of which these know nothing. */
function settingLines(
  { settings, parameters }: Of<'settings'>,
  language: Language,
): readonly StatedLine[] {
  const { changes: say } = language.words;
  const value = (constant: ConstantStated): string => constantText(constant, language);
  const isSame = (a: Omit<SettingStated, 'value'>, b: Omit<SettingStated, 'value'>): boolean =>
    a.module === b.module && a.parameter === b.parameter;
  const known = (parameters ?? []).map((declared) => {
    const { module, parameter, title, low, high } = declared;
    const set = settings.find((one) => isSame(one, declared));
    const own = value(declared.value);
    const said = set === undefined ? say.unset(own) : say.set(value(set.value), own);
    const text = `${said} ${say.bounds(value(low), value(high))}`;
    const name = say.parameter(title, module, parameter);
    return lineOf('settings', name, text, set?.value ?? null);
  });
  const others = settings
    .filter((one) => parameters?.some((declared) => isSame(one, declared)) !== true)
    .map(({ module, parameter, value: set }) => {
      const text = parameters === null ? value(set) : say.setOfNothing(value(set));
      return lineOf('settings', `${module} ${parameter}`, text, set);
    });
  return [...known, ...others];
}

/** An amount or a figure as the reader's language writes it. */
export function constantText(
  constant: ConstantStated,
  { amount }: Pick<Language, 'amount'>,
): string {
  return constant.kind === 'money'
    ? `${amount(constant.decimal)} ${constant.currency}`
    : amount(constant.value);
}
