import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combine, type Label, type Level, mayFlow, mayRead } from './label.ts';
import { apply, choose, declassify, follow, Labelled } from './labelled.ts';

const level: fc.Arbitrary<Level> = fc.constantFrom(0, 1, 2);
const label: fc.Arbitrary<Label> = fc.record({ confidentiality: level, integrity: level });

const PUBLIC: Label = { confidentiality: 0, integrity: 2 };
const PARTY: Label = { confidentiality: 1, integrity: 1 };
const SECRET: Label = { confidentiality: 2, integrity: 2 };
const RUMOUR: Label = { confidentiality: 0, integrity: 0 };
const RING = { clearance: 2, integrity: 2 } as const;
const CLERK = { clearance: 1, integrity: 2 } as const;

const isAny = (value: unknown): value is unknown => value !== undefined;
const isBit = (value: unknown): value is boolean => typeof value === 'boolean';

describe('Bell and LaPadula: secrets stay above', () => {
  test('no read up, and read down', () => {
    expect(mayRead(SECRET, 2, 1)).toBe(false);
    expect(mayRead(SECRET, 2, 2)).toBe(true);
    expect(mayRead(PUBLIC, 0, 0)).toBe(true);
    const length = { label: CLERK, run: (text: string) => text.length };
    expect(apply(length, new Labelled('key', SECRET))).toBeUndefined();
    expect(apply(length, new Labelled('fact', PARTY))?.label.confidentiality).toBe(1);
  });

  test('no write down, and write up', () => {
    expect(mayFlow(SECRET, PUBLIC)).toBe(false);
    expect(mayFlow(PUBLIC, SECRET)).toBe(true);
  });

  test('what is forbidden does not run at all', () => {
    const seen: string[] = [];
    apply({ label: CLERK, run: (text: string) => seen.push(text) }, new Labelled('key', SECRET));
    expect(seen).toEqual([]);
  });
});

describe('Biba: rumours stay below', () => {
  test('no write up, and write down', () => {
    expect(mayFlow(RUMOUR, PUBLIC)).toBe(false);
    expect(mayFlow({ ...RUMOUR, integrity: 2 }, { ...PUBLIC, integrity: 0 })).toBe(true);
  });

  test('who reads down is trusted no more than what was read (low watermark)', () => {
    const copy = { label: RING, run: (text: string) => text };
    expect(apply(copy, new Labelled('said', RUMOUR))?.label.integrity).toBe(0);
  });

  test('an untrusted function makes nothing trustworthy', () => {
    const plugin = { label: { clearance: 2, integrity: 0 } as const, run: (n: number) => n };
    expect(apply(plugin, new Labelled(1, SECRET))?.label).toEqual({
      confidentiality: 2,
      integrity: 0,
    });
  });
});

describe('combining', () => {
  test('is a join: order, grouping and repetition do not matter', () => {
    fc.assert(
      fc.property(label, label, label, (a, b, c) => {
        expect(combine(a, b)).toEqual(combine(b, a));
        expect(combine(combine(a, b), c)).toEqual(combine(a, combine(b, c)));
        expect(combine(a, a)).toEqual(a);
        expect(mayFlow(a, combine(a, b))).toBe(true);
      }),
    );
  });

  test('is the least such label', () => {
    fc.assert(
      fc.property(label, label, label, (a, b, above) => {
        const isAbove = mayFlow(a, above) && mayFlow(b, above);
        expect(mayFlow(combine(a, b), above)).toBe(isAbove);
      }),
    );
  });

  test('of nothing, is what adds nothing', () => {
    fc.assert(
      fc.property(label, (a) => {
        expect(combine(combine(), a)).toEqual(a);
      }),
    );
  });
});

/** The ways around labels that only take the minimum of what they see. */
describe('ways around', () => {
  test('a branch: the constant that was chosen by a secret is as secret as it', () => {
    const isListed = new Labelled(true, SECRET);
    const [one, two] = [new Labelled(1, PUBLIC), new Labelled(2, PUBLIC)];
    expect(choose(isListed, one, two).label.confidentiality).toBe(2);
  });

  test('the branch that was not taken: it counts too', () => {
    const condition = new Labelled(false, PUBLIC);
    const [secret, known] = [new Labelled('key', SECRET), new Labelled('none', PUBLIC)];
    expect(choose(condition, secret, known).label).toEqual(SECRET);
    const rumour = new Labelled('said', RUMOUR);
    expect(choose(condition, rumour, known).label.integrity).toBe(0);
  });

  test('laundering: a trusted function of untrusted input gives untrusted output', () => {
    const parse = { label: RING, run: (text: string) => BigInt(text) };
    const outside = new Labelled('100', RUMOUR);
    const parsed = apply(parse, outside);
    expect(parsed?.label.integrity).toBe(0);
    const twice = parsed && apply({ label: RING, run: (n: bigint) => n + 1n }, parsed);
    expect(twice && declassify(twice, isAny)).toBeUndefined();
  });

  test('a pointer from below does not pick what is above, with whatever instruction', () => {
    const keys = new Labelled(new Map([['log', 'seed']]), SECRET);
    expect(follow(new Labelled('log', PUBLIC), keys, RING)).toBeUndefined();
    expect(follow(new Labelled('log', PARTY), keys, RING)).toBeUndefined();
    expect(follow(new Labelled('log', SECRET), keys, CLERK)).toBeUndefined();
    expect(follow(new Labelled('log', SECRET), keys, RING)?.label).toEqual(SECRET);
  });

  test('a pointer from above marks the public value that it picks, and that there is none', () => {
    const table = new Labelled(new Map([['KE', 'Kenya']]), PUBLIC);
    for (const name of ['KE', 'XX']) {
      const found = follow(new Labelled(name, SECRET), table, RING);
      expect(found?.label.confidentiality).toBe(2);
    }
  });

  test('several steps lose nothing: the label of a chain is that of all it touched', () => {
    fc.assert(
      fc.property(fc.array(label, { minLength: 1 }), (labels) => {
        const add = { label: RING, run: (a: number, b: number) => a + b };
        let sum = new Labelled(0, combine());
        for (const one of labels) sum = apply(add, sum, new Labelled(1, one)) ?? sum;
        expect(sum.label).toEqual(combine(...labels));
      }),
    );
  });
});

describe('the gate', () => {
  test('lets out what has the form, however secret its origin', () => {
    expect(declassify(new Labelled(true, SECRET), isBit)).toBe(true);
  });

  test('lets nothing else out', () => {
    expect(declassify<unknown, boolean>(new Labelled('the key', SECRET), isBit)).toBeUndefined();
  });

  test('is not opened by what anybody may have written', () => {
    expect(declassify(new Labelled(true, { ...SECRET, integrity: 0 }), isBit)).toBeUndefined();
  });

  test('is the only way: a labelled value shows nothing', () => {
    const labelled = new Labelled('the key', SECRET);
    expect(Object.values(labelled)).toEqual([SECRET]);
    expect(JSON.stringify(labelled)).not.toContain('the key');
  });
});
