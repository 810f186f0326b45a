import { currencyId, type Hold, intentHash, sovereignId } from '@tallystick/protocol';
import { checkTexts, type OwnCurrency, type Rulebook } from '@tallystick/rules';
import { beforeEach, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../ledger.ts';
import { createMemoryImage, openMemoryStore } from '../store/index.ts';
import { honestRing } from '../testing/deciding.ts';
import { submit } from '../testing/counter.ts';
import { Desk, taking } from '../testing/desk.ts';
import { type Built, holdFor, Person, seeded, START, treasury } from '../testing/parties.ts';
import { reportOn } from '../testing/report.ts';
import { seal, sealedCrypto, verifySeal } from '../testing/seal.ts';
import { testSovereign } from '../testing/sovereign.ts';

const HOUR = 3_600_000;
const RULES = `module global version 1 in force from 2027-01-01

rule GLOBAL-1 "A day to think it over"
  when amount > 1.00 HRB and sender tier < 15
  then hold until waiting 24 hours
`;

function rulebookFor(hrb: Uint8Array): Rulebook {
  const currencies: OwnCurrency[] = [{ code: 'HRB', id: hrb, decimals: 2 }];
  const checked = checkTexts([{ name: 'rules', text: RULES }], { currencies, settings: [] });
  if (!checked.ok) throw new Error(JSON.stringify(checked));
  return checked.rulebook;
}

let desk: Desk;
let ada: Person;
let ben: Person;

beforeEach(() => {
  desk = new Desk();
  [ada, ben] = [desk.funded(10_000n), desk.person()];
  desk.rulebook = rulebookFor(desk.hrb);
});

const large = (change: Partial<Hold> = {}): Hold => ({
  ...holdFor(ben.id, desk.hrb, 500n),
  ...change,
});
const salted = (number: number): Uint8Array => seeded('intent', number, 16);

const announce = (hold: Hold, number: number, by = ada): string =>
  desk.outcome(by.say({ kind: 'intent', terms: intentHash(hold, salted(number)) }));

/** What becomes of a put that carries out what was announced under these salts. */
const pay = (...holds: readonly (readonly [Hold, number])[]): string =>
  desk.outcome(
    ada.account.put(
      'KE',
      holds.map(([hold, number]) => ({ ...hold, intent: salted(number) })),
    ),
  );

test('a payment that was announced long enough ago is let through, once', () => {
  expect(desk.outcome(ada.account.put('KE', [large()]))).toBe('rules-hold');
  expect(announce(large(), 1)).toBe('admitted');
  expect(pay([large(), 1])).toBe('rules-hold');
  desk.wait(24 * HOUR - 1);
  expect(pay([large(), 1])).toBe('rules-hold');
  desk.wait(1);
  expect(desk.outcome(ada.account.put('KE', [large()]))).toBe('rules-hold');
  expect(pay([large(), 2])).toBe('rules-hold'); // another salt
  expect(pay([large(), 1])).toBe('admitted');
  expect(pay([large(), 1])).toBe('rules-hold');
});

test('only the very terms count: how much, to whom, of what and what for; not until when', () => {
  const until = { claims: holdFor(ben.id, desk.hrb, 1n, { until: START + 100 * HOUR }).claims };
  announce(large(), 1);
  desk.wait(24 * HOUR);
  expect(pay([large({ cap: 501n }), 1])).toBe('rules-hold');
  expect(pay([large({ cap: 499n }), 1])).toBe('rules-hold');
  expect(pay([large({ purpose: 'RENT' }), 1])).toBe('rules-hold');
  expect(pay([large({ claims: holdFor(ada.id, desk.hrb, 1n).claims }), 1])).toBe('rules-hold');
  expect(pay([large(until), 1])).toBe('admitted');
});

test('nobody carries out what somebody else has announced', () => {
  expect(announce(large(), 1, ben)).toBe('admitted');
  desk.wait(24 * HOUR);
  expect(pay([large(), 1])).toBe('rules-hold');
});

test('holds of one put each need their own', () => {
  announce(large(), 1);
  desk.wait(24 * HOUR);
  expect(pay([large(), 1], [large(), 1])).toBe('rules-hold');
  announce(large(), 1);
  desk.wait(24 * HOUR);
  expect(pay([large(), 1], [large(), 1])).toBe('admitted');
  expect(pay([large(), 1])).toBe('rules-hold');
});

test('it lapses after 31 days, also where the same was announced anew', () => {
  announce(large(), 2);
  desk.wait(31 * 24 * HOUR);
  expect(pay([large(), 2])).toBe('admitted');
  announce(large(), 1);
  desk.wait(31 * 24 * HOUR);
  announce(large(), 1);
  desk.wait(1);
  expect(pay([large(), 1])).toBe('rules-hold');
  desk.wait(24 * HOUR);
  expect(pay([large(), 1])).toBe('admitted');
  expect(pay([large(), 1])).toBe('rules-hold');
});

test('an identity has sixteen at a time; what was paid or has lapsed makes room', () => {
  for (let number = 0; number < 16; number += 1) {
    expect(announce(large(), number)).toBe('admitted');
  }
  const more = ada.say({ kind: 'intent', terms: intentHash(large(), salted(16)) });
  expect(desk.send(more)).toMatchObject({ code: 'limit-reached', data: { limit: 'intents' } });
  desk.wait(24 * HOUR);
  expect(pay([large(), 3])).toBe('admitted');
  expect(announce(large(), 16)).toBe('admitted');
  expect(announce(large(), 17)).toBe('limit-reached');
  desk.wait(30 * 24 * HOUR + 1);
  expect(announce(large(), 17)).toBe('admitted');
});

test('it outlives the memory, a ring decides by it, and an audit finds all of it', async () => {
  const sovereign = testSovereign();
  const { constitution, epoch } = sovereign;
  const hrb = currencyId(sovereignId(constitution), 'HRB');
  const rulebook = rulebookFor(hrb);
  const image = createMemoryImage();
  const open = (): Promise<Ledger> => {
    const more = { crypto: sealedCrypto, rulebook, ring: honestRing(rulebook) };
    return openLedger(constitution, epoch, sovereign.ports(openMemoryStore(image), more));
  };
  const [payer, payee] = [new Person(1, { sign: seal }), new Person(2, { sign: seal })];
  const bank = treasury(constitution, 'HRB', seal);
  let ledger = await open();
  const send = async (built: Built): Promise<string> => {
    const [answer] = await submit(ledger, [built], verifySeal);
    return answer?.ok === true ? 'admitted' : (answer?.code ?? 'nothing');
  };
  const hold = holdFor(payee.id, hrb, 400n);
  await send(payer.open());
  await send(payee.open());
  await send(bank.mint(hrb, 900n));
  const funding = bank.put('KE', [holdFor(payer.id, hrb, 900n)]);
  await send(funding);
  expect(await send(payer.account.take([taking(funding, 0, 0, 900n, hrb)]))).toBe('admitted');
  const intent = payer.say({ kind: 'intent', terms: intentHash(hold, salted(1)) });
  expect(await send(intent)).toBe('admitted');
  await ledger.close();
  sovereign.clock += 24 * HOUR;
  ledger = await open();
  const put = (): Built => payer.account.put('KE', [{ ...hold, intent: salted(1) }]);
  expect(await send(put())).toBe('admitted');
  expect(await send(put())).toBe('rules-hold');
  await ledger.close();
  expect((await reportOn(image, sovereign, { rulebook })).problems).toEqual([]);
});
