import { decode, type Hold } from '@tallystick/protocol';
import { checkTexts, factsCodec, type OwnCurrency, type Rulebook } from '@tallystick/rules';
import { beforeEach, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { holdFor, type Person, START } from '../testing/parties.ts';
import type { Refusal } from '../refusal/refusal.ts';

const DAY = 86_400_000;
const RULES = `module global version 1 in force from 2027-01-01

rule GLOBAL-1 "Listed"
  when sender in WATCHED or receiver in WATCHED
  then refuse
`;

function listText(version: number, from: string, entries: readonly string[] | null): string {
  const written = entries?.map((entry) => `"${entry}"`).join(', ') || 'none';
  return `list WATCHED of parties version ${version} in force from ${from} fresh for 2 days:\n  ${entries === null ? 'withheld' : written}\n`;
}

let desk: Desk;
let ada: Person;
let ben: Person;
let cem: Person;

beforeEach(() => {
  desk = new Desk();
  ada = desk.funded(1000n);
  [ben, cem] = [desk.person(), desk.funded(10n)];
});

function rulebookOf(...lists: readonly string[]): Rulebook {
  const currencies: OwnCurrency[] = [{ code: 'HRB', id: desk.hrb, decimals: 2 }];
  const texts = [RULES, ...lists].map((text, at) => ({ name: `text ${at}`, text }));
  const checked = checkTexts(texts, { currencies, settings: [] });
  if (!checked.ok) throw new Error(JSON.stringify(checked));
  return checked.rulebook;
}

const pays = (from: Person, ...holds: readonly Hold[]): string => {
  const answer = desk.send(from.account.put('KE', holds));
  if (answer.ok) return 'admitted';
  const { rule } = answer.data as { rule?: string };
  return `${answer.code} ${rule ?? ''}`;
};

const one = (to: Person): Hold => holdFor(to.id, desk.hrb, 1n);
const hex = (...people: readonly Person[]): string[] => people.map(({ id }) => id.toHex());
const DATE = new Date(START).toISOString().slice(0, 10);
const NEXT = new Date(START + DAY).toISOString().slice(0, 10);

test('whoever is on a public list is refused, as a sender and as one of several receivers', () => {
  desk.rulebook = rulebookOf(listText(1, DATE, hex(cem)));
  expect(pays(ada, one(ben))).toBe('admitted');
  expect(pays(ada, one(ben), one(cem))).toBe('rules-refuse GLOBAL-1');
  expect(pays(cem, one(ben))).toBe('rules-refuse GLOBAL-1');
  const two = { ...one(ben), claims: [...one(ben).claims, ...one(cem).claims] };
  expect(pays(ada, two)).toBe('rules-refuse GLOBAL-1');
  expect(desk.outcome(desk.treasury.mint(desk.hrb, 5n))).toBe('admitted');
  expect(desk.outcome(desk.treasury.put('KE', [one(ben)]))).toBe('admitted');
});

test('the list in force at the header’s time counts, and one that is not fresh is none', () => {
  const [first, second] = [listText(1, DATE, hex(cem)), listText(2, NEXT, hex(ben))];
  desk.rulebook = rulebookOf(first, second);
  expect(pays(ada, one(cem))).toBe('rules-refuse GLOBAL-1');
  desk.wait(Math.ceil(START / DAY) * DAY - START);
  expect(pays(ada, one(cem))).toBe('admitted');
  expect(pays(ada, one(ben))).toBe('rules-refuse GLOBAL-1');
  desk.wait(2 * DAY);
  expect(desk.rulebook.parties?.('WATCHED', desk.header.time)).toBeNull();
  expect(pays(ada, one(cem))).toBe('rules-hold missing-fact');
});

test('of a list that is withheld nobody is known to be on it or not', () => {
  desk.rulebook = rulebookOf(listText(1, DATE, null));
  expect(pays(ada, one(ben))).toBe('rules-hold missing-fact');
});

test('a hold for anyone within bounds is held, and told what to do', () => {
  desk.rulebook = rulebookOf(listText(1, DATE, hex(cem)));
  const bounds = { kind: 'anyone' as const, countries: ['KE'], minTier: 0 };
  const [claim] = one(ben).claims;
  if (claim === undefined) throw new Error('no claim');
  const condition = { kind: 'after', time: START } as const;
  const open = { ...one(ben), claims: [{ ...claim, payee: bounds, condition }] };
  const answer = desk.send(ada.account.put('KE', [open])) as Refusal;
  expect(answer).toMatchObject({
    code: 'rules-hold',
    data: { rule: 'missing-fact', unsaid: ['purpose', 'receiver'] },
  });
  expect(answer.message).toContain('a hold for somebody who is named');
  const said = desk.send(ada.account.put('KE', [{ ...open, purpose: 'RENT' }])) as Refusal;
  expect(said.data).toMatchObject({ unsaid: ['receiver'] });
  expect(decode(factsCodec, answer.objected?.facts as Uint8Array)).toMatchObject({
    ok: true,
    value: { purpose: null, lists: [{ receivers: [null] }] },
  });
});

test('a long list is one lookup for each party, and the same set for every rulebook', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => at.toString(16).padStart(64, '0'));
  const rulebook = rulebookOf(listText(1, DATE, [...many, ...hex(cem)]));
  const parties = rulebook.parties?.('WATCHED', START);
  expect(parties?.size).toBe(20_001);
  expect(rulebook.parties?.('WATCHED', START + 1)).toBe(parties);
  expect(rulebook.parties?.('ELSE', START)).toBeNull();
  desk.rulebook = rulebook;
  expect(pays(ada, one(cem))).toBe('rules-refuse GLOBAL-1');
  expect(pays(ada, one(ben))).toBe('admitted');
});
