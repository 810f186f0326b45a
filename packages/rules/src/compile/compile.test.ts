import { describe, expect, test } from 'vitest';
import { SURROUNDINGS } from '../testing/surroundings.ts';
import type { Facts } from '../facts/facts.ts';
import { unknownFacts } from '../facts/needs.ts';
import { parse } from '../parse/parse.ts';
import { noObjection } from '../rulebook.ts';
import type { List, Module } from '../tree/index.ts';
import { type Compiled, compile } from './compile.ts';
import type { RulebookSource } from './source.ts';

function trees(texts: readonly string[]): (Module | List)[] {
  return texts.map((text) => {
    const { tree, mistakes } = parse(text);
    expect(mistakes.list).toEqual([]);
    return tree!;
  });
}

function compiled(texts: readonly string[], more: Partial<RulebookSource> = {}): Compiled {
  const all = trees(texts);
  return compile({
    modules: all.filter((tree) => tree.kind === 'module'),
    lists: [...SURROUNDINGS.lists, ...all.filter((tree) => tree.kind === 'list')],
    settings: [],
    currencies: SURROUNDINGS.currencies,
    ...more,
  });
}

function codes(result: Compiled): string[] {
  return result.ok ? [] : result.mistakes.map(({ code }) => code);
}

const FORCE = 'in force from 2027-01-01';
const CAPPED = `module DE version 1 ${FORCE}
  parameter CAP "A cap" is 3.00 EUR between 1.00 EUR and 5.00 EUR
  rule DE-1 "Cap" when amount > CAP then refuse`;
const FROM = 1_800_000_000_000;

function setting(units: bigint, parameter = 'CAP'): RulebookSource['settings'][number] {
  const value = { kind: 'money', units, decimals: 2, currency: 'EUR' } as const;
  return { module: 'DE', parameter, value, from: FROM };
}

describe('a rulebook is not compiled', () => {
  test('from a text with a mistake', () => {
    const wrong = `module DE version 1 ${FORCE} rule DE-1 "A" when destination = UK then refuse`;
    expect(compiled([wrong])).toMatchObject({ ok: false, of: 'DE' });
    expect(codes(compiled([wrong]))).toEqual(['unknown-country']);
  });

  test('with two trees of one version, or one code of two owners', () => {
    expect(codes(compiled([CAPPED, CAPPED]))).toEqual(['duplicate']);
    const treaty = `module treaty DE-KE between DE and KE version 1 ${FORCE}
      rule DE-KE-1 "A" when crossborder then refuse`;
    const clash = `module DE version 1 ${FORCE} rule DE-KE-1 "A" when online then refuse`;
    expect(codes(compiled([treaty, clash]))).toEqual(['duplicate']);
  });

  test('with a list that became another kind of list', () => {
    const again = `list WATCHED of countries version 2 ${FORCE} fresh for 2 days: KE`;
    expect(codes(compiled([again]))).toEqual(['list-kind']);
  });

  test.each([
    ['beyond the bounds', [setting(501n)]],
    ['of what there is not', [setting(300n, 'CUP')]],
    ['twice at once', [setting(300n), setting(400n)]],
    ['before there is a version', [{ ...setting(300n), from: 0 }]],
  ])('with a setting %s', (_, settings) => {
    expect(codes(compiled([CAPPED], { settings }))).toEqual(['setting']);
  });

  test('that asks for too many windows', () => {
    const rules = Array.from(
      { length: 9 },
      (_, i) => `rule DE-${i} "A" when sent in ${i + 1} hours > 1.00 EUR then refuse`,
    );
    expect(codes(compiled([`module DE version 1 ${FORCE} ${rules.join('\n')}`]))).toEqual([
      'too-many',
    ]);
  });

  test('that asks too much of every payment', () => {
    const when = Array.from({ length: 60 }, () => 'online').join(' and ');
    const rules = Array.from(
      { length: 334 },
      (_, i) => `rule DE-${i} "A" when ${when} then refuse`,
    );
    const text = `module DE version 1 ${FORCE} ${rules.join('\n')}`;
    expect(codes(compiled([text]))).toEqual(['too-many']);
    expect(codes(compiled([text.replaceAll('when', 'when origin = DE and')]))).toEqual([]);
  });
});

function factsAt(time: number, destination: string): Facts {
  return {
    ...unknownFacts(noObjection.needs, 1),
    currency: new Uint8Array(32).fill(1),
    amount: 200n,
    sender: { country: 'DE', tier: 0 },
    receivers: [{ kind: 'party', country: destination, tier: 0, first: null }],
    online: true,
    time,
    sent: [],
    rates: [{ currency: 'EUR', rate: { numerator: 1n, denominator: 1n } }],
  };
}

function asking(result: Compiled): (time: number, destination?: string) => string {
  if (!result.ok) throw new Error(result.mistakes[0]?.message);
  const { rulebook } = result;
  return (time, destination = 'KE') => rulebook.decide(factsAt(time, destination)).outcome;
}

test('a setting counts from its instant on, for the version that it was made for', () => {
  const next = CAPPED.replace('version 1', 'version 2').replace('2027-01-01', '2027-02-01');
  const outcome = asking(compiled([CAPPED, next], { settings: [setting(100n)] }));
  const FEBRUARY = 1_801_440_000_000;
  expect(outcome(FROM - 1)).toBe('no-objection');
  expect(outcome(FROM)).toBe('refuse');
  expect(outcome(FEBRUARY - 1)).toBe('refuse');
  expect(outcome(FEBRUARY)).toBe('no-objection');
});

test('what corridors have in common does not hide what tells them apart', () => {
  const outcome = asking(
    compiled([
      `module global version 1 ${FORCE}
        rule GLOBAL-1 "Cap" when amount > 1.00 EUR then refuse
        exception to GLOBAL-1 "Neighbours" when destination = KE then no objection`,
    ]),
  );
  const asked = ['UG', 'KE', 'UG', 'TZ', 'KE'].map((destination) => outcome(FROM, destination));
  expect(asked).toEqual(['refuse', 'no-objection', 'refuse', 'refuse', 'no-objection']);
});
