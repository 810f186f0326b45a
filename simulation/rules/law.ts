import { type Constitution, currencyId, sovereignId } from '@tallystick/protocol';
import { checkTexts, type Setting } from '@tallystick/rules';
import type { Ceiling, Legal } from '../check/decision-book.ts';
import type { Random } from '../engine/random.ts';
import { START } from '../sovereign/founding.ts';

const HOUR_MS = 3_600_000;
/** A rulebook with every version that its world lives to see. */
export interface Law extends Legal {
  /** When one version succeeds another, or a list is not fresh any more; ms since 1970, ascending. */
  readonly instants: readonly number[];
  /** GLOBAL-1. */
  readonly ceiling: Ceiling;
}

/**
 * Modules of several countries that contradict each other, sums over windows, tiers, rules for what is spent offline, a treaty of which
 * versions are accepted and not, lists that grow old, a setting: and of most of it several versions, at instants of the seed.
 */
export function drawLaw(constitution: Constitution, random: Random): Law {
  // The first hour is for founding; then a version changes every hour or two, now and then as the hour turns.
  const instants: number[] = [];
  for (let hour = 1; hour <= 5; hour++) {
    const turn = Math.ceil(START / HOUR_MS) * HOUR_MS + 2 * hour * HOUR_MS;
    instants.push(random.chance(0.3) ? turn : turn + random.between(1, 2 * 3_599) * 1_000);
  }
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] = instants;
  const texts = [
    ...globalTexts(first, fourth),
    ...currencyTexts(second, third, fifth),
    ...countryTexts(first, second, third, fourth),
    ...treatyTexts(third),
    ...listTexts(first, fourth),
  ];
  const sovereign = sovereignId(constitution);
  const currencies = constitution.currencies.map(({ code, decimals }) => {
    return { code, decimals, id: currencyId(sovereign, code) };
  });
  const value = { kind: 'money', units: 8_000n, decimals: 3, currency: 'GLD' } as const;
  const settings: Setting[] = [{ module: 'GLD', parameter: 'CAP', value, from: first }];
  const named = texts.map((text, at) => ({ name: `text ${at}`, text }));
  const checked = checkTexts(named, { currencies, settings });
  if (!checked.ok) {
    const mistakes = [...checked.together, ...checked.texts.flatMap((text) => text.mistakes)];
    throw new Error(mistakes.map(({ message }) => message).join('\n'));
  }
  const { source, rulebook } = checked;
  const ceiling = { currency: currencyId(sovereign, 'HRB'), hours: 3, units: 90_000n };
  return { source, rulebook, instants, ceiling };
}

const ALWAYS = 'in force from 2026-01-01';

function at(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

function globalTexts(changed: number, ended: number): string[] {
  const ceiling = `
    rule GLOBAL-1 "Nobody sends more within three hours"
      when currency = HRB and sender tier < 15 and sent in 3 hours + amount > 900.00 HRB then refuse`;
  const offline = (most: string): string => `
    rule GLOBAL-2 "What is spent offline is small"
      when currency = HRB and offline and amount > ${most} HRB then refuse
    rule GLOBAL-3 "Not offline to the bloc"
      when offline and destination in BLOC then hold
    rule GLOBAL-4 "Not too many at once"
      when sender tier < 2 and payments in 2 hours >= 9 then hold until identity tier 2`;
  return [
    `module global version 1 ${ALWAYS} ${ceiling} ${offline('200.00')}`,
    `module global version 2 in force from ${at(changed)} until ${at(ended)} ${ceiling} ${offline('150.00')}`,
  ];
}

function currencyTexts(changed: number, again: number, back: number): string[] {
  const module = (version: number, force: string, hours: number, more = ''): string => `
    module currency GLD version ${version} ${force}
    parameter CAP "What little is known of may send" is 10.000 GLD between 2.000 GLD and 20.000 GLD
    rule GLD-1 "Who sends much is known"
      when sender tier < 2 and sent in ${hours} hours + amount > CAP then hold until identity tier 2
    rule GLD-2 "Who receives much is known"
      when receiver tier < 1 and amount > 15.000 GLD then hold until receiver tier 1
    rule GLD-4 "Strangers get little first"
      when first payment to payee and sender tier < 15 and amount > 4.000 GLD then hold ${more}`;
  const embargo = '\nrule GLD-3 "Not there" when destination = US then refuse';
  return [
    module(1, ALWAYS, 1),
    module(2, `in force from ${at(changed)}`, 2, embargo),
    module(3, `in force from ${at(again)} until ${at(back)}`, 1, embargo),
  ];
}

function countryTexts(first: number, second: number, third: number, fourth: number): string[] {
  const germany = (most: string): string => `
    rule DE-7 "Identity above a sum"
      when currency = HRB and crossborder and amount > ${most} HRB and sender tier < 2
      then hold until identity tier 2
    rule DE-8 "Nothing from next door" when origin = UG and sender tier < 3 and amount > 20.00 HRB and currency = HRB then refuse`;
  const kenya = (most: string): string => `
    rule KE-3 "From abroad, little by little"
      when currency = HRB and destination = KE and crossborder and sent in 2 hours + amount > ${most} HRB
      then hold until identity tier 3
    rule KE-4 "A household pays few"
      when origin = KE and currency = HRB and payees in 3 hours >= 3 and amount > 150.00 HRB then hold`;
  const accepts = (version: number): string => `accepts treaty DE-KE-2026 version ${version}`;
  return [
    `module DE version 1 ${ALWAYS} ${accepts(1)} ${germany('100.00')}`,
    `module DE version 2 in force from ${at(second)} ${germany('80.00')}`,
    `module DE version 3 in force from ${at(fourth)} ${accepts(2)} ${germany('120.00')}`,
    `module KE version 1 ${ALWAYS} ${accepts(1)} ${kenya('300.00')}`,
    `module KE version 2 in force from ${at(third)} ${accepts(2)} ${kenya('200.00')}`,
    `module UG version 1 ${ALWAYS}
    rule UG-1 "Only what is known" when origin = UG and sender tier < 1 then refuse
    rule UG-2 "Not without a rate" when origin = UG and destination = US and amount > 5 UGX then refuse`,
    `module UG version 2 in force from ${at(first)} until ${at(third)}
    rule UG-1 "Only what is known" when origin = UG and sender tier < 2 then hold until identity tier 2`,
  ];
}

function treatyTexts(changed: number): string[] {
  const treaty = (version: number, force: string, most: string): string => `
    module treaty DE-KE-2026 between DE and KE version ${version} ${force}
    rule DE-KE-2026-1 "A ceiling between us"
      when currency = HRB and sender tier < 3 and sent in 3 hours + amount > 600.00 HRB
      then hold until identity tier 3
    exception to DE-7 "Remittances" under treaty DE-KE-2026 article 4
      when destination = KE and sent in 3 hours + amount <= ${most} HRB then no objection`;
  return [treaty(1, ALWAYS, '400.00'), treaty(2, `in force from ${at(changed)}`, '500.00')];
}

/** The second version is fresh for less than it is in force. */
function listTexts(changed: number, stale: number): string[] {
  const hours = Math.max(1, Math.floor((stale - changed) / HOUR_MS));
  return [
    `list BLOC of countries version 1 ${ALWAYS} fresh for 3650 days: UG, DE`,
    `list BLOC of countries version 2 in force from ${at(changed)} fresh for ${hours} hours: UG`,
  ];
}
