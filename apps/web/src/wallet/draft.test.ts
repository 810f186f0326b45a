import { expect, it } from 'vitest';
import { draftOf, payRequestOf } from './draft.ts';

const payee = {
  who: '@ben',
  address: 'tally1ben',
  handle: 'ben',
  country: 'KE',
  amount: null,
  currency: null,
  memo: null,
};
const asked = { payee, amount: '5.00', currency: 'HRB', memo: '' };

it('what is looked at once more is the same payment, until something in it is another', () => {
  let made = 0;
  const fresh = (): string => `r${(made += 1)}`;
  const first = draftOf(asked, null, fresh);
  expect(draftOf(asked, first, fresh).reference).toBe(first.reference);
  // The name by which somebody is asked for is not part of it: the address is.
  const renamed = { ...payee, who: 'tally1ben', handle: 'benny' };
  expect(draftOf({ ...asked, payee: renamed }, first, fresh).reference).toBe(first.reference);
  const changes = [
    { payee: { ...payee, address: 'tally1mal' } },
    { amount: '5.01' },
    { currency: 'EUR' },
    { memo: 'fish' },
  ];
  for (const change of changes) {
    expect(draftOf({ ...asked, ...change }, first, fresh).reference).not.toBe(first.reference);
  }
  expect(draftOf(asked, null, fresh).reference).not.toBe(first.reference);
});

it('what is signed is what was looked at: the address and the country, not the name', () => {
  const draft = { ...asked, payee: { ...payee, amount: '9.00' }, memo: 'Fish', reference: 'r' };
  const request = { to: 'tally1ben', amount: '5.00', currency: 'HRB', reference: 'r' };
  expect(payRequestOf(draft)).toEqual({ ...request, toCountry: 'KE', memo: 'Fish' });
  const bare = { ...draft, memo: '', payee: { ...payee, country: null } };
  expect(payRequestOf(bare)).toEqual(request);
});
