import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scene } from '../../testing/scene.ts';

let scene: Scene;
let token: string;

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
  token = await scene.session((await scene.person('ada')).account);
});
afterAll(() => scene.remove());

async function ask(after: unknown, session: string = token): Promise<Response> {
  return await scene.call('POST', '/v1/heartbeats', session, { after });
}

async function size(): Promise<number> {
  return Number((await (await scene.get('/checkpoint')).text()).split('\n')[1]);
}

test('an idle ledger logs a header when a device asks for a time that has come, and one for each second', async () => {
  const before = await size();
  const asked = Date.now();
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(asked)));
  for (const answer of answers) {
    const { time } = (await answer.json()) as { time: number };
    expect(Math.floor(time / 1000)).toBeGreaterThan(Math.floor(asked / 1000));
  }
  expect(await size()).toBe(before + 1);
});

test('none for a time that has not come, nor for whoever is nobody here', async () => {
  const before = await size();
  expect((await ask(Date.now() + 3_600_000)).status).toBe(200);
  expect((await ask(2 ** 53 - 1)).status).toBe(200);
  expect((await ask(0, '')).status).toBe(401);
  for (const bad of ['soon', -1, 1.5, 2 ** 53, null]) expect((await ask(bad)).status).toBe(400);
  expect(await size()).toBe(before);
});
