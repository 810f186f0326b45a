import { expect, it } from 'vitest';
import { termsInFile } from './terms-of-file.ts';

const appeal = '05'.repeat(32);
const exemption = {
  currency: '01'.repeat(32),
  amount: '15000',
  payee: '02'.repeat(32),
  rule: 'KE-1',
  until: 1_900_000_000_000,
};
const content = {
  kind: 'tallystick answer to an appeal',
  appeal,
  outcome: 'exception',
  exemption,
  signed: [{ by: 0, signature: 'AA' }],
};

it('the second signer of an answer gets the very terms of the first', () => {
  expect(termsInFile(JSON.stringify(content), appeal)).toEqual({ outcome: 'exception', exemption });
  const upheld = { ...content, outcome: 'upheld', exemption: null };
  expect(termsInFile(JSON.stringify(upheld), appeal)).toEqual({
    outcome: 'upheld',
    exemption: null,
  });
});

it('a file of another appeal, of something else or of no sense has none', () => {
  const others: unknown[] = [
    { ...content, appeal: '06'.repeat(32) },
    { ...content, kind: 'tallystick office word' },
    { ...content, outcome: 'granted' },
    { ...content, exemption: { ...exemption, until: '1' } },
    { ...content, exemption: 3 },
    { ...content, exemption: undefined },
    null,
    [],
  ];
  for (const other of others) expect(termsInFile(JSON.stringify(other), appeal)).toBeNull();
  expect(termsInFile('no json', appeal)).toBeNull();
});
