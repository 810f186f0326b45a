import { expect, test } from 'vitest';
import { partyHandle } from '../import/party-handle.ts';
import { partyText } from './party-text.ts';

test('a party of an imported file is told by its name too', () => {
  expect(partyText({ handle: partyHandle('Acme Ltd') })).toBe('@x._acme-_ltd (Acme Ltd)');
  expect(partyText({ handle: partyHandle('Zoë') })).toBe('@x._zo__c3__ab (Zoë)');
  expect(partyText({ handle: 'ada' })).toBe('@ada');
});

test('a name that a terminal would act on is not shown', () => {
  for (const name of ['\u001B[2J', 'Ada\nBen', '\u202Ecba', ' ada']) {
    const handle = partyHandle(name);
    expect(partyText({ handle })).toBe(`@${handle}`);
  }
});
