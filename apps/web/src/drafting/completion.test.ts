import { expect, it } from 'vitest';
import { offersAt } from './completion.ts';
import type { Known } from './look-at.ts';

const KNOWN: Known = {
  currencies: ['HRB', 'EUR'],
  countries: ['DE', 'KE'],
  lists: ['NEIGHBOURS'],
  rules: [{ code: 'KE-1', title: 'Identity above 100' }],
};

/** What is offered at `|`, as texts. */
function offered(marked: string): readonly string[] {
  const at = marked.indexOf('|');
  return offersAt(marked.replace('|', ''), at, KNOWN).offers.map(({ text }) => text);
}

const RULE = 'module KE version 2 in force from 2028-01-01\n\nrule KE-1 "One"\n';

it.each([
  ['', ['module', 'rule']],
  ['module |', ['KE', 'currency', 'global']],
  ['module currency |', ['HRB']],
  ['module KE |', ['version']],
  [`${RULE}  |`, ['when', 'source']],
  [`${RULE}  when |`, ['amount', 'sender tier', 'not']],
  [`${RULE}  when amount > 100.00 |`, ['HRB', 'and', 'then']],
  [`${RULE}  when destination = |`, ['DE']],
  [`${RULE}  when destination in |`, ['NEIGHBOURS', 'DE']],
  [`${RULE}  when sender in |`, ['NEIGHBOURS']],
  [`${RULE}  when sent in 30 |`, ['days', 'hours']],
  [`${RULE}  when crossborder |`, ['and', 'or', 'then']],
  [`${RULE}  when crossborder and |`, ['offline', 'second factor']],
  [`${RULE}  when crossborder\n  then |`, ['refuse', 'hold until']],
  [`${RULE}  when crossborder\n  then hold until |`, ['identity tier', 'document']],
  [`${RULE}  when crossborder\n  then refuse\n\n|`, ['rule', 'exception to', 'example']],
  [`${RULE}  when crossborder\n  then refuse\nexception to |`, ['KE-1']],
  [`${RULE}  when always then refuse\nexample 5.00 |`, ['HRB', 'from']],
  [`${RULE}  when always then refuse\nexample 5.00 HRB from |`, ['KE']],
  [`${RULE}  when always then refuse\nexample 5.00 HRB from KE to DE, |`, ['sender tier', 'sent']],
  [`${RULE}  when always then refuse\nexample 5.00 HRB from KE to DE: |`, ['allowed', 'held by']],
  [`${RULE}  when always then refuse\nexample 5.00 HRB from KE to DE: held by |`, ['KE-1']],
])('at %j there is %j', (text, some) => {
  const marked = text.includes('|') ? text : `${text}|`;
  expect(offered(marked)).toEqual(expect.arrayContaining(some));
});

it('offers nothing within quotes or a comment, and replaces the name that is begun', () => {
  expect(offered('rule KE-2 "when |')).toEqual([]);
  expect(offered('# then |')).toEqual([]);
  const begun = 'exception to KE';
  expect(offersAt(begun, begun.length, KNOWN).from).toBe(13);
});
