import { decodeSource, noObjection } from '@tallystick/rules';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Scene } from '../../testing/scene.ts';

let scene: Scene;
const rulebook = Buffer.from(noObjection.hash).toString('hex');

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start();
});
afterAll(() => scene.remove());

const query = async (text: string): Promise<Response> => await scene.get(`/v1/rules/query?${text}`);

test('the rulebook without modules is public, and it is the one that decides', async () => {
  expect(await scene.json('/v1/rules')).toEqual({ rulebook, modules: [], lists: [] });
  const { url } = scene;
  const cbor = await fetch(`${url}/v1/rules`, { headers: { accept: 'application/cbor' } });
  const source = decodeSource(new Uint8Array(await cbor.arrayBuffer()));
  expect(source).toMatchObject({ modules: [], currencies: [{ code: 'HRB' }] });
  expect(await scene.json('/v1/ring')).toMatchObject({ rulebook });
});

test('may I? Without an account, and without rules: yes', async () => {
  const { currencies } = await scene.json<{ currencies: { code: string }[] }>('/v1/currencies');
  const answer = await query(`amount=500&currency=${currencies[0]?.code}&from=DE&to=KE&tier=1`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    answer: 'yes',
    outcome: 'no-objection',
    asked: { from: 'DE', to: 'KE', tier: 1 },
    conditions: [],
    rulebook,
  });
});

test.each([
  'amount=500&currency=XXY&from=DE&to=KE',
  'amount=5,00&currency=HRB&from=DE&to=KE',
  'amount=500&currency=HRB&from=DE&to=XX',
  'amount=500&currency=HRB&from=DE&to=KE&tier=16',
  'amount=500&currency=HRB&from=DE&to=KE&who=ada',
  'amount=500',
])('%s is not understood', async (text) => {
  const answer = await query(text);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'malformed' });
});

test('whoever asks too often waits', async () => {
  const ask = (): Promise<Response> => query('amount=500&currency=HRB&from=DE&to=KE');
  const answers = await Promise.all(Array.from({ length: 80 }, ask));
  const late = answers.filter(({ status }) => status === 429);
  expect(late.length).toBeGreaterThan(0);
  expect(Number(late[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
});
