import { expect, test } from 'vitest';
import {
  type Draft,
  type StepName,
  faultsIn,
  newCurrency,
  newDraft,
  sentOf,
  stepOf,
  timesOf,
} from './draft.ts';

const KEY = { passphrase: 'twelve or more', again: 'twelve or more' };
const [first] = newDraft('KE').currencies;
const DRAFT: Draft = {
  ...newDraft('KE'),
  name: ' Lake ',
  currencies: [{ ...(first ?? newCurrency([])), name: 'Lake franc', code: 'LAK' }],
};

function faults(step: StepName, change: Partial<Draft>, key = KEY): object {
  return faultsIn(step, { ...DRAFT, ...change }, key);
}

test('what is right has no faults, and is sent as the sovereign reads it', () => {
  for (const step of ['place', 'money', 'law', 'key', 'look'] as const) {
    expect(faults(step, {})).toEqual({});
  }
  const day = 86_400_000;
  expect(sentOf(DRAFT, KEY.passphrase)).toEqual({
    name: 'Lake',
    country: 'KE',
    currencies: [{ code: 'LAK', decimals: 2, name: 'Lake franc' }],
    governance: { commentMs: day, voteMs: 3 * day, timelockMs: day, emergencyMs: 7 * day },
    passphrase: KEY.passphrase,
  });
  expect(timesOf({ ...DRAFT, law: 'none' })).toBeNull();
  expect(timesOf({ ...DRAFT, law: 'trial' })).toMatchObject({ commentMs: 120_000 });
});

test('each step names what is wrong in it, and nothing of another', () => {
  expect(faults('place', { name: ' ', country: '' })).toEqual({
    name: 'missing',
    country: 'missing',
  });
  expect(faults('place', { name: 'ä'.repeat(33) })).toEqual({ name: 'too-long' });
  const [lake] = DRAFT.currencies;
  if (lake === undefined) throw new Error('no currency');
  const twice = { ...lake, id: 2, name: '' };
  expect(faults('money', { name: '', currencies: [lake, twice] })).toEqual({
    'currencies.1.name': 'missing',
    'currencies.1.code': 'twice',
  });
  expect(faults('money', { currencies: [{ ...lake, code: 'L' }] })).toEqual({
    'currencies.0.code': 'form',
  });
  const of = (count: string): Draft['own'][keyof Draft['own']] => ({ count, unit: 'seconds' });
  const own = { comment: of('0,5'), vote: of('x'), timelock: of('0'), emergency: of('0') };
  expect(faults('law', { law: 'own', own })).toEqual({
    'governance.commentMs': 'range',
    'governance.voteMs': 'range',
  });
  expect(faults('law', { law: 'own', own: { ...own, comment: of('1.5'), vote: of('1') } })).toEqual(
    {},
  );
  expect(faults('key', {}, { passphrase: 'short', again: 'shirt' })).toEqual({
    passphrase: 'too-short',
    again: 'different',
  });
});

test('what the sovereign names stands in a step', () => {
  const fields = ['name', 'country', 'currencies', 'currencies.3.decimals', 'governance.voteMs'];
  expect(fields.map(stepOf)).toEqual(['place', 'place', 'money', 'money', 'law']);
  expect(stepOf('passphrase')).toBe('key');
});
