import { mkdirSync, writeFileSync } from 'node:fs';
import { DEFAULT_GOVERNANCE, startSovereign } from '@tallystick/sovereign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundHarbour } from './testing/founding.ts';
import { goodHere, tallyHere } from './testing/here.ts';
import { prepareVotes } from './testing/prepare-votes.ts';
import { RULES, runExamples } from './testing/run-examples.ts';
import { type Scene, type Server, createScene, freePort } from './testing/scene.ts';

let scene: Scene;
let server: Server;
const port = await freePort();
const reefPort = await freePort();

beforeAll(async () => {
  scene = await createScene();
  await foundHarbour(scene.path('harbour'), {}, DEFAULT_GOVERNANCE);
  server = await scene.serve('harbour', '--port', String(port));
  for (const name of ['ada', 'ben']) {
    const person = ['--sovereign', server.url, '--handle', name, '--country', 'KE'];
    await goodHere('wallet', 'create', scene.path(name), ...person);
  }
  await goodHere('sovereign', 'issue', scene.path('harbour'), '@ada', '10.00', 'HRB');
});
afterAll(() => scene.end());

/** A payment that is held, and its receipt: by a node that holds everything. */
async function haveOneHeld(): Promise<void> {
  await server.stop();
  const folder = scene.path('harbour');
  const decoysPerMillion = 1_000_000;
  const node = await startSovereign({ folder, port, logLevel: 'silent', decoysPerMillion });
  const { status, err } = await tallyHere('pay', scene.path('ada'), '@ben', '1.00', 'HRB');
  await node.close();
  if (status !== 3) throw new Error(`the payment was not held: ${status} ${err}`);
  server = await scene.serve('harbour', '--port', String(port));
}

async function prepare(words: string): Promise<void> {
  await prepareVotes(scene, words, reefPort);
  if (words === 'rules check') {
    for (const folder of ['rules', 'rules-changed']) mkdirSync(scene.path(folder));
    const text = `module currency HRB version 1 in force from 2026-01-01
rule HRB-1 "A limit" when amount > 100.00 HRB then refuse`;
    writeFileSync(scene.path('rules/hrb.rules'), text);
    writeFileSync(
      scene.path('rules-changed/hrb.rules'),
      text.replace('100', '200').replace('version 1', 'version 2'),
    );
    const payments = 'amount,currency,from,to\n5.00,HRB,KE,KE\n500.00,HRB,KE,KE\n';
    writeFileSync(scene.path('payments-to-try.csv'), payments);
  }
  if (words === 'appeal') await haveOneHeld();
}

test('every example about rules and votes works as it stands', { timeout: 600_000 }, async () => {
  const ports = new Map([
    [7600, port],
    [7610, reefPort],
  ]);
  const runs = (): Promise<boolean> => Promise.resolve(false);
  const ran = await runExamples(RULES, { scene, ports, prepare, runs, keep: () => {} });
  expect(ran).toBeGreaterThanOrEqual(RULES.length);
});
