import { expect, it } from 'vitest';
import { afterAsked } from './use-answer.ts';

const failure = { kind: 'offline' } as const;
const start = { path: '/a', value: null, failure: null, at: 0 };

it('what was answered stays when nobody answers any more, with the time that it is of and why', () => {
  const known = afterAsked<number>(start, '/a', { ok: true, value: 7 }, 1000);
  expect(known).toEqual({ path: '/a', value: 7, failure: null, at: 1000 });
  const old = afterAsked(known, '/a', { ok: false, failure }, 2000);
  expect(old).toEqual({ path: '/a', value: 7, failure, at: 1000 });
  expect(afterAsked(old, '/a', { ok: true, value: 8 }, 3000)).toMatchObject({
    value: 8,
    failure: null,
    at: 3000,
  });
});

it('nothing that another path answered stays', () => {
  const known = { path: '/a', value: 7, failure: null, at: 1000 };
  const none = { path: '/b', value: null, failure, at: 0 };
  expect(afterAsked(known, '/b', { ok: false, failure }, 2000)).toEqual(none);
});
