import { afterEach, expect, it, vi } from 'vitest';
import { readAt } from './read-at.ts';

afterEach(() => vi.unstubAllGlobals());

it('asks the host that was meant and no other, whatever the path says', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: URL) => {
    asked.push(url.href);
    return Promise.resolve(Response.json({ answer: 1 }));
  });
  const here = 'https://harbour.example';
  const others = ['.evil.example/?data', '@evil.example/', ':8080/', '//evil.example/', ''];
  const odd = ['/\\evil.example/', '/\t/evil.example/', 'https://evil.example/', 'v1/supply'];
  for (const path of [...others, ...odd]) {
    const refused = { ok: false, failure: { kind: 'usage', code: 'bad-url' } };
    expect(await readAt(here, path)).toMatchObject(refused);
  }
  expect(asked).toEqual([]);
  expect(await readAt(here, '/v1/rules/query?to=%40ben')).toMatchObject({ value: { answer: 1 } });
  expect(asked).toEqual(['https://harbour.example/v1/rules/query?to=%40ben']);
});
