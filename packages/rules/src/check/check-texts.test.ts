import { expect, test } from 'vitest';
import { checkTexts } from './check-texts.ts';

const BESIDE = { currencies: [], settings: [] };
const FORCE = 'in force from 2027-01-01';
const LIST = {
  name: 'near.rules',
  text: `list NEAR of countries version 1 ${FORCE} fresh for 90 days: KE, UG`,
};
const MODULE = {
  name: 'de.rules',
  text: `module DE version 1 ${FORCE}
rule DE-1 "Far away" when destination not in NEAR then refuse
example 1.00 EUR from DE to FR: refused by DE-1
example 1.00 EUR from DE to KE: allowed
`,
};

test('texts refer to each other in whatever order they come', () => {
  const one = checkTexts([MODULE, LIST], BESIDE);
  const other = checkTexts([LIST, MODULE], BESIDE);
  expect([one.ok, other.ok]).toEqual([true, true]);
  if (one.ok && other.ok) expect(one.rulebook.hash).toEqual(other.rulebook.hash);
});

test('a text that needs another one says so without it', () => {
  const alone = checkTexts([MODULE], BESIDE);
  expect(alone.ok).toBe(false);
  expect(alone.texts[0]?.mistakes.map(({ code }) => code)).toEqual(['unknown-list']);
});

test('a text that cannot be read spoils its own name only', () => {
  const broken = { name: 'broken.rules', text: 'module' };
  const found = checkTexts([MODULE, broken, LIST], BESIDE);
  expect(found.texts.map(({ mistakes }) => mistakes.length > 0)).toEqual([false, true, false]);
});

test('what no single text can know is told of them together', () => {
  const found = checkTexts([MODULE, LIST, { ...MODULE, name: 'copy.rules' }], BESIDE);
  expect(found.ok).toBe(false);
  if (!found.ok) expect(found.together.map(({ code }) => code)).toEqual(['duplicate']);
});
