import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_MISTAKES } from '../mistake/mistake.ts';
import { print } from '../print/print.ts';
import { module } from '../testing/trees.ts';
import { MAX_DEPTH, MAX_TEXT } from './bound-text.ts';
import { parse } from './parse.ts';

const HEADER = 'module DE version 1 in force from 2027-07-10\n';
const RULE = 'rule DE-1 "A" when amount >= 1.00 EUR then refuse\n';

function codes(text: string): string[] {
  return parse(text).mistakes.list.map(({ code }) => code);
}

function nested(depth: number): string {
  return `${HEADER}rule DE-1 "A" when ${'('.repeat(depth)}online${')'.repeat(depth)} then refuse`;
}

describe('texts meant to be slow or huge', () => {
  test('the largest text that is read, and one more character', () => {
    const text = HEADER + ' '.repeat(MAX_TEXT - HEADER.length);
    expect(codes(text)).toEqual([]);
    expect(codes(`${text} `)).toEqual(['too-large']);
  });

  test('brackets', () => {
    expect(codes(nested(MAX_DEPTH))).toEqual([]);
    expect(codes(nested(MAX_DEPTH + 1))).toEqual(['too-deep']);
    expect(codes(nested(1_000_000))).toEqual(['too-deep']);
  });

  test.each([
    ['not', `${HEADER}rule DE-1 "A" when ${'not '.repeat(199_000)} online then refuse`],
    ['closing brackets', `${HEADER}${')'.repeat(4000)} ${') '.repeat(500_000)}`],
    ['one word', HEADER + 'a'.repeat(1_000_000)],
    ['as many words as may be', HEADER + 'rule then '.repeat(99_990)],
    ['too many', HEADER + 'rule then '.repeat(150_000)],
    ['no header', RULE.repeat(20_000)],
    ['quotation marks', HEADER + '" '.repeat(390_000)],
    ['more of them', HEADER + '" '.repeat(900_000)],
    ['half a rule, often', `${HEADER}${'rule DE-1 "A" when (amount >= '.repeat(8)}`],
    ['other letters', HEADER + '☃ '.repeat(199_000)],
  ])('%s: answered in time, with a bounded number of mistakes', (_, text) => {
    const started = performance.now();
    const { mistakes } = parse(text);
    expect(mistakes.list.length).toBeGreaterThan(0);
    expect(mistakes.list.length).toBeLessThanOrEqual(MAX_MISTAKES);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});

test.each([
  ['turned round, in a title', RULE.replace('"A"', '"A \u202e"')],
  ['set apart, in a comment', `# \u2067 nobody is refused\n${RULE}`],
  ['a line for the eye alone, in a comment', `# over\u2028${RULE}`],
  ['the same for an editor', `# over\r${RULE}`],
])('what looks other than it is read is refused where it stands: %s', (_, text) => {
  expect(codes(HEADER + RULE)).toEqual([]);
  const whole = HEADER + text;
  const { tree, mistakes } = parse(whole);
  expect(tree).toBeNull();
  expect(mistakes.list).toMatchObject([{ code: 'syntax', line: 2 }]);
  expect(codes((HEADER + RULE).replaceAll('\n', '\r\n'))).toEqual([]);
  // Letters that are written from right to left are letters.
  expect(codes(HEADER + RULE.replace('"A"', '"حد أقصى"'))).toEqual([]);
});

test('any text is answered: a module with pieces cut out, doubled and moved', () => {
  const cut = fc.tuple(fc.nat(), fc.nat(), fc.nat());
  const property = fc.property(
    module,
    fc.array(cut, { minLength: 1, maxLength: 4 }),
    (tree, cuts) => {
      let text = print(tree);
      for (const [from, length, to] of cuts) {
        const start = from % text.length;
        const taken = text.slice(start, start + (length % 40));
        const rest = text.slice(0, start) + text.slice(start + (length % 40));
        const at = to % (rest.length + 1);
        text = rest.slice(0, at) + taken + (to % 2 === 0 ? taken : '') + rest.slice(at);
      }
      const { tree: read, mistakes } = parse(text);
      for (const { from, to, line, column, message } of mistakes.list) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to).toBeLessThanOrEqual(text.length);
        expect([line > 0, column > 0, message.length > 0]).toEqual([true, true, true]);
      }
      if (mistakes.list.length === 0) expect(print(parse(print(read!)).tree!)).toBe(print(read!));
    },
  );
  fc.assert(property, { numRuns: 200 });
});

test('any characters are answered', () => {
  // Lone surrogates too; fast-check's own unit for that takes seconds to set up.
  const unit = fc.oneof(fc.nat({ max: 0xffff }), fc.nat({ max: 0x7f }));
  const characters = fc
    .array(unit, { maxLength: 200 })
    .map((codes) => String.fromCharCode(...codes));
  const property = fc.property(characters, (text) => {
    expect(() => parse(text)).not.toThrow();
    expect(() => parse(HEADER + text)).not.toThrow();
  });
  fc.assert(property, { numRuns: 100 });
});
