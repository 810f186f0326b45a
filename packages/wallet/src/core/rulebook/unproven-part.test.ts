import { currencyId, encodeStructured } from '@tallystick/protocol';
import type { OwnCurrency } from '@tallystick/rules';
import { expect, test } from 'vitest';
import { found } from '../../testing/founding.ts';
import type { ProvenContent } from './proven-content.ts';
import { unprovenPart } from './unproven-part.ts';

const { sovereign, constitution } = found('Harbour', {}, null);
const currencies = constitution.currencies.map((declared) => ({
  id: currencyId(sovereign, declared.code),
  declared,
}));
const own = (code: string, decimals: number): OwnCurrency => ({
  code,
  decimals,
  id: currencyId(sovereign, code),
});
const [HRB, GLD, XTS] = [own('HRB', 2), own('GLD', 3), own('XTS', 0)];

/** A version of the currencies that has one more. */
function proposed(code: string, decimals: number): ProvenContent {
  const more = { ...constitution.currencies[0]!, code, decimals };
  const founding = constitution.currencies.filter((one) => one.code !== code);
  const content = encodeStructured('currencies', [...founding, more]);
  return { matter: { kind: 'currencies' }, content, from: 0, until: null };
}

test.each<[string, OwnCurrency[], ProvenContent[], string | undefined]>([
  ['those of the founding', [HRB, GLD], [], undefined],
  ['in another order', [GLD, HRB], [], undefined],
  ['one left out', [HRB], [], 'GLD'],
  ['other decimals', [HRB, { ...GLD, decimals: 2 }], [], 'GLD'],
  ['another id', [HRB, { ...GLD, id: XTS.id }], [], 'GLD'],
  ['one more, of nobody', [HRB, GLD, XTS], [], 'XTS'],
  ['one more that was proposed', [HRB, GLD, XTS], [proposed('XTS', 0)], undefined],
  ['with other decimals than proposed', [HRB, GLD, XTS], [proposed('XTS', 2)], 'XTS'],
  ['one left out for one proposed', [HRB, XTS], [proposed('XTS', 0)], 'GLD'],
  ['founding decimals proposed anew', [HRB, GLD, own('GLD', 0)], [proposed('GLD', 0)], 'GLD'],
])('currencies of a rulebook: %s', (_, shown, proven, part) => {
  const source = { modules: [], lists: [], settings: [], currencies: shown };
  expect(unprovenPart(source, proven, { sovereign, currencies })).toBe(part);
});
