import { type HoldView, done, failed } from '@tallystick/wallet';
import { parseCondition } from '@tallystick/protocol';
import { expect, it } from 'vitest';
import { formatsOf } from '../../frame/formats.ts';
import { waitingEnglish } from '../../words/english/wallet/waiting.ts';
import { waitingGerman } from '../../words/german/wallet/waiting.ts';
import { conditionRead } from '../inside/condition-read.ts';
import { claimText, readWhen, spanText, waitingFor } from './claim-text.ts';
import { lockedIn } from './locked.ts';
import { lookUp } from './look-up.ts';
import { orderStatus } from './put-status.ts';
import {
  type Asked,
  type Order,
  type OrderLooked,
  askedOf,
  boundTo,
  lookedAgain,
} from './recipe.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2027, 0, 1, 12);
const owner = { handle: 'ada', address: 'tly1ada' };
const order: Order = {
  recipe: 'after',
  to: '@ben',
  amount: '5.00',
  currency: 'HRB',
  day: '2027-02-01',
  third: 'carl',
  statement: 'The boat has its 100.00 HRB.',
  period: 'month',
  times: '12',
  isAhead: true,
  days: '30',
  condition: '',
};
const asked = (change: Partial<Order>, who: Partial<typeof owner> | { handle: null } = {}): Asked =>
  askedOf({ ...order, ...change }, { ...owner, ...who }, NOW, 'r');
const claimsOf = (one: Asked): readonly { to: unknown; when?: string; until: number }[] =>
  one.kind === 'hold' || one.kind === 'for-secret' ? one.request.claims : [];

it('a recipe is claims that the language of conditions reads', () => {
  const [after] = claimsOf(asked({}));
  expect(after?.to).toBe('@ben');
  const read = parseCondition(after?.when ?? '');
  const day = new Date(2027, 1, 1).getTime();
  expect(read).toMatchObject({ ok: true, condition: { kind: 'after', time: day } });
  expect(after?.until).toBe(day + 30 * DAY);

  const [letGo, sendBack] = claimsOf(asked({ recipe: 'escrow' }));
  expect(letGo).toMatchObject({ to: '@ben', when: 'signed 1 of ada, carl', until: NOW + 30 * DAY });
  expect(sendBack).toMatchObject({ to: 'tly1ada', when: 'signed 1 of ben, carl' });

  const [heir, back] = claimsOf(asked({ recipe: 'inheritance' }));
  expect([heir?.to, back?.to, back?.when]).toEqual(['@ben', 'tly1ada', 'signed 1 of ada']);
  expect(back?.until).toBe(heir?.until);

  expect(asked({ recipe: 'secret' })).toMatchObject({ kind: 'for-secret' });
  const [own] = claimsOf(asked({ recipe: 'own', condition: ' signed 2 of a, b ' }));
  expect(own?.when).toBe('signed 2 of a, b');
});

it('a standing order sets one period aside at a time, or all', () => {
  const ahead = asked({ recipe: 'every' });
  const request = { to: '@ben', amount: '5.00', periodMs: 30 * DAY, periods: 12 };
  expect(ahead).toMatchObject({ kind: 'mandate', request: { ...request, ahead: 1 } });
  const all = asked({ recipe: 'every', isAhead: false, period: 'week' });
  expect(all.kind === 'mandate' && all.request.ahead).toBeUndefined();
  expect(all).toMatchObject({ request: { periodMs: 7 * DAY } });
});

const none = { amount: null, currency: null, memo: null };
const ben = { who: '@ben', address: 'tly1ben', handle: 'ben', country: 'KE', ...none };

it('what was looked at is what is signed: the address, not the name', () => {
  const carl = { address: 'tly1carl', handle: 'carl', country: 'DE' };
  const bound = (one: Asked, country: string | null = 'KE'): Asked => {
    const looked = { payee: { ...ben, country }, named: new Map([['carl', carl]]) };
    return one.kind === 'fault' ? one : boundTo(one, looked);
  };
  for (const recipe of ['after', 'escrow', 'secret', 'inheritance'] as const) {
    const before = claimsOf(asked({ recipe }));
    const after = bound(asked({ recipe }));
    const [first, ...rest] = claimsOf(after);
    expect(first).toEqual({ ...before[0], to: 'tly1ben', toCountry: 'KE' });
    expect(rest).toEqual(before.slice(1));
    expect(after).toMatchObject({ request: { names: { carl: 'tly1carl' }, reference: 'r' } });
  }
  const order = { to: 'tly1ben', toCountry: 'KE', periods: 12, firstAt: NOW };
  expect(bound(asked({ recipe: 'every' }))).toMatchObject({ kind: 'mandate', request: order });
  expect(claimsOf(bound(asked({}), null))[0]).not.toHaveProperty('toCountry');
});

it('whoever a condition names is looked up beside the payee, but not the wallet itself', async () => {
  const typed: string[] = [];
  const calls: Parameters<typeof lookUp>[0] = {
    payee(who) {
      typed.push(who);
      return Promise.resolve(done({ ...ben, address: `tly1${who.slice(1)}` }));
    },
    readCondition: (text) => Promise.resolve(done(conditionRead(text))),
  };
  const escrow = asked({ recipe: 'escrow' });
  if (escrow.kind === 'fault') throw new Error(escrow.fault);
  const found = await lookUp(calls, 'ben', escrow, owner);
  expect(typed).toEqual(['@ben', '@carl', '@ben']);
  const named = found.kind === 'looked' ? [...found.looked.named] : [];
  const addresses = named.map(([name, { address }]) => [name, address]);
  expect(Object.fromEntries(addresses)).toEqual({
    ada: 'tly1ada',
    ben: 'tly1ben',
    carl: 'tly1carl',
  });
  const bent = asked({ recipe: 'own', condition: 'signed 1 of' });
  if (bent.kind === 'fault') throw new Error(bent.fault);
  expect(await lookUp(calls, 'ben', bent, owner)).toEqual({ kind: 'unreadable' });
  const gone = {
    ...calls,
    payee: () => Promise.resolve(failed('refused', 'unknown-identity', '')),
  };
  expect(await lookUp(gone, 'ben', escrow, owner)).toMatchObject({ kind: 'failed' });
});

it('nobody is asked to say what looks other than it is', () => {
  const when = (said: string): string => `oracle carl "${said}"`;
  expect(readWhen(when('It is not met.')).kind).toBe('says');
  expect(readWhen(when('It is \u2067not\u2069 met.')).kind).toBe('other');
  expect(readWhen(when('It is not met.\u202e')).kind).toBe('other');
});

it('a goal waits for one sentence of whoever counts, whatever is in it', () => {
  for (const statement of ['It is met.', 'The \\ “boat” "has" it \\"', 'القارب']) {
    const [claim] = claimsOf(asked({ recipe: 'goal', statement }));
    expect(readWhen(claim?.when ?? null)).toEqual({ kind: 'says', name: 'carl', said: statement });
    expect(conditionRead(claim?.when ?? '')).toEqual({ fault: null, names: ['carl'] });
    for (const say of [waitingEnglish, waitingGerman]) {
      const shown = { who: '@ben', isMine: false, when: claim?.when ?? null, until: NOW };
      expect(claimText(shown, say, formatsOf('en'))).toContain(statement);
    }
  }
  const faults = [{ statement: ' ' }, { statement: 'a\nb' }, { third: 'ben' }, { third: 'ada' }];
  const told = faults.map((change) => asked({ recipe: 'goal', ...change }));
  expect(told.map((one) => one.kind === 'fault' && one.fault)).toEqual([
    'no-statement',
    'no-statement',
    'same-name',
    'same-name',
  ]);
});

it('what is looked at once more is the same, until something that was typed or who it is for is another', () => {
  const look = (change: Partial<Order>, reference: string, address = 'tly1ben'): OrderLooked => {
    const typed = { ...order, ...change };
    const one = askedOf(typed, owner, NOW, reference);
    if (one.kind === 'fault') throw new Error(one.fault);
    const looked = { payee: { ...ben, address }, named: new Map() };
    return { order: typed, asked: boundTo(one, looked), looked };
  };
  const referenceOf = (one: OrderLooked): string | undefined => one.asked.request.reference;
  for (const recipe of ['escrow', 'every'] as const) {
    const first = look({ recipe }, 'a');
    expect(referenceOf(lookedAgain(first, null))).toBe('a');
    expect(referenceOf(lookedAgain(look({ recipe }, 'b'), first))).toBe('a');
    const others = [
      look({ recipe, amount: '6.00' }, 'b'),
      look({ recipe, days: '90' }, 'b'),
      look({ recipe }, 'b', 'tly1mal'),
    ];
    for (const other of others) expect(referenceOf(lookedAgain(other, first))).toBe('b');
  }
});

it('ends are whole minutes, as they are shown', () => {
  const late = askedOf({ ...order, recipe: 'secret' }, owner, NOW + 1, 'r');
  expect(claimsOf(late)[0]?.until).toBe(NOW + 60_000 + 30 * DAY);
});

it('what cannot be meant is said in words of every language', () => {
  const faults = [
    asked({ day: '2026-12-31' }),
    asked({ day: 'soon' }),
    asked({ recipe: 'inheritance', day: '' }),
    asked({ recipe: 'inheritance' }, { handle: null }),
    asked({ recipe: 'escrow' }, { handle: 'Ada.Shop' }),
    asked({ recipe: 'escrow', third: 'tly1carl.x' }),
    asked({ recipe: 'escrow', third: '@ben' }),
    asked({ recipe: 'every', times: '0' }),
    asked({ recipe: 'every', times: '1201' }),
    asked({ recipe: 'own' }),
    asked({ recipe: 'goal', statement: 'x'.repeat(201) }),
  ].map((one) => (one.kind === 'fault' ? one.fault : one.kind));
  const [day, own, name] = ['no-day', 'no-own-name', 'no-name'];
  const rest = ['same-name', 'no-times', 'no-times', 'no-condition', 'no-statement'];
  expect(faults).toEqual([day, day, day, own, own, name, ...rest]);
  for (const { faults: say } of [waitingEnglish, waitingGerman]) {
    expect(Object.keys(say).toSorted()).toEqual([...new Set(faults)].toSorted());
  }
});

it('every claim has a sentence, and what has none is shown as it is written', () => {
  const hash = 'ab'.repeat(32);
  const whens = [
    null,
    'after 2027-02-01T00:00Z',
    'signed 1 of ada, carl',
    `preimage ${hash}`,
    'after 2027-02-01T00:00Z and signed 1 of carl',
    'signed 1 of ada and signed 1 of carl',
  ];
  const kinds = whens.map((when) => readWhen(when).kind);
  expect(kinds).toEqual(['none', 'after', 'signed', 'secret', 'other', 'other']);
  for (const [tag, words] of [
    ['en', waitingEnglish],
    ['de', waitingGerman],
  ] as const) {
    const texts = whens.map((when) =>
      claimText({ who: '@ben', isMine: false, when, until: NOW }, words, formatsOf(tag)),
    );
    expect(new Set(texts.slice(0, 5)).size).toBe(5);
    expect(texts.every((text) => text.includes('@ben') && text.includes('2027'))).toBe(true);
    expect(texts[2]).toContain('ada, carl');
    const mine = { who: '@ada', isMine: true, when: null, until: NOW };
    expect(claimText(mine, words, formatsOf(tag))).toContain(words.you);
    expect(spanText(30 * DAY, words)).toContain('30');
    expect(spanText(14 * DAY, words)).toContain('2');
    expect(spanText(DAY / 8, words)).toContain('3');
  }
});

it('what is locked is what this wallet has set aside and nobody has taken', () => {
  const hold = (change: Partial<HoldView>): HoldView => ({
    hold: 'h',
    status: 'open',
    isOwn: true,
    from: 'tly1ada',
    handle: 'ada',
    amount: '90071992547409.93',
    currency: 'HRB',
    proven: true,
    claims: [],
    taken: null,
    swap: null,
    ...change,
  });
  const currencies = [
    { code: 'HRB', decimals: 2, name: 'Harbour' },
    { code: 'FISH', decimals: 0, name: 'Fish' },
  ];
  const holds = [
    hold({}),
    hold({ status: 'pending', amount: '0.08' }),
    hold({ isOwn: false }),
    hold({ status: 'gone' }),
    hold({ currency: 'FISH', amount: '3' }),
  ];
  expect(lockedIn(holds, currencies)).toEqual([
    ['HRB', '90071992547410.01'],
    ['FISH', '3'],
  ]);
});

it('a standing order is told as running only once what it set aside is final', () => {
  const order = { holds: ['a', 'b'] };
  const known = (b: HoldView['status']): { hold: string; status: HoldView['status'] }[] => [
    { hold: 'a', status: 'open' },
    { hold: 'b', status: b },
  ];
  expect(orderStatus(order, known('open'))).toBe('final');
  expect(orderStatus(order, known('gone'))).toBe('final');
  expect(orderStatus(order, known('pending'))).toBe('pending');
  expect(orderStatus(order, known('not-put'))).toBe('pending');
  // Unknown is not yes.
  expect(orderStatus(order, [])).toBe('pending');
  expect(orderStatus({ holds: [] }, known('open'))).toBe('pending');
});

it('an oracle is told of every amount that waits for its very words', () => {
  const said = 'It "rains" \\ today';
  const goal = asked({ recipe: 'goal', statement: said });
  const [alone = ''] = claimsOf(goal).map(({ when }) => when ?? '');
  const hold = (when: string | null, status: HoldView['status'] = 'open') => ({
    status,
    claims: [
      {
        claim: 0,
        to: null,
        handle: null,
        isMine: false,
        when,
        missing: '',
        lacks: null,
        until: NOW,
        waitsForMe: false,
        schedule: null,
      },
    ],
  });
  const holds = [
    hold(alone),
    hold(`${alone} and after 2027-02-01T00:00Z`),
    hold(alone, 'gone'),
    hold(alone, 'not-put'),
    hold(null),
    hold('oracle carl "It rains"'),
    hold(alone.replace('carl', 'dan')),
  ];
  expect(waitingFor(holds, 'carl', said)).toBe(2);
});
