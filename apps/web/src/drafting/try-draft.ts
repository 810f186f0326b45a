import {
  CURRENCIES,
  type PaymentLine,
  type RulebookSource,
  type TriedRulebook,
  compile,
  decimalsOf,
  generatePayments,
  openTrial,
  parse,
  print,
  shadowSource,
  withPlaceholders,
} from '@tallystick/rules';
import { wholeSecond } from './analyse-draft.ts';
import { type Ground, matterOf } from './ground.ts';
import { TrialCount, type TrialSums } from './trial-sums.ts';

/** A draft that can be tried, or why it cannot. */
export type Trial =
  | {
      readonly ok: true;
      /** Tries one more payment. */
      readonly add: (line: PaymentLine) => void;
      readonly sums: () => TrialSums;
      /** Payments made up from a seed, of what both rulebooks ask about. */
      readonly madeUp: (count: number, seed: number) => Iterable<PaymentLine>;
      readonly currencies: RulebookSource['currencies'];
    }
  | { readonly ok: false; readonly why: string };

/** Sets up the rules in force beside those with the draft, in force from the newest header on. */
export function openDraftTrial(text: string, ground: Pick<Ground, 'source' | 'time'>): Trial {
  const { tree, mistakes } = parse(text);
  const mistake = mistakes.list[0];
  if (tree === null || mistake !== undefined) return { ok: false, why: mistake?.message ?? '' };
  const at = wholeSecond(ground.time);
  const source = withCurrencies(ground.source);
  const content = new TextEncoder().encode(print(tree));
  const after = shadowSource(source, matterOf(tree), content, at);
  if (after === undefined) return { ok: false, why: '' };
  const own = ground.source.currencies;
  const [old, now] = [loaded(source, own), loaded(after, own)];
  if (typeof old === 'string') return { ok: false, why: old };
  if (typeof now === 'string') return { ok: false, why: now };
  const tryLine = openTrial(old, now, at);
  const counted = new TrialCount();
  return {
    ok: true,
    add(line) {
      const tried = tryLine(line);
      if (!tried.ok) counted.addUnreadable(line.line, tried.why);
      else if (tried.now !== undefined) counted.add(line.line, tried.old, tried.now);
    },
    sums: () => counted.sums(),
    madeUp: (count, seed) => generatePayments(now, count, seed),
    currencies: source.currencies,
  };
}

/** Payments of a file may be in any currency of ISO 4217. */
function withCurrencies(source: RulebookSource): RulebookSource {
  return { ...source, currencies: withPlaceholders(source.currencies, CURRENCIES.keys()) };
}

/** Payments are made up in the sovereign's own currencies, and in those that rules name. */
function loaded(source: RulebookSource, own: RulebookSource['currencies']): TriedRulebook | string {
  const compiled = compile(source);
  if (!compiled.ok) return compiled.mistakes[0]?.message ?? '';
  const words = source.modules.flatMap((tree) => print(tree).match(/\b[A-Z]{3}\b/g) ?? []);
  const named = words.filter((word) => decimalsOf([], word) !== undefined);
  const currencies = [...new Set([...own.map(({ code }) => code), ...named])].sort();
  return { source, rulebook: compiled.rulebook, currencies };
}
