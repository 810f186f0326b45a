import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';
import { expect, it } from 'vitest';
import { ruleLanguage } from '../../drafting/highlight.ts';
import { lookAt } from '../../drafting/look-at.ts';
import { mistakeGerman } from '../../words/german/mistakes.ts';
import { diagnosticsOf } from './editor-marks.ts';

const TEXT = `module KE version 1 in force from 2028-01-01

rule KE-1 "Large" # who knows
  when amount > 100.00 HRX and not crossborder
  then refuse

example 1.00 EUR from KE to DE: allowed
`;
const WORDS = {
  write: (text: string) => `Write ${text}`,
  mistake: () => '',
  exampleGood: '',
  exampleBad: '',
};

it('colours words, facts, texts and outcomes by the compiler’s own grammar', () => {
  const coloured = new Map<string, string>();
  const names = tagHighlighter([
    { tag: tags.keyword, class: 'word' },
    { tag: tags.propertyName, class: 'fact' },
    { tag: tags.string, class: 'text' },
    { tag: tags.comment, class: 'comment' },
    { tag: tags.number, class: 'number' },
    { tag: tags.deleted, class: 'no' },
    { tag: tags.inserted, class: 'yes' },
  ]);
  highlightTree(ruleLanguage.parser.parse(TEXT), names, (from, to, name) => {
    for (const word of TEXT.slice(from, to).match(/\S+/g) ?? []) coloured.set(word, name);
  });
  expect(coloured).toEqual(
    new Map([
      ...['module', 'version', 'in', 'force', 'from', 'rule', 'when', 'and', 'not', 'then'].map(
        (word) => [word, 'word'] as const,
      ),
      ...['example', 'to'].map((word) => [word, 'word'] as const),
      ['amount', 'fact'],
      ['crossborder', 'fact'],
      ['"Large"', 'text'],
      ...['#', 'who', 'knows'].map((word) => [word, 'comment'] as const),
      ['1', 'number'],
      ['100.00', 'number'],
      ['1.00', 'number'],
      ['refuse', 'no'],
      ['allowed', 'yes'],
    ]),
  );
});

it('shows the compiler’s mistakes at their places, with what to write instead', () => {
  const currencies = [{ code: 'HRB', id: new Uint8Array(32), decimals: 2 }];
  const source = { modules: [], lists: [], settings: [], currencies };
  const looked = lookAt(TEXT, { source, time: 0 });
  const [one, ...more] = diagnosticsOf(looked, TEXT.length, WORDS);
  expect(more).toEqual([]);
  expect(TEXT.slice(one?.from, one?.to)).toContain('HRX');
  expect(one?.actions?.map(({ name }) => name)).toEqual(['Write HRB']);
  const [told] = diagnosticsOf(looked, TEXT.length, { ...WORDS, mistake: mistakeGerman });
  expect(told?.message).toBe(`${mistakeGerman('unknown-currency')} ${one?.message}`);
  // A place beyond the end of the text would make the editor throw.
  const [clipped] = diagnosticsOf(looked, 3, WORDS);
  expect([clipped?.from, clipped?.to]).toEqual([3, 3]);
});
