import {
  type StructuredContents,
  type StructuredMatter,
  encodeStructured,
  keyId,
  toHex,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { formatsOf } from '../../frame/formats.ts';
import { bookEnglish } from '../../words/english/book.ts';
import { bookGerman } from '../../words/german/book.ts';
import { statedIn } from './content-stated.ts';
import type { ContentStated, ParameterStated } from './messages.ts';
import { type ComparedLine, compared, linesOf } from './stated-lines.ts';

const english = { ...formatsOf('en'), words: bookEnglish };
const german = { ...formatsOf('de'), words: bookGerman };

const money = (decimal: string) => ({ kind: 'money', decimal, currency: 'HRB' }) as const;
const parameters: readonly ParameterStated[] = [
  {
    module: 'KE',
    parameter: 'CAP',
    title: 'A month’s cap',
    value: money('3000.00'),
    low: money('1000.00'),
    high: money('5000.00'),
  },
];

async function stated<K extends StructuredMatter>(
  kind: K,
  content: StructuredContents[K],
): Promise<ContentStated> {
  const said = await statedIn(kind, encodeStructured(kind, content), parameters);
  if (said === null) throw new Error('not read');
  return said;
}

/** What is told of one content beside another, in a language. */
async function told<K extends StructuredMatter>(
  kind: K,
  after: StructuredContents[K],
  before: StructuredContents[K],
  language = english,
): Promise<readonly ComparedLine[]> {
  const [now, then] = [await stated(kind, after), await stated(kind, before)];
  return compared(linesOf(now, language), linesOf(then, language));
}

it('a setting is told by what its author calls it, beside what was and what the rules themselves say', async () => {
  const set = [{ module: 'KE', parameter: 'CAP', value: '1500.00 HRB' }];
  const [line] = await told('settings', set, []);
  expect(line).toMatchObject({
    group: 'settings',
    name: 'A month’s cap (CAP of KE)',
    change: 'changed',
    text: '1,500.00 HRB, in place of 3,000.00 HRB, which the rules themselves say. The rules allow 1,000.00 HRB to 5,000.00 HRB.',
    before:
      '3,000.00 HRB, as the rules themselves say. The rules allow 1,000.00 HRB to 5,000.00 HRB.',
  });
  const [back] = await told('settings', [], set, german);
  expect([back?.change, back?.text]).toEqual([
    'changed',
    '3.000,00 HRB, wie die Regeln selbst es sagen. Die Regeln erlauben 1.000,00 HRB bis 5.000,00 HRB.',
  ]);
  expect((await told('settings', set, set)).map(({ change }) => change)).toEqual(['same']);
});

it('what is set of rules that nobody knows is told as such, and a value that is none is not read', async () => {
  const set = [{ module: 'UG', parameter: 'X', value: '7' }];
  const lines = linesOf(await stated('settings', set), english);
  expect(lines.map(({ name }) => name)).toEqual(['A month’s cap (CAP of KE)', 'UG X']);
  expect(lines[1]?.text).toContain('no such parameter');
  const bytes = encodeStructured('settings', set);
  const alone = await statedIn('settings', bytes, null);
  expect(alone && linesOf(alone, english).map(({ text }) => text)).toEqual(['7']);
  const none = encodeStructured('settings', [{ module: 'UG', parameter: 'X', value: 'seven' }]);
  expect(await statedIn('settings', none, parameters)).toBeNull();
});

it('suites are told by role, and their order is none of anybody’s business', async () => {
  const before = { roots: [1, 3], devices: [1], log: [1] } as const;
  const lines = await told('suites', { ...before, roots: [3, 1], devices: [1, 2] }, before);
  expect(lines.map(({ change }) => change)).toEqual(['same', 'changed', 'same']);
  expect(lines[1]?.text).toBe('ML-DSA-44 (short signatures) and ML-DSA-65 (stronger, and longer)');
  expect(lines[1]?.before).toBe('ML-DSA-44 (short signatures)');
  expect(lines[1]?.keysBefore).toEqual(['ML-DSA-44 (short signatures)']);
  expect(lines[1]?.keys).toHaveLength(2);
});

it('a cosigner is told by name and by the hash of its whole key; one with another name as the same', async () => {
  const [north, south] = [1, 2].map((seed) => {
    const { publicKey } = nodeCrypto.keyPair(1, new Uint8Array(32).fill(seed));
    return { suite: 1, publicKey } as const;
  });
  if (north === undefined || south === undefined) throw new Error('no keys');
  const of = (witnesses: StructuredContents['cosigners']['witnesses']) => ({
    witnesses,
    validators: [],
  });
  const before = of([{ name: 'north', key: north }]);
  const changes = async (after: typeof before): Promise<unknown> =>
    (await told('cosigners', after, before)).map((line) => [line.change, line.name, line.before]);
  const text = 'Signs that the log only grows.';
  expect(await changes(of([{ name: 'nord', key: north }]))).toEqual([['changed', 'nord', 'north']]);
  expect(await changes(of([{ name: 'north', key: south }]))).toEqual([['changed', 'north', text]]);
  expect(await changes(of([{ name: 'south', key: south }]))).toEqual([
    ['new', 'south', null],
    ['gone', 'north', null],
  ]);
  // Who takes the name of one that goes is not the one that went.
  expect(
    await changes(
      of([
        { name: 'north', key: south },
        { name: 'nord', key: north },
      ]),
    ),
  ).toEqual([
    ['changed', 'north', text],
    ['new', 'nord', null],
  ]);
  // One takes the name of another that goes: that one's key is told to be gone, and not hidden by a new name.
  const two = of([
    { name: 'north', key: north },
    { name: 'nord', key: south },
  ]);
  const taken = await told('cosigners', of([{ name: 'nord', key: north }]), two);
  expect(taken.map(({ change, name, keysBefore }) => [change, name, keysBefore])).toEqual([
    ['changed', 'nord', [toHex(keyId(south))]],
    ['gone', 'north', []],
  ]);
  const moved = await told('cosigners', { witnesses: [], validators: before.witnesses }, before);
  expect(moved.map(({ change, group }) => [change, group])).toEqual([
    ['new', 'validators'],
    ['gone', 'witnesses'],
  ]);
  const [line] = await told('cosigners', before, before);
  expect(line?.keys).toEqual([toHex(keyId(north))]);
});

it('a peer is told with its whole identifier, and a vendor with what programs call its certificates', async () => {
  const sovereign = new Uint8Array(32).fill(7);
  const [peer] = await told('peers', [{ name: 'Hill', sovereign }], []);
  expect([peer?.change, peer?.name, peer?.keys]).toEqual(['new', 'Hill', ['07'.repeat(32)]]);
  const root = Uint8Array.of(1, 2, 3);
  const sha256 = createHash('sha256').update(root).digest('hex');
  const [vendor] = await told('vendors', [{ name: 'Lake', roots: [root] }], []);
  expect([vendor?.name, vendor?.text, vendor?.keys]).toEqual([
    'Lake',
    'One certificate vouches for it.',
    [sha256],
  ]);
});

it('bytes that say something else are not told at all', async () => {
  const kinds = ['settings', 'suites', 'cosigners', 'peers', 'vendors', 'governance'] as const;
  for (const kind of kinds) {
    expect(await statedIn(kind, Uint8Array.of(0xff), parameters)).toBeNull();
  }
});
