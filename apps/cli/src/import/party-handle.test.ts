import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partyHandle, partyName } from './party-handle.ts';

const HANDLE = /^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/;
// Lone surrogates have no UTF-8 form; the reader of the file never yields them.
const names = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme', maxLength: 40 }),
  fc.stringMatching(/^[xy]\.[A-Za-z0-9._ -]{1,20}$/),
  fc.stringMatching(/^[A-Za-z0-9._ -]{1,14}$/),
);

test('every name has a valid handle, and reads back from it unless it was shortened', () => {
  fc.assert(
    fc.property(names, (name) => {
      const handle = partyHandle(name);
      expect(handle).toMatch(HANDLE);
      if (!handle.startsWith('y.')) expect(partyName(handle)).toBe(name);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['ada', 'ada'],
  ['ada.lovelace-2', 'ada.lovelace-2'],
  ['Acme Ltd', 'x._acme-_ltd'],
  ['Acme Ltd.', 'x._acme-_ltd__2e'],
  ['x.ada', 'x.x.ada'],
  ['zoë', 'x.zo__c3__ab'],
])('%j is the party @%s', (name, handle) => {
  expect(partyHandle(name)).toBe(handle);
});

test('a name of any length fits, two long names do not meet', () => {
  const one = partyHandle('Cooperative of the Fishers of the Northern Harbour, Mombasa');
  const two = partyHandle('Cooperative of the Fishers of the Northern Harbour, Malindi');
  expect(one).toMatch(/^y\.coopera.*\.[0-9a-f]{20}$/);
  expect(one).not.toBe(two);
  expect(partyHandle('x'.repeat(10_000))).toMatch(HANDLE);
  expect(partyName(one)).toBeUndefined();
});
