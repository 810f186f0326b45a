import type { Payment } from '../analyse/report.ts';
import { COUNTRIES } from '../codes/iso-3166.ts';
import { decimalsOf } from '../compile/money.ts';
import type { RulebookSource } from '../compile/source.ts';
import { print } from '../print/print.ts';
import type { ExampleFact, Window } from '../tree/index.ts';
import type { PaymentLine } from './read-line.ts';
import type { TriedRulebook } from './trial.ts';

const HIGHEST_TIER = 4;
/** Amounts have one to so many digits more than the currency has decimals. */
const MOST_DIGITS = 6;
/** So that corridors are met more than once. */
const MOST_COUNTRIES = 32;

/** Payments by chance, the same for the same rulebook and seed: of its countries, currencies and facts. */
export function* generatePayments(
  { source, rulebook, currencies: known }: TriedRulebook,
  count: number,
  seed: number,
): Generator<PaymentLine> {
  const next = randomFrom(seed);
  const pick = <T>(of: readonly T[]): T => of[next(of.length)] as T;
  const countries = countriesOf(source);
  const currencies = known.length > 0 ? known : ['EUR'];
  const { needs } = rulebook;
  for (let line = 1; line <= count; line += 1) {
    const currency = pick(currencies);
    const decimals = decimalsOf(source.currencies, currency) ?? 0;
    const units = (): bigint => BigInt(1 + next(10 ** (1 + next(decimals + MOST_DIGITS))));
    const facts: ExampleFact[] = [
      { kind: 'tier', of: 'sender', tier: next(HIGHEST_TIER) },
      { kind: 'tier', of: 'receiver', tier: next(HIGHEST_TIER) },
      { kind: 'flag', name: 'online', negated: next(8) === 0 },
      { kind: 'flag', name: 'second factor', negated: next(2) === 0 },
      { kind: 'flag', name: 'first payment to payee', negated: next(4) > 0 },
      ...needs.sent.map((hours): ExampleFact => {
        const amount = { kind: 'given', units: units() - 1n, decimals, currency: null } as const;
        return { kind: 'sent', amount, window: windowOf(hours) };
      }),
      ...(['payments', 'payees'] as const).flatMap((kind) =>
        needs[kind].map((hours) => ({ kind, count: next(20), window: windowOf(hours) })),
      ),
      ...needs.lists.flatMap((list) =>
        (['sender', 'receiver'] as const).map((of) => ({
          kind: 'list' as const,
          of,
          list,
          negated: next(50) > 0,
        })),
      ),
    ];
    const money = { kind: 'money', units: units(), decimals, currency } as const;
    const payment: Payment = {
      amount: money,
      origin: pick(countries),
      destination: pick(countries),
      facts,
    };
    yield { line, payment };
  }
}

/** Those that the rules are of or speak of, those on lists, and one that nobody speaks of. */
function countriesOf({ modules, lists }: RulebookSource): string[] {
  const found = new Set<string>(['ZW']);
  for (const { owner } of modules) if (owner.kind === 'country') found.add(owner.code);
  for (const { of, entries } of lists) {
    if (of === 'countries') for (const country of entries ?? []) found.add(country);
  }
  for (const module of modules) {
    const words = print(module).match(/\b[A-Z]{2}\b/g) ?? [];
    for (const word of words) {
      if (found.size < MOST_COUNTRIES && COUNTRIES.has(word)) found.add(word);
    }
  }
  return [...found].sort();
}

function windowOf(count: number): Window {
  return { kind: 'window', count, unit: 'hours' };
}

/** Whole numbers below a limit: xorshift32 (Marsaglia 2003), which every machine counts alike. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}
