import { inBrowser } from '@tallystick/protocol/testing/browser';
import { expect, it } from 'vitest';
import { answered } from './answered.ts';

it('decides in Chromium what it decides in Node, word for word', async () => {
  const { answer, complaints } = await inBrowser(new URL('./browser-page.ts', import.meta.url));
  expect(complaints).toEqual([]);
  const here = answered();
  expect(answer).toEqual(here);
  expect(here.decided).toBe(10_000);
  for (const count of Object.values(here.answers)) expect(count).toBeGreaterThan(100);
});
