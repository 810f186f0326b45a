import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combine, type Label, mayFlow } from '../label/label.ts';
import { labelOf, placeOf, PLACES } from '../label/tree-labels.ts';
import { parse } from '../parse/parse.ts';
import { ruleOf } from '../testing/rulebooks.ts';
import { SURROUNDINGS } from '../testing/surroundings.ts';
import type { Condition, Module, Rule } from '../tree/index.ts';
import { check } from './check.ts';
import type { Surroundings } from './checking.ts';

const FORCE = 'in force from 2027-07-10';
const isSecret = (name: string): boolean => name === 'SECRET';

function conditionOf(text: string): Condition {
  const { tree } = parse(`module DE version 1 ${FORCE} rule DE-1 "A" when ${text} then refuse`);
  return ((tree as Module).items[0] as Rule).when;
}

function labelOfText(text: string): Label {
  return labelOf(conditionOf(text), isSecret);
}

/** What is wrong with items of a module of DE. */
function codes(items: string, more: Partial<Surroundings> = {}): readonly string[] {
  const { mistakes } = check(`module DE version 14 ${FORCE}\n${items}`, {
    ...SURROUNDINGS,
    ...more,
  });
  return mistakes.map(({ code }) => code);
}

const RULE = 'rule DE-7 "A" when amount > 1.00 EUR then refuse\n';

function exception(when: string): string {
  return `exception to DE-7 "E" when ${when} then no objection\n`;
}

describe('Bell and LaPadula: what is read above is not told below', () => {
  test('read down: a confidential rule may read anything', () => {
    expect(
      codes(
        'confidential rule DE-9 "A" when sender in SECRET and amount > 1.00 EUR and purpose = GAMB then hold',
      ),
    ).toEqual([]);
  });

  test('no read up: a public rule reads nothing confidential', () => {
    for (const action of ['refuse', 'hold', 'hold until second factor']) {
      expect(codes(`rule DE-9 "A" when sender in SECRET then ${action}`)).toEqual(['confidential']);
    }
  });

  test('no write down: neither a refusal nor a requirement leaves a confidential rule', () => {
    for (const action of ['refuse', 'hold until identity tier 2']) {
      expect(codes(`confidential rule DE-9 "A" when online then ${action}`)).toEqual([
        'confidential',
      ]);
    }
  });

  test('who is on a confidential list does not stand in a text', () => {
    const list = (entries: string): readonly string[] =>
      check(
        `confidential list L of parties version 1 ${FORCE} fresh for 9 days: ${entries}`,
        SURROUNDINGS,
      ).mistakes.map(({ code }) => code);
    expect(list('withheld')).toEqual([]);
    expect(list('none')).toEqual([]);
    expect(list(`"${'0a'.repeat(32)}"`)).toEqual(['confidential']);
  });
});

describe('Biba: what nobody vouches for lifts nothing', () => {
  test('a word that is said may hold and refuse, and lift nothing alone', () => {
    expect(codes('rule DE-9 "A" when purpose = GAMB then refuse')).toEqual([]);
    expect(codes(RULE + exception('purpose = SALA'))).toEqual(['own-word']);
    expect(codes(RULE + exception('document "invoice"'))).toEqual(['own-word']);
  });

  test('beside what the ledger knows it may', () => {
    expect(codes(RULE + exception('purpose = SALA and sent in 30 days <= 9.00 EUR'))).toEqual([]);
    expect(codes(RULE + exception('purpose = SALA and second factor'))).toEqual([]);
    expect(codes(RULE + exception('sender tier >= 2'))).toEqual([]);
  });

  test('the integrity of a condition is that of the least that it reads', () => {
    expect(labelOfText('amount > 1.00 EUR').integrity).toBe(1);
    expect(labelOfText('amount > 1.00 EUR and purpose = SALA').integrity).toBe(0);
    expect(labelOfText('always').integrity).toBe(2);
  });
});

/** The ways around labels that only take the minimum of what they see. */
describe('ways around', () => {
  test.each([
    ['a branch that decides nothing', 'amount > 1.00 EUR or sender in SECRET'],
    ['a branch that is never reached', 'always or sender in SECRET'],
    ['a negation', 'not (sender in SECRET)'],
    ['not being on it', 'receiver not in SECRET'],
  ])('%s is as secret as what it reads', (_, when) => {
    expect(labelOfText(when).confidentiality).toBe(2);
    expect(codes(`rule DE-9 "A" when ${when} then hold`)).toEqual(['confidential']);
  });

  test('silence: an exception tells by what a public rule does not say', () => {
    expect(codes(RULE + exception('sender in SECRET'))).toEqual(['confidential']);
    const hidden = 'confidential rule DE-7 "A" when online then hold\n';
    expect(codes(hidden + exception('sender in SECRET'))).toEqual([]);
  });

  const treaty = (to: string): Module => {
    const text = `module treaty T-1 between DE and KE version 1 ${FORCE}
      exception to ${to} "E" when sender in SECRET then no objection`;
    return parse(text).tree as Module;
  };

  test("another module: a treaty's exception to somebody else's public rule", () => {
    const text = `module treaty T-1 between DE and KE version 1 ${FORCE}
      exception to KE-1 "E" when sender in SECRET then no objection`;
    expect(check(text, SURROUNDINGS).mistakes.map(({ code }) => code)).toEqual(['confidential']);
  });

  test('another version: the exception stands while the rule that it names becomes public', () => {
    const was = parse(
      `module DE version 1 ${FORCE} confidential rule DE-7 "A" when online then hold`,
    ).tree as Module;
    const modules = [was, treaty('DE-7')];
    expect(codes(RULE, { modules })).toEqual(['confidential']);
    const now = parse(`module DE version 2 ${FORCE} ${RULE}`).tree as Module;
    const text = `module treaty T-1 between DE and KE version 1 ${FORCE}
      exception to DE-7 "E" when sender in SECRET then no objection`;
    const { mistakes } = check(text, { ...SURROUNDINGS, modules: [was, now] });
    expect(mistakes.map(({ code }) => code)).toEqual(['confidential']);
  });

  test('another version of a list: once confidential, so for every version', () => {
    const lists = SURROUNDINGS.lists.flatMap((one) =>
      one.name === 'SECRET' ? [{ ...one, version: 2, confidential: false }, one] : [one],
    );
    expect(codes('rule DE-9 "A" when sender in SECRET then hold', { lists })).toEqual([
      'confidential',
    ]);
  });

  test('an example that shows a code which no decision shows', () => {
    const rule = 'confidential rule DE-9 "A" when sender in SECRET then hold\n';
    const payment = 'example 5.00 EUR from DE to KE, sender in SECRET';
    expect(codes(`${rule}${payment}: held`)).toEqual([]);
    expect(codes(`${rule}${payment}: held by DE-9`)).toContain('confidential');
  });

  test('an identity in a title, a source or a document', () => {
    const id = 'ab'.repeat(32);
    expect(codes(`rule DE-9 "Not ${id}" when online then hold`)).toEqual(['confidential']);
    expect(codes(`rule DE-9 "A" source "${id}" when online then hold`)).toEqual(['confidential']);
    expect(codes(`parameter P "${id}" is 2 between 1 and 3`)).toEqual(['confidential']);
  });

  test('own word: by the side of what it does not need, and by what it denies', () => {
    expect(codes(RULE + exception('purpose = SALA or sender tier > 3'))).toEqual(['own-word']);
    expect(codes(RULE + exception('purpose != GAMB'))).toEqual(['own-word']);
    expect(codes(RULE + exception('not (purpose = GAMB or document "x")'))).toEqual(['own-word']);
    expect(codes(RULE + exception('always and purpose = SALA'))).toEqual(['own-word']);
    // The least integrity of all that is read would forbid these, which are bounded.
    expect(codes(RULE + exception('(purpose = SALA or crossborder) and online'))).toEqual([]);
    expect(codes(RULE + exception('not (purpose = GAMB or offline)'))).toEqual([]);
  });
});

test('labels are monotone: whatever is added, nothing becomes more public or more trusted', () => {
  const property = fc.property(ruleOf('DE-1'), ruleOf('DE-2'), (one, other) => {
    const isAny = (name: string): boolean => name === 'WATCHED';
    const [a, b] = [labelOf(one.when, isAny), labelOf(other.when, isAny)];
    for (const kind of ['and', 'or'] as const) {
      const both = labelOf({ kind, operands: [one.when, other.when] }, isAny);
      expect(both).toEqual(combine(a, b));
      expect(mayFlow(a, both) && mayFlow(b, both)).toBe(true);
    }
    expect(labelOf({ kind: 'not', operand: one.when }, isAny)).toEqual(a);
    expect(mayFlow(PLACES.decision, placeOf({ confidential: true }))).toBe(true);
  });
  fc.assert(property, { numRuns: 200 });
});
