import { done, failed } from '@tallystick/wallet';
import { expect, it } from 'vitest';
import { answered } from './answered.ts';

it('a failure leaves what was answered before, to the same question alone', () => {
  const first = answered(null, '["a"]', done('of a'));
  const silent = failed('unreachable', 'no-answer', 'Nothing came.');
  expect(answered(first, '["a"]', silent)).toMatchObject({
    value: 'of a',
    failure: silent.failure,
  });
  expect(answered(first, '["b"]', silent)).toMatchObject({ asked: '["b"]', value: null });
  expect(answered(first, '["a"]', done('newer'))).toMatchObject({ value: 'newer', failure: null });
});
