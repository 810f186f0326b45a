import type { ConditionCode, ConditionData } from '@tallystick/rules';
import { expect, it } from 'vitest';
import { formatsOf } from '../frame/formats.ts';
import { readCondition } from '../sovereign/read-condition.ts';
import { sayCondition } from './conditions.ts';
import { conditionsGerman } from './german/conditions.ts';

const write = formatsOf('de');
const days = { count: 30, unit: 'days' } as const;

type Example<C extends ConditionCode> = readonly [data: ConditionData<C>, text: string];

/** No code is without an example. */
const EXAMPLES: { readonly [C in ConditionCode]: readonly Example<C>[] } = {
  tier: [
    [
      { of: 'sender', atLeast: '2', atMost: null },
      'Die Identitätsstufe des Absenders ist mindestens 2.',
    ],
    [
      { of: 'receiver', atLeast: '1', atMost: '1' },
      'Die Identitätsstufe des Empfängers ist genau 1.',
    ],
    [
      { of: 'receiver', atLeast: null, atMost: null },
      'Es ist bekannt, welche Identitätsstufe der Empfänger hat.',
    ],
  ],
  sent: [
    [
      { currency: 'EUR', window: days, atLeast: null, atMost: '2500.00' },
      'Der Absender hat in den 30 Tagen vor dieser Zahlung höchstens 2.500,00 EUR gesendet.',
    ],
    [
      {
        currency: 'EUR',
        window: { count: 1, unit: 'days' },
        atLeast: null,
        atMost: '92233720368547758.07',
      },
      'Der Absender hat in den 24 Stunden vor dieser Zahlung höchstens 92.233.720.368.547.758,07 EUR gesendet.',
    ],
    [
      { currency: 'EUR', window: days, atLeast: null, atMost: null },
      'Es ist bekannt, was der Absender in den 30 Tagen vor dieser Zahlung gesendet hat.',
    ],
  ],
  payments: [
    [
      { window: { count: 1, unit: 'hours' }, atLeast: null, atMost: '1' },
      'Der Absender hat in der Stunde vor dieser Zahlung höchstens 1 Zahlung gemacht.',
    ],
    [
      { window: { count: 36, unit: 'hours' }, atLeast: '1', atMost: '4' },
      'Der Absender hat in den 36 Stunden vor dieser Zahlung mindestens 1 und höchstens 4 Zahlungen gemacht.',
    ],
    [
      { window: days, atLeast: null, atMost: null },
      'Es ist bekannt, wie oft der Absender in den 30 Tagen vor dieser Zahlung gezahlt hat.',
    ],
  ],
  payees: [
    [
      { window: days, atLeast: '2', atMost: null },
      'Der Absender hat in den 30 Tagen vor dieser Zahlung mindestens 2 verschiedene Empfänger bezahlt.',
    ],
    [
      { window: days, atLeast: '1', atMost: null },
      'Der Absender hat in den 30 Tagen vor dieser Zahlung mindestens 1 Empfänger bezahlt.',
    ],
    [
      { window: days, atLeast: null, atMost: null },
      'Es ist bekannt, wie viele verschiedene Empfänger der Absender in den 30 Tagen vor dieser Zahlung bezahlt hat.',
    ],
  ],
  rate: [
    [
      { amount: '500.00', currency: 'EUR', in: 'KES', atLeast: null, atMost: '9000.00' },
      'Zum Kurs des Tages sind 500,00 EUR höchstens 9.000,00 KES.',
    ],
    [
      { amount: '500.00', currency: 'EUR', in: 'KES', atLeast: null, atMost: null },
      'Es ist bekannt, wie viel 500,00 EUR zum Kurs des Tages in KES sind.',
    ],
  ],
  indicator: [
    [{ name: 'CPI', atLeast: null, atMost: '110' }, 'Die Kennzahl CPI steht bei höchstens 110.'],
    [{ name: 'CPI', atLeast: null, atMost: null }, 'Es ist bekannt, wo die Kennzahl CPI steht.'],
  ],
  waited: [
    [
      { window: { count: 36, unit: 'hours' } },
      'Die Zahlung ist seit mindestens 36 Stunden angekündigt.',
    ],
    [
      { window: { count: 1, unit: 'days' } },
      'Die Zahlung ist seit mindestens einem Tag angekündigt.',
    ],
  ],
  listed: [
    [
      { of: 'receiver', list: 'WATCHED', isOn: false },
      'Der Empfänger steht nicht auf der Liste WATCHED.',
    ],
    [{ of: 'sender', list: 'KNOWN', isOn: true }, 'Der Absender steht auf der Liste KNOWN.'],
  ],
  confidential: [[{}, 'Keine vertrauliche Regel spricht dagegen.']],
  'second-factor': [
    [{ given: true }, 'Eine zweite Bestätigung liegt vor.'],
    [{ given: false }, 'Eine zweite Bestätigung liegt nicht vor.'],
  ],
  'first-payment': [
    [{ first: true }, 'Es ist die erste Zahlung an diesen Empfänger.'],
    [{ first: false }, 'Es ist nicht die erste Zahlung an diesen Empfänger.'],
  ],
  document: [[{ name: 'invoice' }, 'Das Dokument „invoice“ liegt vor.']],
  'no-documents': [[{}, 'Es liegt kein Dokument vor.']],
  purpose: [
    [{ purpose: 'SALA' }, 'Der Zweck der Zahlung ist SALA.'],
    [{ purpose: null }, 'Der Zweck der Zahlung ist keiner, den die Regeln nennen.'],
  ],
};

it('every condition has a German sentence, with amounts and numbers as German writes them', () => {
  expect(Object.keys(conditionsGerman).toSorted()).toEqual(Object.keys(EXAMPLES).toSorted());
  for (const [code, examples] of Object.entries(EXAMPLES)) {
    for (const [data, text] of examples) {
      const said: unknown = JSON.parse(JSON.stringify(data));
      const coded = readCondition({ words: 'it is so', rule: null, code, data: said });
      expect(coded === null ? code : sayCondition(coded, conditionsGerman, write)).toBe(text);
    }
  }
});

it.each([
  [undefined, undefined],
  ['of-a-later-version', { atMost: '5' }],
  ['constructor', {}],
  ['tier', null],
  ['tier', 'sender'],
  ['tier', { of: 'witness', atLeast: '1', atMost: null }],
  ['sent', { currency: 'EUR', window: days, atLeast: null, atMost: '1e9' }],
  ['sent', { currency: 'EUR', window: days, atLeast: null, atMost: 5 }],
  ['payments', { window: { count: 1, unit: 'weeks' }, atLeast: null, atMost: '5' }],
  ['payments', { window: null, atLeast: null, atMost: '5' }],
  ['document', {}],
])('of %s with %j the English words are shown', (code, data) => {
  const more = code === undefined ? {} : { code, data };
  expect(readCondition({ words: 'it is so', rule: null, ...more })).toBeNull();
});
