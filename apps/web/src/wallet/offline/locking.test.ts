import { expect, it } from 'vitest';
import { formatsOf } from '../../frame/formats.ts';
import { offlineRoomEnglish } from '../../words/english/wallet/offline.ts';
import { offlineRoomGerman } from '../../words/german/wallet/offline.ts';
import {
  type LookWords,
  allowanceLooked,
  coverLooked,
  raiseLooked,
  releaseLooked,
  tabFor,
  tabLooked,
} from './locking.ts';

const NOW = Date.UTC(2027, 0, 1, 12);
const none = { amount: null, currency: null, memo: null };
const ben = { who: '@ben', address: 'tly1ben', handle: 'ben', country: 'KE', ...none };
const english: LookWords = { say: offlineRoomEnglish.setAside, formats: formatsOf('en') };
const german: LookWords = { say: offlineRoomGerman.setAside, formats: formatsOf('de') };
const sum = { amount: '20.00', currency: 'HRB' };

it('a tab is for the very address that was looked at, and its country', () => {
  const fixed = { until: NOW, reference: 'r' };
  const tab = tabFor(ben, sum, fixed);
  const bare = { ...sum, to: 'tly1ben', ...fixed };
  expect(tab).toEqual({ ...bare, toCountry: 'KE' });
  expect(tabFor({ ...ben, country: null }, sum, fixed)).toEqual(bare);
  const look = tabLooked(ben, tab, english);
  expect(look).toMatchObject({ ...sum, payee: ben });
  expect(look.lines.join()).toContain(english.formats.moment(NOW));
});

it('what can be lost with an allowance counts its collateral', () => {
  const request = { ...sum, perCheque: '5.00', until: NOW, reference: 'r', countries: ['KE'] };
  for (const language of [english, german]) {
    const amountOf = language.formats.amount;
    const look = allowanceLooked({ ...request, collateral: '40.00' }, language);
    expect(look.payee).toBeNull();
    for (const part of ['20.00', '40.00']) expect(look.lost).toContain(amountOf(part));
    for (const part of ['5.00', '40.00']) expect(look.lines.join()).toContain(amountOf(part));
    expect(look.lines.join()).toContain(language.formats.country('KE'));
    expect(allowanceLooked(request, language).lost).not.toContain(amountOf('40.00'));
  }
});

it('cover says whose allowance it is for, and that all of it can be lost', () => {
  const terms = { of: 'tly1ben', handle: 'ben', ...sum, perCheque: '5.00', until: NOW };
  const look = coverLooked(ben, terms, '7.00', english);
  expect(look).toMatchObject({ payee: ben, amount: '7.00', currency: 'HRB' });
  expect(look.lost).toContain('7.00 HRB');
});

it('more on a tab is locked as long as the tab; what is not given of one goes back', () => {
  const tab = { hold: '00', currency: 'HRB', cap: '20.00', until: NOW };
  const own = { ...tab, kind: 'tab', to: 'tly1ben', given: '3.00' } as const;
  const more = raiseLooked(ben, own, '1.00', english);
  expect(more.lines.join()).toContain(english.formats.moment(NOW));
  const held = { ...tab, kind: 'tab', from: 'tly1ben', got: '3.00', taken: '1.00' } as const;
  const back = releaseLooked(ben, { ...held, isOver: false }, english);
  expect([back.amount, back.lines]).toEqual(['2.00', ['Back to them goes 17.00 HRB.']]);
});

it('nothing is called safe while an own allowance can be lost', () => {
  for (const { exposure } of [offlineRoomEnglish, offlineRoomGerman]) {
    expect(exposure.safe).not.toMatch(/of yours|Von Ihrem Geld/);
    expect(exposure.kinds.allowance).toMatch(/collateral|Pfand/);
  }
});
