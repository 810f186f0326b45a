import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decode, encode } from '../encoding/index.ts';
import { alarms } from '../testing/governance-arbitraries.ts';
import { alarmsCodec, formatAlarm, parseAlarm } from './alarm.ts';

it('an alarm’s text says what was declared, and nothing else', () => {
  fc.assert(
    fc.property(alarms, (alarm) => {
      expect(parseAlarm(formatAlarm(alarm))).toEqual(alarm);
    }),
  );
  expect(
    formatAlarm({ on: 'held', rule: 'KE-7', most: 20, of: { kind: 'within', hours: 1 } }),
  ).toBe('KE-7 held: more than 20 within 1 hour');
});

it.each([
  'refused',
  'refused: more than 19 of the last 1000',
  'refused: more than 100 of the last 100',
  'refused: more than 100 of the last 1025',
  'refused: more than 100 within 0 hours',
  'refused: more than 100 within 169 hours',
  'allowed: more than 100 within 24 hours',
  'ke-7 refused: more than 100 within 24 hours',
  `${'A'.repeat(65)} refused: more than 100 within 24 hours`,
  'refused: more than 100 within 24 hours ',
])('%j is no alarm', (text) => {
  expect(parseAlarm(text)).toBeUndefined();
});

it('what could tell of few payments, or never rings, has no encoding', () => {
  const of = { kind: 'last', payments: 100 } as const;
  const alarm = { on: 'held', rule: null, most: 20, of } as const;
  expect(decode(alarmsCodec, encode(alarmsCodec, [alarm])).ok).toBe(true);
  for (const wrong of [
    { most: 19 },
    { most: 100 },
    { of: { kind: 'within', hours: 0 } as const },
  ]) {
    expect(() => encode(alarmsCodec, [{ ...alarm, ...wrong }])).toThrow(RangeError);
  }
  expect(() =>
    encode(
      alarmsCodec,
      Array.from({ length: 9 }, () => alarm),
    ),
  ).toThrow(RangeError);
});
