import { SUITES, type Key, encodeStructured, keyId, toHex } from '@tallystick/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatsOf } from '../../frame/formats.ts';
import { bookEnglish } from '../../words/english/book.ts';
import type { ContentStated } from './messages.ts';
import { statedIn } from './content-stated.ts';
import { compared, linesOf, partsOf } from './stated-lines.ts';

const language = { ...formatsOf('en'), words: bookEnglish };
const DAY_MS = 86_400_000;

const stated = (voteMs: number, keys: readonly string[] = ['aa', 'bb']): ContentStated => ({
  kind: 'governance',
  electorates: [{ name: 'everybody', countries: [], minTier: 0 }],
  offices: [{ name: 'council', signers: { threshold: 1, keys } }],
  procedures: [
    {
      for: 'currencies',
      electorate: 'everybody',
      office: 'council',
      approvalPermille: 667,
      quorumPermille: 333,
      commentMs: DAY_MS,
      voteMs,
      timelockMs: 0,
      vendors: 0,
      audits: 0,
      emergencyMs: 0,
    },
  ],
  gates: 'council',
  registrars: null,
  appeals: 'council',
});

function changes(after: ContentStated, before: ContentStated) {
  return compared(linesOf(after, language), linesOf(before, language))
    .filter(({ change }) => change !== 'same')
    .map(({ name, change }) => `${change ?? ''} ${name}`);
}

it('a change by a minute, or of one key for another, is told', () => {
  const before = stated(3 * DAY_MS);
  const after = stated(3 * DAY_MS + 60_000);
  expect(changes(before, before)).toEqual([]);
  expect(changes(after, before)).toEqual(['changed Currencies']);
  const [, line] = linesOf(after, language);
  expect(line?.text).toContain('3 days 1 minute for the vote');
  expect(changes(stated(3 * DAY_MS, ['aa', 'cc']), before)).toEqual(['changed council']);
});

it('a key that begins as another one, or is of another suite, is told from it', async () => {
  const of = (suite: Key['suite'], last: number): Key => {
    const publicKey = new Uint8Array(SUITES[suite].publicKey).fill(7);
    publicKey[publicKey.length - 1] = last;
    return { suite, publicKey };
  };
  const signedBy = async (key: Key): Promise<ContentStated> => {
    const treasury = { threshold: 1, keys: [key] };
    const bytes = encodeStructured('currencies', [
      { code: 'HRB', decimals: 2, name: 'harbour', treasury },
    ]);
    const said = await statedIn('currencies', bytes, null);
    if (said === null) throw new Error('not said');
    return said;
  };
  const [own, foreign] = [of(2, 1), of(2, 2)];
  expect(own.publicKey.subarray(0, 32)).toEqual(foreign.publicKey.subarray(0, 32));
  const [byForeign, byOwn] = [await signedBy(foreign), await signedBy(own)];
  expect(changes(byForeign, byOwn)).toEqual(['changed HRB']);
  expect(changes(byOwn, byOwn)).toEqual([]);
  expect(linesOf(byOwn, language)[0]?.keys).toEqual([toHex(keyId(own))]);
});

it('what a line said before comes with the keys that it named', () => {
  const [after, before] = [stated(DAY_MS, ['aa', 'cc']), stated(DAY_MS)];
  const [line] = compared(linesOf(after, language), linesOf(before, language));
  expect([line?.change, line?.keys, line?.keysBefore]).toEqual([
    'changed',
    ['aa', 'cc'],
    ['aa', 'bb'],
  ]);
});

it('what is new and what is gone is told', () => {
  const one = (code: string) => ({
    code,
    decimals: 2,
    name: code,
    treasury: { threshold: 1, keys: ['aa'] },
  });
  const of = (...codes: readonly string[]): ContentStated => ({
    kind: 'currencies',
    currencies: codes.map(one),
  });
  expect(changes(of('HRB', 'FSH'), of('HRB', 'COP'))).toEqual(['new FSH', 'gone COP']);
});

it('the parts of a time add up to it', () => {
  fc.assert(
    fc.property(fc.nat(), (ms) => {
      expect(partsOf(ms).reduce((sum, part) => sum + part, 0)).toBe(ms);
    }),
  );
});

it('a name that would turn the words around it shows where it would, and is still another name', () => {
  const named = (name: string): ContentStated => ({
    kind: 'currencies',
    currencies: [
      { code: 'HRB', name, decimals: 2, treasury: { threshold: 1, keys: ['aa', 'bb'] } },
    ],
  });
  const [line] = linesOf(named('Harbour\u202e'), language);
  expect(line?.text).toBe('Harbour\ufffd; decimals: 2. 1 of 2 keys sign.');
  expect(changes(named('Harbour\u202e'), named('Harbour\u202d'))).toEqual(['changed HRB']);
});
