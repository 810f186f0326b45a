import { readFileSync, writeFileSync } from 'node:fs';
import { DEFAULT_GOVERNANCE, startSovereign } from '@tallystick/sovereign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeAddress } from './sovereign/running.ts';
import { foundHarbour } from './testing/founding.ts';
import { type Scene, createScene, freePort } from './testing/scene.ts';

let scene: Scene;
let port: number;
let url: string;
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
  await foundHarbour(scene.path('harbour'), {}, DEFAULT_GOVERNANCE);
  port = await freePort();
  url = await start(0);
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
  'payments are explained and done again, and one that was held is appealed from',
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
      proven: true,
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

    const why = 'The fish is for the school';
    const said = await scene.good('appeal', 'ada', decision, why, '--out', 'case.json', '--json');
    expect(said.json()).toMatchObject({ reason: why, answer: null, used: null });
    const again = await scene.good('appeal', 'ada', decision, '--json');
    expect(again.json()).toMatchObject({ id: said.json()['id'], answer: null });

    const text = readFileSync(scene.path('case.json'), 'utf8');
    const forged = `${text.slice(0, 400)}${text[400] === 'A' ? 'B' : 'A'}${text.slice(401)}`;
    writeFileSync(scene.path('forged.json'), forged);
    expect((await scene.tally('answer', 'ben', 'forged.json')).status).toBe(2);
    const office = ['--key', 'harbour/keys/signer-council-0.sealed'];
    const opened = [...office, '--key-passphrase-file', 'harbour/unlock.key'];
    const referred = ['--outcome', 'referred', ...opened, '--file', 'answer.json'];
    const answered = await scene.good('answer', 'ben', 'case.json', ...referred, '--json');
    expect(answered.stderr).toContain(`Reason: ${why}`);
    expect(answered.json()).toMatchObject({ outcome: 'referred', status: 'final' });
    const after = await scene.good('appeal', 'ada', decision);
    expect(after.stdout).toContain('refers it to those who can change the rule');
    const figures = async (): Promise<unknown> =>
      await (await fetch(`${url}/v1/rules/appeals`)).json();
    // They are up to ten seconds old.
    await expect.poll(figures, { timeout: 30_000, interval: 500 }).toEqual({
      open: 0,
      overdue: 0,
      outcomes: { upheld: 0, exception: 0, compensation: 0, referred: 1 },
      hoursToAnswer: { median: expect.any(Number), longest: expect.any(Number) },
      exceptions: [],
    });
  },
);
