import { readFile } from 'node:fs/promises';
import type { ConditionCode, ConditionData } from '@tallystick/rules';
import { fastify } from 'fastify';
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { CONDITION_DATA, conditionSchema } from './condition-schema.ts';

const PAGE = new URL('../../../../docs/integrators/http-api.md', import.meta.url);

const window = { count: 30, unit: 'days' } as const;
const EXAMPLES: { readonly [C in ConditionCode]: ConditionData<C> } = {
  tier: { of: 'receiver', atLeast: '2', atMost: null },
  sent: { currency: 'EUR', window, atLeast: null, atMost: '2500.00' },
  payments: { window, atLeast: '1', atMost: '4' },
  payees: { window, atLeast: null, atMost: null },
  rate: { amount: '500.00', currency: 'EUR', in: 'JPY', atLeast: null, atMost: '9000' },
  indicator: { name: 'CPI', atLeast: null, atMost: '110' },
  waited: { window: { count: 36, unit: 'hours' } },
  listed: { of: 'sender', list: 'WATCHED', isOn: false },
  confidential: {},
  'second-factor': { given: true },
  'first-payment': { first: false },
  document: { name: 'Bill of lading' },
  'no-documents': {},
  purpose: { purpose: null },
};

test('every condition is answered whole', async () => {
  const conditions = Object.entries(EXAMPLES).map(([code, data]) => {
    return { code, data, words: 'it is so', rule: code === 'tier' ? null : 'DE-1' };
  });
  const app = fastify();
  const response = { 200: Type.Array(conditionSchema) };
  app.get('/', { schema: { response } }, () => conditions);
  const answer = await app.inject('/');
  expect(answer.json()).toEqual(conditions);
  await app.close();
});

test('every code stands on the page with its data, and no other does', async () => {
  const text = await readFile(PAGE, 'utf8');
  const [, section = ''] = /### Conditions\n(.*?)\n## /s.exec(text) ?? [];
  const rows = [...section.matchAll(/^\| `([a-z-]+)` \|.*\| `\{(.*)\}` \|$/gm)];
  const documented = rows.map(([, code = '', data = '']) => {
    const fields = data.split(', ').map((field) => /^[A-Za-z]*/.exec(field)?.[0] ?? '');
    return [code, fields.filter((field) => field !== '').toSorted()];
  });
  const said = Object.entries(CONDITION_DATA).map(([code, { properties }]) => {
    return [code, Object.keys(properties).toSorted()];
  });
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(said));
});
