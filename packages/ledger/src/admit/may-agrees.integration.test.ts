import {
  type Facts,
  may,
  type MayAnswer,
  type Rulebook,
  type RulebookSource,
} from '@tallystick/rules';
import { isConditionSo } from '@tallystick/rules/testing/conditions';
import { rulebookOf, source as anySource, START } from '@tallystick/rules/testing/rulebooks';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Desk, taking } from '../testing/desk.ts';
import { holdFor, type Person } from '../testing/parties.ts';

const RULEBOOKS = 100;
const PAYMENTS = 100;
const SEED = 1;
const COUNTRIES = ['DE', 'FR', 'KE', 'UG'] as const;
const HOUR = 3_600_000;
const ENOUGH = 1_000_000n;

interface Resident {
  readonly person: Person;
  readonly country: string;
  readonly tier: number;
}

/** A small town under a rulebook: everybody has money, and some have shown who they are. */
class Town {
  readonly desk = new Desk();
  readonly source: RulebookSource;
  readonly rulebook: Rulebook;
  readonly #residents: Resident[] = [];
  /** What the ledger has asked the rulebook last. */
  #asked: Facts | undefined;

  constructor(given: RulebookSource) {
    const { desk } = this;
    const ids = [desk.hrb, desk.gld];
    const currencies = given.currencies.map((one, i) => ({ ...one, id: ids[i] ?? one.id }));
    this.source = { ...given, currencies };
    const rulebook = rulebookOf(this.source);
    this.rulebook = rulebook;
    for (const country of COUNTRIES) for (const tier of [0, 3]) this.#settle(country, tier);
    const { hash, needs } = rulebook;
    const decide: Rulebook['decide'] = (facts) => {
      this.#asked = facts;
      return rulebook.decide(facts);
    };
    desk.rulebook = { hash, needs, decide };
    desk.header = { ...desk.header, time: START };
  }

  resident(number: number): Resident {
    return this.#residents[number % this.#residents.length] as Resident;
  }

  /** Whether the ledger admits it, and the facts that it had. */
  pay(from: Resident, to: Resident, payment: { currency: number; amount: bigint }): Paid {
    const { hrb, gld } = this.desk;
    const currency = payment.currency === 0 ? hrb : gld;
    const hold = holdFor(to.person.id, currency, payment.amount, { country: to.country });
    this.#asked = undefined;
    const notAfter = this.desk.header.time + HOUR;
    const answer = this.desk.send(from.person.account.put(from.country, [hold], notAfter));
    if (!answer.ok && !answer.code.startsWith('rules-')) throw new Error(answer.message);
    if (this.#asked === undefined) throw new Error('the rulebook was not asked');
    return { isAdmitted: answer.ok, facts: this.#asked };
  }

  #settle(country: string, tier: number): void {
    const { desk } = this;
    const person = desk.person([country]);
    if (tier > 0) {
      const attestation = { registrar: 0, signature: new Uint8Array(4) };
      desk.must(person.say({ kind: 'country', country, tier, validUntil: null, attestation }));
    }
    for (const [treasury, currency] of [
      [desk.treasury, desk.hrb],
      [desk.goldTreasury, desk.gld],
    ] as const) {
      desk.must(treasury.mint(currency, ENOUGH));
      const put = treasury.put('KE', [holdFor(person.id, currency, ENOUGH, { country })]);
      desk.must(put);
      desk.must(person.account.take([taking(put, 0, 0, ENOUGH, currency)]));
    }
    this.#residents.push({ person, country, tier });
  }
}

interface Paid {
  readonly isAdmitted: boolean;
  readonly facts: Facts;
}

/** Who pays whom how much of which currency, and how long after the one before. */
const payment = fc.record({
  from: fc.nat({ max: 7 }),
  to: fc.nat({ max: 7 }),
  currency: fc.nat({ max: 1 }),
  amount: fc.bigInt({ min: 1n, max: 400n }),
  hours: fc.constantFrom(0, 0, 0, 1, 5, 12),
});
const town = fc.tuple(anySource, fc.array(payment, { minLength: PAYMENTS, maxLength: PAYMENTS }));

function isPromised({ answer, conditions }: MayAnswer, facts: Facts): boolean {
  if (answer === 'yes-if') {
    return conditions.every(({ words }) => isConditionSo(words, { facts, decimals: 2 }));
  }
  return answer === 'yes';
}

test('"may I?" and the ledger agree on ten thousand payments', { timeout: 120_000 }, () => {
  const seen = { yes: 0, no: 0, 'yes-if': 0, met: 0 };
  for (const [given, payments] of fc.sample(town, { seed: SEED, numRuns: RULEBOOKS })) {
    const there = new Town(given);
    for (const { from, to, hours, ...paid } of payments) {
      there.desk.wait(hours * HOUR);
      const [payer, payee] = [there.resident(from), there.resident(to)];
      const answer = may(there.source, there.rulebook, {
        amount: paid.amount,
        currency: there.source.currencies[paid.currency]?.code ?? '',
        from: payer.country,
        to: payee.country,
        tier: payer.tier,
        time: there.desk.header.time,
      });
      seen[answer.answer] += 1;
      const { isAdmitted, facts } = there.pay(payer, payee, paid);
      const isYes = isPromised(answer, facts);
      if (isYes && answer.answer === 'yes-if') seen.met += 1;
      if (isYes !== isAdmitted && (isYes || answer.answer === 'no')) {
        throw new Error(`admitted: ${isAdmitted}, where it was said ${said(answer)}`);
      }
    }
  }
  expect(seen.yes + seen.no + seen['yes-if']).toBe(RULEBOOKS * PAYMENTS);
  expect(seen.yes).toBeGreaterThan(1000);
  expect(seen.no).toBeGreaterThan(1000);
  expect(seen['yes-if']).toBeGreaterThan(1000);
  expect(seen.met).toBeGreaterThan(30);
});

function said({ asked, answer, conditions }: MayAnswer): string {
  return JSON.stringify({ asked, answer, conditions });
}
