import { parseCondition } from '@tallystick/protocol';
import type { HoldView, SealedView, ShareView } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { sealedEnglish } from '../../../words/english/wallet/sealed.ts';
import { sealedGerman } from '../../../words/german/wallet/sealed.ts';
import { conditionRead } from '../../inside/condition-read.ts';
import {
  MOST_BYTES,
  type SealAsked,
  type SealTyped,
  boundSeal,
  openedName,
  ownSecrets,
  sealAsked,
  secretOf,
  sealedName,
  sharesOf,
  textOf,
} from './seal.ts';

const HASH = 'ab'.repeat(32);
const typed: SealTyped = {
  way: 'shares',
  to: 'ben',
  keepers: '@carl, dora;eve',
  least: '2',
  secret: '',
};
const asked = (change: Partial<SealTyped>, bytes = 5): SealAsked =>
  sealAsked({ ...typed, ...change }, bytes);
const beside = { country: 'KE', amount: null, currency: null, memo: null };
const person = (name: string) => ({
  who: `@${name}`,
  address: `tally1${name}`,
  handle: name,
  ...beside,
});

it('names people once, each a handle, and how many of them have to let it go', () => {
  expect(asked({})).toEqual({
    kind: 'shares',
    to: '@ben',
    keepers: ['@carl', '@dora', '@eve'],
    least: 2,
  });
  expect(asked({ way: 'secret' })).toEqual({ kind: 'secret', hash: null });
  expect(asked({ way: 'secret', secret: HASH })).toEqual({ kind: 'secret', hash: HASH });
});

const fifteen = Array.from({ length: 15 }, (_, i) => `k${i}`).join(' ');
const many = Array.from({ length: 7 }, (_, i) => `k${i}`).join(' ');

it.each<[string, Partial<SealTyped>, number, string]>([
  ['nothing', {}, 0, 'empty'],
  ['too much', {}, MOST_BYTES + 1, 'too-large'],
  ['too much under a secret', { way: 'secret' }, MOST_BYTES + 1, 'too-large'],
  ['for nobody', { to: '' }, 5, 'no-name'],
  ['for markup', { to: '<img src=x>' }, 5, 'no-name'],
  ['kept by a condition', { keepers: 'carl) or after 2027-01-01T00:00Z' }, 5, 'no-name'],
  ['kept by nobody', { keepers: ' , ' }, 5, 'no-keepers'],
  ['kept twice by one', { keepers: 'carl, @carl' }, 5, 'same-name'],
  ['kept by whom it is for', { keepers: 'carl, ben' }, 5, 'same-name'],
  ['by none of them', { least: '0' }, 5, 'least'],
  ['by more than there are', { least: '4' }, 5, 'least'],
  ['by a half', { least: '1.5' }, 5, 'least'],
  ['by more than there is room for', { keepers: `${fifteen} k15`, least: '16' }, 5, 'too-many'],
  ['by more choices than there is room for', { keepers: many, least: '3' }, 5, 'too-many'],
])('%s is not sealed, and the words say why', (_, change, bytes, fault) => {
  expect(asked(change, bytes)).toEqual({ kind: 'fault', fault });
  for (const { faults } of [sealedEnglish, sealedGerman]) {
    expect(new Map(Object.entries(faults)).get(fault)).toMatch(/\w+ \w+/u);
  }
});

it('takes as much as there is room for', () => {
  expect(asked({}, MOST_BYTES).kind).toBe('shares');
  expect(asked({ keepers: many, least: '7' }).kind).toBe('shares');
  expect(asked({ keepers: many, least: '1' }).kind).toBe('shares');
  expect(asked({ keepers: fifteen, least: '15' }).kind).toBe('shares');
});

it('is sealed to whom was looked at: the reader in each group, with each choice of the others', () => {
  const [ben, carl, dora, eve] = ['ben', 'carl', 'dora', 'eve'].map(person);
  const request = boundSeal([carl!, dora!, eve!], ben!, 2);
  expect(request.groups).toEqual([
    ['tally1ben', 'tally1carl', 'tally1dora'],
    ['tally1ben', 'tally1carl', 'tally1eve'],
    ['tally1ben', 'tally1dora', 'tally1eve'],
  ]);
  expect(request.names).toEqual({ carl: 'tally1carl', dora: 'tally1dora', eve: 'tally1eve' });
  expect(request.when).toBe('signed 2 of carl, dora, eve');
  expect(conditionRead(request.when)).toEqual({ fault: null, names: ['carl', 'dora', 'eve'] });
});

const share = (of: string, standing: ShareView['standing']): ShareView => ({
  of,
  standing,
  address: null,
});
const view = (change: Partial<SealedView>): SealedView => ({
  when: `preimage ${HASH}`,
  bytes: 5,
  preimages: [],
  groups: [],
  opens: null,
  ...change,
});

it('everybody with a share is told once, and what the nearest group lacks', () => {
  const groups = [
    [share('b', 'own'), share('c', 'released'), share('d', 'missing')],
    [share('b', 'own'), share('e', 'missing'), share('d', 'missing')],
  ];
  const { people, lacking } = sharesOf(view({ groups }));
  expect(people.map(({ of, standing }) => [of, standing])).toEqual([
    ['b', 'own'],
    ['c', 'released'],
    ['d', 'missing'],
    ['e', 'missing'],
  ]);
  expect(lacking).toBe(1);
  expect(sharesOf(view({}))).toEqual({ people: [], lacking: 0 });
  // Released for one group and not for another is not released.
  const half = [[share('c', 'missing')], [share('c', 'released')]];
  expect(sharesOf(view({ groups: half }))).toMatchObject({
    people: [{ standing: 'missing' }],
    lacking: 0,
  });
});

function held(change: Partial<HoldView>): HoldView {
  const claim = { claim: 0, to: 'tally1ben', handle: 'ben', isMine: false, missing: '' };
  const rest = { lacks: null, until: 1, waitsForMe: false, schedule: null };
  return {
    hold: '12',
    status: 'open',
    isOwn: true,
    from: 'tally1ada',
    handle: 'ada',
    amount: '5.00',
    currency: 'HRB',
    proven: true,
    claims: [{ ...claim, ...rest, when: `preimage ${HASH}` }],
    taken: null,
    swap: null,
    ...change,
  };
}
const swap = { amount: '1', currency: 'FISH', until: 2 };

it('a secret is shown for what it opens, with what else it lets go, and never while an exchange waits for it', () => {
  expect(parseCondition(`preimage ${HASH}`).ok).toBe(true);
  const own = view({ preimages: [{ hash: HASH, isKnown: true }], opens: 'preimages' });
  expect(secretOf(own, [])).toEqual({ hash: HASH, money: [] });
  const money = held({});
  const others = [held({ isOwn: false }), held({ status: 'gone' })];
  expect(secretOf(own, [money, ...others])).toEqual({ hash: HASH, money: [money] });
  expect(secretOf(own, [held({ swap })])).toBeNull();
  expect(secretOf({ ...own, opens: null }, [])).toBeNull();
  expect(secretOf({ ...own, opens: 'shares' }, [])).toBeNull();
  expect(secretOf(view({ preimages: [{ hash: HASH, isKnown: false }] }), [])).toBeNull();
});

it('money can lie beside it under the secret of an own amount, but not of an exchange', () => {
  const money = held({});
  expect(ownSecrets([money])).toEqual([{ hash: HASH, hold: money }]);
  const others = [held({ swap }), held({ isOwn: false }), held({ status: 'gone' })];
  const [claim] = money.claims;
  const after = held({ claims: [{ ...claim!, when: 'after 2027-01-01T00:00Z' }] });
  expect(ownSecrets([...others, after])).toEqual([]);
});

it('only what is text is shown, and as text', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  expect(textOf(bytes('Under the third stone.\n\t— Ada'))).toBe('Under the third stone.\n\t— Ada');
  expect(textOf(bytes('<script>alert(1)</script>'))).toBe('<script>alert(1)</script>');
  expect(textOf(bytes('bell \u0007'))).toBeNull();
  expect(textOf(Uint8Array.of(0xff, 0xfe, 0))).toBeNull();
  expect(textOf(bytes('x'.repeat(20_001)))).toBeNull();
  expect(openedName(sealedName('letter.txt'))).toBe('letter.txt');
  expect(openedName('.sealed')).toBe('opened');
  expect(openedName('letter')).toBe('letter');
});
