import {
  decode,
  effectsCodec,
  type Exemption,
  type Governance,
  type Hash,
  hash,
} from '@tallystick/protocol';
import { factsCodec } from '@tallystick/rules';
import { beforeEach, expect, it } from 'vitest';
import type { Answers } from '../admit/decide.ts';
import { admit } from '../admit/admit.ts';
import { decodeTransition } from '../admit/decode-transition.ts';
import { Council } from '../testing/council.ts';
import { Desk } from '../testing/desk.ts';
import { governedConstitution, OFFICES, signaturesOf, speak } from '../testing/governance.ts';
import { holdFor, type Person, START } from '../testing/parties.ts';
import { readAppeal } from './read.ts';

const NOTE = new Uint8Array(32).fill(7);
const CAPS = new TextEncoder().encode(`module KE version 1 in force from 2027-01-15T08:00:04Z

rule KE-1 "Cap"
  when amount > 10.00 HRB
  then refuse

rule KE-2 "Tier"
  when amount > 50.00 HRB
  then hold until identity tier 2
`);

let desk: Desk;
let payer: Person;
let payee: Person;
let other: Person;
let stranger: Person;

beforeEach(() => {
  desk = new Desk(governedConstitution());
  [payer, stranger] = [desk.funded(100_000n), desk.funded(5000n)];
  [payee, other] = [desk.person(), desk.person()];
  new Council(desk).decide({ kind: 'module', owner: 'KE' }, CAPS, { from: START + 4000 });
  desk.wait(5000);
});

const pay = (amount: bigint, to = payee, by = payer): string =>
  desk.outcome(by.account.put('KE', [holdFor(to.id, desk.hrb, amount)]));

/** An appeal of the payer's that ends with an exemption; the appeal's id. */
function exempt(change: Partial<Exemption> = {}): Hash {
  const appeal = speak(payer, { kind: 'appeal', decision: NOTE, note: NOTE });
  desk.must(appeal);
  const exemption = {
    currency: desk.hrb,
    amount: 3000n,
    payee: payee.id,
    rule: 'KE-1',
    until: desk.header.time + 60_000,
    ...change,
  };
  const { offices } = desk.constitution.governance as Governance;
  const signatures = signaturesOf(offices[OFFICES.appeals]!, NOTE, 'answer');
  const answer = { kind: 'answer', appeal: appeal.id, outcome: 'exception', exemption } as const;
  desk.must(speak(other, { ...answer, signatures }));
  return appeal.id;
}

it('lets one payment within its terms through, once', () => {
  expect(pay(2000n)).toBe('rules-refuse');
  const appeal = exempt();
  // What no rule stops spends nothing.
  expect(pay(1000n)).toBe('admitted');
  expect(readAppeal(desk.state, appeal)).toMatchObject({ used: null });
  const put = payer.account.put('KE', [holdFor(payee.id, desk.hrb, 3000n)]);
  desk.must(put);
  expect(readAppeal(desk.state, appeal)?.used).toEqual(put.id);
  expect(pay(2000n)).toBe('rules-refuse');
});

it.each<[string, Partial<Exemption>, () => string]>([
  ['more', {}, () => pay(3001n)],
  ['to somebody else', {}, () => pay(2000n, other)],
  ['of another rule', { rule: 'KE-2' }, () => pay(2000n)],
  ['of another currency', { currency: NOTE }, () => pay(2000n)],
  [
    'after its end',
    {},
    () => {
      desk.wait(60_001);
      return pay(2000n);
    },
  ],
])('lets nothing through that is %s', (_, change, outcome) => {
  exempt(change);
  expect(outcome()).toBe('rules-refuse');
});

it('is for nobody else, and not for two holds of one put', () => {
  exempt();
  const both = [2000n, 2001n].map((amount) => holdFor(payee.id, desk.hrb, amount));
  expect(desk.outcome(payer.account.put('KE', both))).toBe('rules-refuse');
  expect(pay(2000n)).toBe('admitted');
  exempt();
  expect(pay(2000n, payee, stranger)).toBe('rules-refuse');
});

it('takes no place once it is over', () => {
  for (let one = 0; one < 16; one += 1) exempt();
  expect(() => exempt()).toThrow('limit-reached');
  desk.wait(60_001);
  exempt();
  expect(pay(2000n)).toBe('admitted');
});

it('lifts as many rules as there are exemptions from', () => {
  exempt({ amount: 9000n });
  expect(pay(6000n)).toBe('rules-hold');
  exempt({ amount: 9000n, rule: 'KE-2' });
  expect(pay(6000n)).toBe('admitted');
  expect(pay(6000n)).toBe('rules-refuse');
});

it('stands in the facts that are decided about, whoever decides them', () => {
  exempt();
  const built = payer.account.put('KE', [holdFor(payee.id, desk.hrb, 2000n)]);
  const transition = decodeTransition(built.bytes);
  if (!transition.ok) throw new Error('malformed');
  const asked: Uint8Array[] = [];
  const answers: Answers = {
    take: (_, encoded) => {
      asked.push(encoded.slice());
      return {
        decision: { outcome: 'no-objection', rule: null, requirements: [] },
        facts: hash('facts', encoded),
      };
    },
    ahead: () => undefined,
    puts: () => undefined,
  };
  const elsewhere = admit(desk.state, transition, { ...desk.context, answers });
  const here = admit(desk.state, transition, desk.context);
  const effects = here.ok ? decode(effectsCodec, here.effects) : here;
  expect(elsewhere.ok && here.ok && elsewhere.leaf).toEqual(here.ok && here.leaf);
  expect(decode(factsCodec, asked[0] as Uint8Array)).toMatchObject({
    ok: true,
    value: { exempt: ['KE-1'] },
  });
  expect(effects).toMatchObject({
    value: { decisions: [{ facts: hash('facts', asked[0] as Uint8Array) }] },
  });
});

it('no more than sixteen wait for one identity', () => {
  for (let n = 0; n < 16; n += 1) exempt();
  expect(() => exempt()).toThrow('limit-reached');
});
