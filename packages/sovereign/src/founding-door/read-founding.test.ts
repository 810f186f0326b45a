import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkOptions } from '../founding/check-options.ts';
import { type FoundingBody, readFounding } from './read-founding.ts';

const GOOD: FoundingBody = {
  name: 'Harbour',
  country: 'KE',
  currencies: [{ code: 'HRB', decimals: 2, name: 'Harbour shilling' }],
  governance: { commentMs: 2000, voteMs: 3000, timelockMs: 0, emergencyMs: 60_000 },
  passphrase: 'twelve or more',
};

function faultsOf(change: Partial<FoundingBody>): string[] {
  const read = readFounding({ ...GOOD, ...change });
  return read.ok ? [] : read.faults.map(({ field, fault }) => `${field} ${fault}`);
}

test('what is right becomes options that founding takes, with stages as they were chosen', () => {
  const read = readFounding(GOOD);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  checkOptions({ ...read.options, folder: '/nowhere' });
  expect(read.options.governance?.procedures).toHaveLength(10);
  const [first] = read.options.governance?.procedures ?? [];
  expect(first).toMatchObject({ commentMs: 2000, voteMs: 3000, timelockMs: 0 });
  expect(read.options.parameters).toEqual({ heartbeatMs: 1000 });
  const calm = readFounding({ ...GOOD, governance: null });
  expect(calm.ok && 'governance' in calm.options).toBe(false);
});

test('every field that is wrong is named, all at once', () => {
  const currencies = [
    { code: 'HRB', decimals: 13, name: '' },
    { code: 'HRB', decimals: 0.5, name: 'x'.repeat(65) },
    { code: 'hr', decimals: 0, name: 'a\nb' },
  ];
  const governance = { commentMs: 0, voteMs: -1, timelockMs: 999, emergencyMs: 1e15 };
  const wrong = { name: ' ', country: 'Kenya', currencies, governance, passphrase: 'short' };
  expect(faultsOf(wrong)).toEqual([
    'name missing',
    'country form',
    'currencies.0.decimals range',
    'currencies.0.name missing',
    'currencies.1.code twice',
    'currencies.1.decimals range',
    'currencies.1.name too-long',
    'currencies.2.code form',
    'currencies.2.name form',
    'governance.commentMs range',
    'governance.voteMs range',
    'governance.timelockMs range',
    'governance.emergencyMs range',
    'passphrase too-short',
  ]);
  expect(faultsOf({ name: '\ud800' })).toEqual(['name form']);
  expect(faultsOf({ currencies: [] })).toEqual(['currencies missing']);
  const many = Array.from({ length: 17 }, (_, at) => ({
    code: `C${at + 10}`,
    decimals: 0,
    name: 'c',
  }));
  expect(faultsOf({ currencies: many })).toEqual(['currencies too-many']);
  expect(faultsOf({ passphrase: 'x'.repeat(1025) })).toEqual(['passphrase too-long']);
});

test('whatever is taken can stand in a constitution, and nothing throws', () => {
  const time = fc.oneof(fc.integer({ min: -1, max: 400_000_000_000 }), fc.double(), fc.constant(0));
  const body = fc.record({
    name: fc.string({ unit: 'binary', maxLength: 70 }),
    country: fc.oneof(fc.constant('KE'), fc.string({ maxLength: 3 })),
    currencies: fc.array(
      fc.record({
        code: fc.oneof(fc.constantFrom('ABC', 'ABCD1234'), fc.string({ maxLength: 9 })),
        decimals: fc.oneof(fc.integer({ min: -1, max: 14 }), fc.double()),
        name: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
      }),
      { maxLength: 3 },
    ),
    governance: fc.option(
      fc.record({ commentMs: time, voteMs: time, timelockMs: time, emergencyMs: time }),
    ),
    passphrase: fc.string({ unit: 'binary', maxLength: 30 }),
  });
  fc.assert(
    fc.property(body, (given) => {
      const read = readFounding(given);
      if (!read.ok) expect(read.faults.length).toBeGreaterThan(0);
      else expect(checkOptions({ ...read.options, folder: '/nowhere' })).toBeUndefined();
    }),
  );
});
