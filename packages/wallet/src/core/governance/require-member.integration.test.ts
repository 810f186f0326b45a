import { Desk } from '@tallystick/ledger/testing/desk';
import { governedConstitution, speak, testGovernance } from '@tallystick/ledger/testing/governance';
import { contentOf } from '@tallystick/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isMember, proposersOf } from './require-member.ts';

const COUNTRIES = ['DE', 'KE', 'UG'];
const someCountries = fc.uniqueArray(fc.constantFrom(...COUNTRIES), { maxLength: 2 });
const electorate = (name: string) =>
  fc.record({ name: fc.constant(name), countries: someCountries, minTier: fc.nat(1) });

it('says of everybody what the ledger would', () => {
  const electorates = fc.tuple(electorate('people'), electorate('others'));
  fc.assert(
    fc.property(electorates, someCountries, fc.boolean(), (both, countries, byOffice) => {
      const governance = testGovernance();
      const desk = new Desk(governedConstitution(undefined, { electorates: both }));
      const matter = byOffice
        ? ({ kind: 'module', owner: 'KE' } as const)
        : ({ kind: 'global' } as const);
      const asked = proposersOf({ ...governance, electorates: both }, matter);
      const from = Math.ceil(desk.header.time / 1000) * 1000 + 60_000;
      const content = contentOf(new TextEncoder().encode('a text'), []);
      const rest = {
        base: null,
        content,
        from,
        until: null,
        lane: 'ordinary',
        alarms: [],
      } as const;
      const answer = desk.send(
        speak(desk.person(countries), { kind: 'proposal', matter, ...rest }),
      );
      const records = countries.map((country) => ({ country, tier: 0, validUntil: null }));
      const expected = asked!.some((one) => isMember(one, records, desk.header.time));
      expect([expected, answer.ok || answer.code]).toEqual([
        expected,
        expected ? true : 'not-entitled',
      ]);
    }),
    { numRuns: 100 },
  );
});

it('counts a record until its end, and knows matters that nobody changes', () => {
  const people = { name: 'people', countries: ['KE'], minTier: 2 };
  const record = { country: 'KE', tier: 2, validUntil: 1000 };
  expect([999, 1000, 1001].map((time) => isMember(people, [record], time))).toEqual([
    true,
    true,
    false,
  ]);
  expect(isMember(people, [{ ...record, tier: 1 }], 0)).toBe(false);
  expect(isMember({ ...people, countries: [] }, [{ ...record, country: 'DE' }], 0)).toBe(true);
  const governance = { ...testGovernance(), procedures: [] };
  expect(proposersOf(governance, { kind: 'global' })).toBeUndefined();
});
