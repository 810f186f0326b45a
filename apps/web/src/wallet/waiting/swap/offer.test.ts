import { type HoldView, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { swapEnglish } from '../../../words/english/wallet/swap.ts';
import { swapGerman } from '../../../words/german/wallet/swap.ts';
import { differencesOf } from './differences.ts';
import {
  type Offer,
  answerTo,
  answerableUntil,
  answeredTerms,
  boundPart,
  firstPart,
  isAnswer,
  offerFault,
  offerLink,
  offerOf,
  offeredTerms,
  readOffer,
  secondPart,
} from './offer.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2027, 0, 1, 12);
const ADA = `tally1${'a'.repeat(58)}`;
const BEN = `tally1${'b'.repeat(58)}`;
const HASH = 'cd'.repeat(32);
const SOVEREIGN = 'ef'.repeat(32);
const offer: Offer = {
  hold: 'ab'.repeat(32),
  at: SOVEREIGN,
  from: ADA,
  gives: { amount: '20.00', currency: 'HRB' },
  wants: { amount: '5', currency: 'FISH' },
  answerUntil: NOW + 24 * HOUR,
};
const link = offerLink(offer, 'https://harbour.example');
const beside = { amount: null, currency: null, memo: null };
const ben = { who: '@ben', address: BEN, handle: 'ben', country: 'KE', ...beside };

function held(change: Partial<HoldView>, to = BEN): HoldView {
  const claim = { claim: 0, to, handle: null, isMine: to === ADA, missing: '', lacks: null };
  return {
    hold: offer.hold,
    status: 'open',
    isOwn: true,
    from: ADA,
    handle: 'ada',
    amount: '20.00',
    currency: 'HRB',
    proven: true,
    claims: [{ ...claim, when: `preimage ${HASH}`, until: NOW, waitsForMe: false, schedule: null }],
    taken: null,
    swap: { ...offer.wants, until: offer.answerUntil },
    ...change,
  };
}
const own = held({});
const part = (change: Partial<HoldView> = {}): HoldView => {
  const theirs = { hold: '12'.repeat(32), isOwn: false, from: BEN, swap: null };
  return held({ ...theirs, ...offer.wants, ...change }, ADA);
};

it('what whoever begins locks lasts twice as long as the answer, and waits for a secret', () => {
  const typed = { to: 'ben', gives: offer.gives, wants: offer.wants, days: '1' } as const;
  const request = firstPart(typed, NOW + 1, 'r');
  const minute = NOW + 60_000;
  expect(request).toEqual({
    ...offer.gives,
    claims: [{ to: '@ben', until: minute + 48 * HOUR }],
    reference: 'r',
    swap: { ...offer.wants, until: minute + 24 * HOUR },
  });
  const [claim] = boundPart(request, ben).claims;
  expect(claim).toEqual({ to: BEN, toCountry: 'KE', until: minute + 48 * HOUR });
  expect(boundPart(request, { ...ben, country: null }).claims[0]).not.toHaveProperty('toCountry');
});

it('an offer is read as it was written, whole or from its # on', () => {
  expect(offerOf(own, SOVEREIGN)).toEqual(offer);
  expect(readOffer(link)).toEqual(offer);
  expect(readOffer(` ${link.slice(link.indexOf('#'))}\n`)).toEqual(offer);
  expect(offeredTerms(offer)).toEqual({
    hold: offer.hold,
    from: ADA,
    amount: '20.00',
    currency: 'HRB',
    answerUntil: offer.answerUntil,
  });
});

it.each([
  ['nothing', ''],
  ['prose', 'Send me 20.00 HRB'],
  ['a field less', link.replace(/&until=\d+/, '')],
  ['a field twice', `${link}&wants=1+FISH`],
  ['a field more', `${link}&note=hello`],
  ['a hold that is none', link.replace('abab', 'zzab')],
  ['an amount that is negative', link.replace('20.00', '-20.00')],
  ['an amount with separators', link.replace('20.00', '20,000')],
  ['an amount in powers', link.replace('20.00', '2e9')],
  ['a currency that is markup', link.replace('FISH', '<b>')],
  ['an address that is a script', link.replace(ADA, 'javascript:alert(1)')],
  ['a time that is none', link.replace(/until=\d+/, 'until=soon')],
  ['a time beyond all times', link.replace(/until=\d+/, `until=${'9'.repeat(20)}`)],
  ['a text without end', `${link}${' '.repeat(10_000)}`],
])('%s is no offer', (_, text) => {
  expect(readOffer(text)).toBeNull();
});

it('an offer that is nothing for this wallet says why, before anybody is asked', () => {
  const view = { address: BEN, sovereign: { id: SOVEREIGN } };
  expect(offerFault(offer, view, NOW)).toBeNull();
  expect(offerFault(offer, { ...view, address: ADA }, NOW)).toBe('own');
  expect(offerFault({ ...offer, at: HASH }, view, NOW)).toBe('elsewhere');
  expect(offerFault({ ...offer, wants: offer.gives }, view, NOW)).toBe('same-currency');
  expect(offerFault(offer, view, offer.answerUntil - 4 * HOUR)).toBeNull();
  expect(offerFault(offer, view, offer.answerUntil - 4 * HOUR + 1)).toBe('too-late');
  expect(answerableUntil(offer.answerUntil)).toBe(offer.answerUntil - 4 * HOUR);
});

it('an offer is answered once, for whom was looked at, until the end that was offered', () => {
  const ada = { ...ben, address: ADA };
  const answer = secondPart(offer, ada, NOW + 48 * HOUR);
  expect(answer).toEqual({
    ...offer.wants,
    claims: [{ to: ADA, toCountry: 'KE', until: offer.answerUntil }],
    reference: `swap ${offer.hold.slice(0, 56)}`,
    swap: { ...offer.gives, until: NOW + 48 * HOUR, answers: offer.hold },
  });
  expect(answer.reference?.length).toBeLessThanOrEqual(64);
});

it('the other side of an own offer is found by the secret that both wait for, and is taken from there alone', () => {
  const right = part();
  expect(answerTo(own, [own, right])).toBe(right);
  expect(answeredTerms(own, right)).toEqual({
    hold: right.hold,
    ...offer.wants,
    from: BEN,
    hash: HASH,
  });
  expect(isAnswer(right, [own, right])).toBe(true);
  // Too little beside what is right, and too little alone: the check says so before anything is taken.
  const less = part({ amount: '4' });
  expect(answerTo(own, [less, right])).toBe(right);
  expect(answerTo(own, [less])).toBe(less);
  expect(isAnswer(less, [own, less])).toBe(true);
  // What asks for more than the secret shows it as well.
  const [plain] = right.claims;
  const bent = part({
    claims: [{ ...plain!, when: `preimage ${HASH} and after 2020-01-01T00:00Z` }],
  });
  expect(isAnswer(bent, [own, bent])).toBe(true);
  expect(answerTo(own, [bent, right])).toBe(right);
  expect(answerTo(own, [bent])).toBe(bent);
  // Of somebody else, gone, under another secret, or none.
  expect(answerTo(own, [part({ from: ADA })])).toBeNull();
  expect(answerTo(own, [part({ status: 'gone' })])).toBeNull();
  const [claim] = right.claims;
  const other = part({ claims: [{ ...claim!, when: `preimage ${'00'.repeat(32)}` }] });
  expect(answerTo(own, [other])).toBeNull();
  expect(isAnswer(other, [own, other])).toBe(false);
  // Once taken it stays what it was.
  const taken = part({ status: 'gone', taken: 'final' });
  expect(answerTo(own, [taken])).toBe(taken);
});

it('who has answered offers nothing, and takes by itself', () => {
  const answering = held({ swap: { ...offer.gives, until: NOW, answers: HASH } });
  expect(offerOf(answering, SOVEREIGN)).toBeNull();
  expect(answerTo(answering, [part()])).toBeNull();
  expect(isAnswer(part(), [answering])).toBe(false);
  expect(offerOf(held({ swap: null }), SOVEREIGN)).toBeNull();
  expect(offerOf(part(), SOVEREIGN)).toBeNull();
});

it('whatever differs has words, and nothing else is taken for a difference', () => {
  const differs = ['amount', 'currency', 'from', 'claims', 'condition', 'hash', 'until'] as const;
  const told = failed('refused', 'swap-differs', '', { differs: [...differs, '<b>', 7] }).failure;
  expect(differencesOf(told)).toEqual(differs);
  for (const { differs: say } of [swapEnglish, swapGerman]) {
    expect(new Set(differs.map((one) => say[one])).size).toBe(differs.length);
  }
  expect(differencesOf({ ...told, code: 'hold-gone' })).toEqual([]);
  expect(differencesOf({ ...told, data: { differs: 'amount' } })).toEqual([]);
});
