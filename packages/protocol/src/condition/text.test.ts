import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Key, hash } from '../crypto/index.ts';
import { MAX_UINT, encode, u64 } from '../encoding/index.ts';
import { type Condition, conditionCodec, conditionFault } from '../hold/index.ts';
import { conditions, keys } from '../testing/arbitraries.ts';
import { formatTime, parseTime } from './text/time.ts';
import {
  type Glossary,
  MAX_CONDITION_TEXT,
  formatCondition,
  isKeyName,
  keyNamesIn,
  parseCondition,
  statementHash,
} from './index.ts';

const trees = conditions(4).filter((tree) => conditionFault(tree) === undefined);
const k1 = { suite: 4, publicKey: new Uint8Array(32).fill(1) } as const;
const k2 = { suite: 3, publicKey: new Uint8Array(32).fill(2) } as const;
const names: Glossary = {
  keys: new Map<string, Key>([
    ['k1', k1],
    ['k2', k2],
    ['or', k1],
  ]),
  statements: ['rain', 'it is "wet"\\'],
};
const leaf = 'before 1970-01-01T00:00Z';
const h = hash('preimage', u64(1));

function parsed(text: string): Condition {
  const result = parseCondition(text, names);
  if (!result.ok) throw new Error(`${result.reason} at ${result.at}`);
  return result.condition;
}

describe('the text form', () => {
  it('is read back as the condition that it was written from', () => {
    fc.assert(
      fc.property(trees, fc.array(keys, { maxLength: 2 }), (tree, some) => {
        const named = new Map(some.map((key, i) => [`key${i}`, key] as const));
        const glossary = { keys: named, statements: ['rain'] };
        const text = formatCondition(tree, glossary);
        expect(parseCondition(text, glossary)).toMatchObject({ ok: true, condition: tree });
        const again = parseCondition(text, glossary);
        expect(again.ok && formatCondition(again.condition, glossary)).toBe(text);
        expect(encode(conditionCodec, tree)).toBeInstanceOf(Uint8Array);
      }),
      { numRuns: 300 },
    );
  });

  it('reads as it should', () => {
    const after = { kind: 'after', time: Date.UTC(2027, 0, 1) } as const;
    const signed = { kind: 'signed', threshold: 1, keys: [k1, k2] } as const;
    const rain = { kind: 'attested', oracle: k2, statement: statementHash('rain') } as const;
    const text = `after 2027-01-01T00:00Z and (preimage ${h.toHex()} or 2 of (signed 1 of k1, k2; oracle k2 "rain"))`;
    const tree: Condition = {
      kind: 'some',
      threshold: 2,
      conditions: [
        after,
        {
          kind: 'some',
          threshold: 1,
          conditions: [
            { kind: 'preimage', hash: h },
            { kind: 'some', threshold: 2, conditions: [signed, rain] },
          ],
        },
      ],
    };
    expect(parseCondition(text, names)).toEqual({
      ok: true,
      condition: tree,
      statements: ['rain'],
    });
    expect(formatCondition(tree, names)).toBe(
      `after 2027-01-01T00:00Z and (preimage ${h.toHex()} or (signed 1 of k1, k2 and oracle k2 "rain"))`,
    );
    expect(formatCondition(parsed('1 of (fork ' + h.toHex() + ')'))).toMatch(/^1 of \(fork /);
    const quoted = 'oracle k1 "it is \\"wet\\"\\\\"';
    expect(formatCondition(parsed(quoted), names)).toBe(quoted);
    const gone = `admitted ${h.toHex()} at ${h.toHex()} returned`;
    expect(parsed(gone)).toMatchObject({ outcome: 16 });
    expect(formatCondition(parsed(gone))).toBe(gone);
    const misled = { keys: new Map([['or', k1]]), statements: [] };
    expect(formatCondition(signed, misled)).toMatch(/^signed 1 of 4:[\w-]+, 3:[\w-]+$/);
    expect(isKeyName('or')).toBe(false);
    expect(parsed(' ( ( after\n2027-01-01T00:00Z ) ) ')).toEqual(after);
  });

  it.each([
    ['', 0, 'expected a condition'],
    ['after', 5, 'the text ends early'],
    ['after 2027-02-29T00:00Z', 6, 'expected a time such as 2027-01-01T00:00Z'],
    ['preimage 3f', 9, 'expected 64 hexadecimal digits'],
    ['signed 1 of k3', 12, 'expected a key'],
    ['signed 1 of k1, k1', 16, 'the same key twice'],
    ['signed 1 of or', 12, 'expected a key'],
    ['signed 3 of k1, k2', 7, 'threshold 3 of 2'],
    [`0 of (${leaf})`, 0, 'threshold 0 of 1'],
    ['oracle k1 rain', 10, 'expected a statement in quotation marks'],
    [`${leaf} and ${leaf} or ${leaf}`, 54, 'put parentheses where "and" meets "or"'],
    [`(${leaf}`, 25, 'expected ")"'],
    [`2 of ${leaf}`, 5, 'expected "("'],
    [`fork ${h.toHex()} fork`, 70, 'expected the end'],
    ['oracle k1 "a', 10, 'a character that has no place here'],
    [
      `admitted ${h.toHex()} at ${h.toHex()} claim 16`,
      148,
      'expected "returned" in place of claim 16',
    ],
    ['('.repeat(40), 17, 'too many parentheses within each other'],
    ['{}', 0, 'a character that has no place here'],
  ])('%s: refused at %d', (text, at, reason) => {
    expect(parseCondition(text, names)).toEqual({ ok: false, at, reason });
  });

  it('never throws, whatever the text, and points into it', () => {
    const pieces = fc.constantFrom(
      'after',
      'and',
      'or',
      'of',
      '(',
      ')',
      ';',
      ',',
      '2',
      'k1',
      '"',
      'x',
      '\\',
      ' ',
      '\u{1f600}',
      'signed',
      '#',
      h.toHex(),
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(pieces, { maxLength: 30 }).map((list) => list.join(' ')),
      fc.tuple(trees, fc.nat(), pieces).map(([tree, at, piece]) => {
        const text = formatCondition(tree);
        const place = at % text.length;
        return text.slice(0, place) + piece + text.slice(place + 1);
      }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseCondition(text, names);
        if (result.ok) {
          const again = formatCondition(result.condition, names);
          expect(parseCondition(again, names)).toMatchObject({ condition: result.condition });
        } else {
          expect(result.at).toBeLessThanOrEqual(text.length);
          expect(result.reason).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is bounded in length and depth', () => {
    const long = ' '.repeat(MAX_CONDITION_TEXT + 1);
    expect(parseCondition(long)).toMatchObject({ ok: false, reason: 'the text is too long' });
    const deep = (levels: number): string => (levels === 1 ? leaf : `1 of (${deep(levels - 1)})`);
    expect(parseCondition(deep(4)).ok).toBe(true);
    expect(parseCondition(deep(5))).toMatchObject({ reason: 'conditions nested deeper than 4' });
    const many = `1 of (${Array.from({ length: 17 }, () => leaf).join('; ')})`;
    expect(parseCondition(many)).toMatchObject({ reason: 'more than 16 conditions in one' });
    const sixteen = `1 of (${Array.from({ length: 16 }, () => leaf).join('; ')})`;
    expect(parseCondition(`${sixteen} and ${sixteen}`)).toMatchObject({
      reason: 'more than 32 conditions',
    });
  });
});

describe('a time in text', () => {
  it('is that of the calendar', () => {
    const times = fc.oneof(
      fc.nat(253_402_300_799_999),
      fc.nat(4_000_000_000).map((s) => s * 1000),
    );
    fc.assert(
      fc.property(times, (time) => {
        const text = formatTime(time);
        expect(new Date(text.replace(/(T\d\d:\d\d)Z/, '$1:00Z')).getTime()).toBe(time);
        expect(parseTime(text)).toBe(time);
      }),
      { numRuns: 2000 },
    );
    for (const time of [253_402_300_800_000, MAX_UINT]) {
      expect(formatTime(time)).toBe(`${time}ms`);
      expect(parseTime(`${time}ms`)).toBe(time);
    }
  });

  it.each([
    '2027-13-01T00:00Z',
    '2027-00-01T00:00Z',
    '2100-02-29T00:00Z',
    '2027-04-31T00:00Z',
    '2027-01-00T00:00Z',
    '2027-01-01T24:00Z',
    '2027-01-01T00:60Z',
    '1969-12-31T23:59Z',
    '2027-01-01',
    '5ms',
    '9007199254740992ms',
  ])('is not %s', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});

describe('the names of keys in a text', () => {
  it('are those that stand where a key can, each once', () => {
    const text = `after 2027-01-01T00:00Z and (signed 2 of ada, ben, 1:AAAA or oracle ada "carl (or) dan")`;
    expect(keyNamesIn(text)).toEqual(['ada', 'ben']);
    expect(keyNamesIn('"never closed')).toEqual([]);
    fc.assert(fc.property(fc.string(), (any) => keyNamesIn(any).every(isKeyName)));
  });
});
