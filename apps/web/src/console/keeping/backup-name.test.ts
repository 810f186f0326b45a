import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backupName } from './backup-name.ts';

it('says whose it is and when it was made', () => {
  const at = Date.UTC(2027, 6, 10, 9, 15, 2);
  expect(backupName('Harbour', at)).toBe('harbour-2027-07-10-091502.tar');
  expect(backupName('São Tomé & Príncipe', at)).toBe('sa-o-tome-pri-ncipe-2027-07-10-091502.tar');
  expect(backupName('港', at)).toBe('sovereign-2027-07-10-091502.tar');
});

it('is one that the node takes, whatever a sovereign is called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(backupName(name, 1_800_000_000_000)).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/);
    }),
  );
});
