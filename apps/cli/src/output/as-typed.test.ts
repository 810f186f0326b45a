import { expect, test } from 'vitest';
import { asTyped } from './as-typed.ts';

test('what is to be typed next begins as what was typed', () => {
  const text =
    'Start it: tally sovereign start x\nOr `tally pay ./a @b 1.00 HRB`; npx tally sync x; tally:tally1jz9\na tally of five';
  expect(asTyped(text, true)).toBe(
    'Start it: npx tally sovereign start x\nOr `npx tally pay ./a @b 1.00 HRB`; npx tally sync x; tally:tally1jz9\na tally of five',
  );
  expect(asTyped(text, false)).toBe(text);
});
