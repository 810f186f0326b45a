import { expect, test } from 'vitest';
import { freePort } from '../testing/scene.ts';
import { whyUnanswered } from './why-unanswered.ts';

async function failureOf(url: string): Promise<unknown> {
  return await fetch(url).then(
    () => undefined,
    (error: unknown) => error,
  );
}

test('a person is told what to look at, and no system’s code', async () => {
  const closed = `http://127.0.0.1:${await freePort()}`;
  const said = whyUnanswered(closed, await failureOf(closed));
  expect(said).toBe(`Nobody answers at ${closed}. Is it started?`);
  const odd = 'http://127.0.0.1:1';
  expect(whyUnanswered(odd, await failureOf(odd))).toContain(`the port of ${odd}`);
});

test('what is not known is said as the system says it', () => {
  const error = new TypeError('fetch failed', { cause: new Error('certificate has expired') });
  expect(whyUnanswered('https://a.example', error)).toBe(
    'Nobody answers at https://a.example: certificate has expired.',
  );
});
