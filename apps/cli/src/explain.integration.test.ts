import { startSovereign } from '@tallystick/sovereign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAddress } from './sovereign/running.ts';
import { foundHarbour } from './testing/founding.ts';
import { type Scene, createScene, freePort } from './testing/scene.ts';

let scene: Scene;
let port: number;
let close: (() => Promise<void>) | undefined;

async function start(decoysPerMillion: number): Promise<string> {
  await close?.();
  const folder = scene.path('harbour');
  const node = await startSovereign({ folder, port, logLevel: 'silent', decoysPerMillion });
  close = () => node.close();
  await writeAddress(folder, node.url);
  return node.url;
}

beforeAll(async () => {
  scene = await createScene();
  await foundHarbour(scene.path('harbour'));
  port = await freePort();
  const url = await start(0);
  for (const name of ['ada', 'ben']) {
    const person = ['--sovereign', url, '--handle', name, '--country', 'KE'];
    await scene.good('wallet', 'create', name, ...person);
  }
  await scene.good('sovereign', 'issue', 'harbour', '@ada', '10.00', 'HRB');
}, 90_000);
afterAll(async () => {
  await close?.();
  await scene.end();
});

test(
  'a payment that was admitted, and one that was held, are explained and done again',
  { timeout: 90_000 },
  async () => {
    const paid = (await scene.good('pay', 'ada', '@ben', '2.00', 'HRB', '--json')).json();
    const admitted = await scene.good('explain', 'ada', String(paid['id']).slice(0, 16), '--json');
    expect(admitted.json()).toMatchObject({
      outcome: 'no-objection',
      transition: paid['id'],
      amount: '2.00',
      currency: 'HRB',
      replay: 'same',
      found: { outcome: 'no-objection', rule: null },
    });
    const { index } = admitted.json();
    const words = await scene.good('explain', 'ada', String(index));
    expect(words.stdout).toMatch(/^Admitted on .*: 2\.00 HRB to .*\nNo rule objected\./);
    expect(words.stdout).toContain('the same answer');

    await start(1_000_000);
    const held = await scene.tally('pay', 'ada', '@ben', '3.00', 'HRB', '--json');
    expect(held.status).toBe(3);
    const [, decision = ''] = /tally explain DIR ([0-9a-f]{12})/.exec(held.stderr) ?? [];
    const told = await scene.good('explain', 'ada', decision, '--json');
    expect(told.json()).toMatchObject({
      outcome: 'hold',
      rule: null,
      requirements: [],
      clauses: [],
      amount: '3.00',
      index: null,
      replay: 'unexplained',
      found: { outcome: 'no-objection' },
    });
    expect((await scene.good('explain', 'ada')).stdout).toContain(decision);
    expect((await scene.tally('explain', 'ada', 'ffffffffffff')).status).toBe(3);
    expect((await scene.tally('explain', 'ada', '@ben')).status).toBe(2);
  },
);
