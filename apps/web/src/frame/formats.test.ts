import { expect, it } from 'vitest';
import { formatsOf } from './formats.ts';

const DAY_MS = 86_400_000;
const MOMENT = Date.UTC(2027, 4, 3, 12, 30);

it('times of an axis say as much as tells them from their neighbours', () => {
  const { tick } = formatsOf('de');
  const said = [400 * DAY_MS, 31 * DAY_MS, DAY_MS, 3_600_000, 1000].map((step) =>
    tick(MOMENT, step),
  );
  expect(said.slice(0, 3)).toEqual(['2027', 'Mai 2027', '3. Mai']);
  expect(said[3]).toMatch(/^\d\d:30$/);
  expect(said[4]).toMatch(/^\d\d:30:00$/);
});

it('short numbers are for axes; amounts keep every digit', () => {
  const { compact, units } = formatsOf('de');
  expect(compact(1_250_000)).toBe('1,25\u00A0Mio.');
  expect(units('9223372036854775807', 2)).toBe('92.233.720.368.547.758,07');
});
