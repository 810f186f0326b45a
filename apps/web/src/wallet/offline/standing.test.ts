import { done, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { offlineRoomEnglish } from '../../words/english/wallet/offline.ts';
import { offlineRoomGerman } from '../../words/german/wallet/offline.ts';
import type { ExchangeEnd } from './exchange-messages.ts';
import { START, afterNews } from './exchange-state.ts';
import { TONES, standingOf } from './standing.ts';

const request = { to: 'ben', amount: '5.00', currency: 'HRB', memo: '', until: 0 };
const start = {
  asked: null,
  askedWord: null,
  word: null,
  isConfirmed: false,
  handed: null,
  notAccepted: null,
  over: null,
  showing: null,
};
const choice = { hold: '00', kind: 'tab', hands: 'new' } as const;
const asked = { ...start, asked: { request, choice, turn: 1 } } as const;
const handed = {
  ...asked,
  isConfirmed: true,
  showing: new Uint8Array(1),
  handed: { kind: 'tab', amount: '5.00', currency: 'HRB', to: 'ben' },
} as const;
const message = new Uint8Array(1);
const accepted = {
  status: 'accepted',
  doubleSpend: 'prevented',
  words: '',
  amount: '5.00',
  currency: 'HRB',
  from: 'ada',
  memo: '',
  request: '',
  until: 0,
  message,
} as const;
const paid = { amount: '5.00', currency: 'HRB', to: 'ben' };
const lost = failed('unreachable', 'other-side-gone', '');

function ended(end: ExchangeEnd, before: typeof start | typeof handed = start): string {
  return standingOf(end.kind, { ...before, over: done(end) });
}

it('a payer reads, is asked, hands over, and has it confirmed', () => {
  expect(standingOf('pay', start)).toBe('looking');
  expect(standingOf('pay', asked)).toBe('asked');
  expect(standingOf('pay', { ...asked, isConfirmed: true })).toBe('working');
  expect(standingOf('pay', handed)).toBe('handed');
  expect(ended({ kind: 'pay', finished: { status: 'confirmed', ...paid } }, handed)).toBe(
    'confirmed',
  );
});

it('what was handed over is not confirmed as long as no receipt has come', () => {
  expect(standingOf('pay', { ...handed, over: lost })).toBe('not-confirmed');
  const refused = { status: 'not-accepted', code: 'limit', words: '' } as const;
  expect(ended({ kind: 'pay', finished: refused }, handed)).toBe('not-confirmed');
  const more = { status: 'send', code: 'half', message } as const;
  expect(ended({ kind: 'pay', finished: more }, handed)).toBe('not-confirmed');
});

it('what was never handed over failed, or was declined, and nothing counts as given', () => {
  expect(standingOf('pay', { ...asked, over: lost })).toBe('failed');
  const declined = failed('refused', 'not-confirmed', '');
  expect(standingOf('pay', { ...asked, isConfirmed: true, over: declined })).toBe('declined');
});

it('a payee that asks for more still shows, and what is refused is said', () => {
  const why = { status: 'not-accepted', words: '' } as const;
  expect(standingOf('receive', start)).toBe('showing');
  expect(standingOf('receive', { ...start, notAccepted: { ...why, code: 'unknown-hold' } })).toBe(
    'showing',
  );
  expect(standingOf('receive', { ...start, notAccepted: { ...why, code: 'limit' } })).toBe(
    'not-accepted',
  );
});

it('a payer is asked whether to believe a word, and what was given stays given where it is not', () => {
  const word = { to: 'ben', amount: '5.00', currency: 'HRB', turn: 1 };
  const isAsked = afterNews(START, { kind: 'asked-word', word });
  expect(standingOf('pay', isAsked)).toBe('word-asked');
  expect(standingOf('pay', { ...isAsked, isConfirmed: true })).toBe('working');
  const doubted = failed('refused', 'not-confirmed', '');
  expect(standingOf('pay', { ...isAsked, over: doubted })).toBe('word-declined');
  const voided = done({ kind: 'pay', finished: { status: 'voided', ...paid } } as const);
  expect(standingOf('pay', { ...isAsked, over: voided })).toBe('voided');
});

it('a payee that has given its word shows that, until something is accepted after all', () => {
  const why = { status: 'not-accepted', code: 'request', words: '' } as const;
  const refused = afterNews(START, { kind: 'not-accepted', why, handover: message });
  expect([standingOf('receive', refused), refused.voidable]).toEqual(['not-accepted', message]);
  const given = { ...refused, word: message };
  expect(standingOf('receive', given)).toBe('word-given');
  const tab = { kind: 'receive', acceptance: { ...accepted, kind: 'tab' } } as const;
  expect(standingOf('receive', { ...given, over: done(tab) })).toBe('accepted-tab');
  const left = { kind: 'receive', acceptance: { ...why, message } } as const;
  expect(standingOf('receive', { ...given, over: done(left) })).toBe('word-given');
  // The next one that is not accepted, of a cheque, has no such word.
  expect(afterNews(refused, { kind: 'not-accepted', why, handover: null }).voidable).toBeNull();
});

it('a cheque is never said in the tone of what is prevented', () => {
  const tab = { kind: 'receive', acceptance: { ...accepted, kind: 'tab' } } as const;
  expect(ended(tab)).toBe('accepted-tab');
  const cheque = { kind: 'receive', acceptance: { ...accepted, kind: 'cheque' } } as const;
  expect(ended(cheque)).toBe('accepted-cheque');
  expect(TONES['accepted-tab']).toBe('good');
  expect(TONES['accepted-cheque']).not.toBe('good');
});

it('two that compared agree, or have the proof of a fork', () => {
  expect(standingOf('compare', start)).toBe('comparing');
  expect(ended({ kind: 'compare', forks: [] })).toBe('agreed');
  expect(ended({ kind: 'compare', forks: ['00'] })).toBe('forked');
});

it.each([
  [
    'English',
    offlineRoomEnglish.offline,
    { prevented: /prevented/, detected: /detected/, open: /^handed over, not conf/i, lose: /lose/ },
  ],
  [
    'German',
    offlineRoomGerman.offline,
    {
      prevented: /verhindert/,
      detected: /erkannt/,
      open: /^übergeben, nicht best/i,
      lose: /verlieren/,
    },
  ],
] as const)('%s says of each state what is promised of it, and no more', (_, words, say) => {
  const { standings } = words;
  expect(Object.keys(standings).toSorted()).toEqual(Object.keys(TONES).toSorted());
  expect(standings['accepted-tab'].text).toMatch(say.prevented);
  expect(standings['accepted-tab'].text).not.toMatch(say.detected);
  expect(standings['accepted-cheque'].text).toMatch(say.detected);
  expect(standings['accepted-cheque'].text).not.toMatch(say.prevented);
  expect(standings['accepted-cheque'].text).toMatch(say.lose);
  expect(standings['not-confirmed'].title).toMatch(say.open);
  expect(standings.handed.title).toMatch(say.open);
  expect(words.word.canLose).toMatch(say.lose);
});

it('a payer who said yes is asked again where the choice has changed by then', () => {
  const again = { request, choice: { ...choice, hold: '01', kind: 'cheque' }, turn: 2 } as const;
  const said = { ...START, ...asked, isConfirmed: true };
  const now = afterNews(said, { kind: 'asked', asked: again });
  expect([standingOf('pay', said), standingOf('pay', now)]).toEqual(['working', 'asked']);
  expect(now.asked).toEqual(again);
});
