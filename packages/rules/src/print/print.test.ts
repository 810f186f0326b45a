import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../parse/parse.ts';
import { list, module } from '../testing/trees.ts';
import { treeHash } from './tree-hash.ts';
import { print } from './print.ts';

/** DESIGN section 8, letter by letter. */
const DESIGN = `module DE version 14 in force from 2027-07-10

rule DE-7 "Identity above 1000"  source "FATF R.16"
  when amount >= 1000.00 EUR and crossborder and sender tier < 2
  then hold until identity tier 2

exception to DE-7 "Remittances"  under treaty DE-KE-2028 article 4
  when destination = KE and sent in 30 days + amount <= 3000.00 EUR
  then no objection

example 500.00 EUR from DE to KE, sender tier 1, sent 0.00: allowed
`;

test('the example of the design is read, and printed with one space where it has two', () => {
  const { tree, mistakes } = parse(DESIGN);
  expect(mistakes.list).toEqual([]);
  expect(print(tree!)).toBe(DESIGN.replaceAll('"  ', '" '));
});

describe('what is printed', () => {
  test('is read as the same module', () => {
    const property = fc.property(module, (tree) => {
      const read = parse(print(tree));
      expect(read.mistakes.list).toEqual([]);
      expect(read.tree).toEqual(tree);
    });
    fc.assert(property, { numRuns: 500 });
  });

  test('is read as the same list', () => {
    const property = fc.property(list, (tree) => {
      const read = parse(print(tree));
      expect(read.mistakes.list).toEqual([]);
      expect(read.tree).toEqual(tree);
    });
    fc.assert(property, { numRuns: 200 });
  });
});

describe('spaces and comments', () => {
  const noise = fc.constantFrom(' ', '\n', '\t', '  ', ' # "a rule" (said somebody)\n', '\r\n');

  test('change neither what is printed nor its hash', () => {
    const property = fc.property(module, fc.array(noise, { minLength: 1 }), (tree, noises) => {
      const printed = print(tree);
      let next = 0;
      // Only between words: inside of quotation marks everything counts.
      const noisy = printed.replaceAll(/"[^"\n]*"|\s+/g, (found) =>
        found.startsWith('"') ? found : (noises[(next += 1) % noises.length] as string),
      );
      const read = parse(noisy);
      expect(read.mistakes.list).toEqual([]);
      expect(print(read.tree!)).toBe(printed);
      expect(treeHash(read.tree!)).toEqual(treeHash(tree));
    });
    fc.assert(property, { numRuns: 200 });
  });

  test('nothing else is left out of the hash', () => {
    const { tree } = parse(DESIGN);
    const other = parse(DESIGN.replace('article 4', 'article 5')).tree;
    expect(treeHash(tree!)).not.toEqual(treeHash(other!));
  });
});
