import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from '@tallystick/sovereign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Finished, type Scene, type Server, createScene, freePort } from '../testing/scene.ts';

let scene: Scene;
let server: Server;

const LONG = { timeout: 110_000 };
const SIGNERS = ['ada', 'ben', 'cyd', 'mallory'];

beforeAll(async () => {
  scene = await createScene();
  for (const name of SIGNERS) writeFileSync(scene.path(`${name}.passphrase`), `${name} knows\n`);
  await Promise.all(
    SIGNERS.map((name) =>
      scene.good('sovereign', 'key', `${name}.key`, '--passphrase-file', `${name}.passphrase`),
    ),
  );
  await scene.good(
    ...words('sovereign create coop --name Co-op --country KE --currency COP:2 --treasury'),
    'COP:2:ada.key.pub,ben.key.pub,cyd.key.pub',
  );
  server = await scene.serve('coop', '--port', String(await freePort()));
  await scene.good(
    ...words(`wallet create eve --sovereign ${server.url} --handle eve --country KE`),
  );
}, 60_000);
afterAll(() => scene.end());

const words = (line: string): string[] => line.split(' ');
const propose = (amount: string, file: string): Promise<Finished> =>
  scene.tally('sovereign', 'issue', 'coop', '@eve', amount, 'COP', '--propose', file, '--json');
const submit = (file: string): Promise<Finished> =>
  scene.tally('sovereign', 'submit', 'coop', file, '--json');
function sign(file: string, name: string, ...more: readonly string[]): Promise<Finished> {
  const passphrase = ['--passphrase-file', `${name}.passphrase`];
  return scene.tally(
    'sovereign',
    'sign',
    file,
    '--key',
    `${name}.key`,
    ...passphrase,
    '--json',
    ...more,
  );
}

async function good(running: Promise<Finished>): Promise<Record<string, unknown>> {
  const done = await running;
  expect({ status: done.status, stderr: done.stderr }).toMatchObject({ status: 0 });
  return done.json();
}

async function balance(): Promise<unknown> {
  return (await scene.good('balance', 'eve', '--json')).json()['balances'];
}

test('two of three issue together, each with a key of their own', LONG, async () => {
  const alone = await scene.tally('sovereign', 'issue', 'coop', '@eve', '1.00', 'COP', '--json');
  expect(alone.status).toBe(2);
  expect(alone.json()).toMatchObject({ error: { code: 'too-few-signers' } });

  expect(await good(propose('10.00', 'p.json'))).toMatchObject({ signatures: 0, threshold: 2 });
  copyFileSync(scene.path('p.json'), scene.path('copy.json'));
  const shown = await scene.good(...words('sovereign sign p.json --show --json'));
  expect(shown.json()).toMatchObject({
    sequence: 1,
    does: [expect.stringMatching(/mint/), expect.stringMatching(/pay/)],
  });
  expect(readFileSync(scene.path('p.json'))).toEqual(readFileSync(scene.path('copy.json')));
  const signed = await sign('p.json', 'ada');
  expect(signed.stderr).toMatch(
    /Co-op.*\n\s+sequence 1: mint 10\.00 COP.*\n\s+sequence 2: pay 10\.00 COP, from KE, to tally1/,
  );
  expect(signed.json()).toMatchObject({ signer: 0, signatures: 1, threshold: 2 });
  expect(await good(sign('copy.json', 'cyd'))).toMatchObject({ signer: 2, signatures: 1 });

  expect(await good(submit('p.json'))).toMatchObject({ status: 'pending', signed: [0] });
  expect(await balance()).toEqual({ COP: '0.00' });
  const final = await good(submit('copy.json'));
  expect(final).toMatchObject({ status: 'final' });
  expect(await balance()).toEqual({ COP: '10.00' });
  expect(await good(submit('p.json'))).toMatchObject({ status: 'final', id: final['id'] });
  expect(await balance()).toEqual({ COP: '10.00' });
  expect((await scene.good('audit', server.url, '--json')).json()).toMatchObject({ ok: true });
});

test('a signer signs one thing in one place', LONG, async () => {
  await good(propose('20.00', 'first.json'));
  await good(sign('first.json', 'ada'));
  expect(await good(propose('20.00', 'again.json'))).toMatchObject({ signatures: 0 });
  await good(sign('again.json', 'ada')); // the same proposal, and the same signature's content

  const other = await propose('30.00', 'second.json');
  expect(other.status).toBe(4);
  expect(other.json()).toMatchObject({ error: { code: 'place-not-free' } });

  // A proposer that forgets, or wants to: the signer remembers.
  rmSync(scene.path('coop/treasury-COP.place'));
  await good(propose('30.00', 'second.json'));
  for (const more of [[], ['--sovereign', server.url]]) {
    const refused = await sign('second.json', 'ada', ...more);
    expect(refused.status).toBe(3);
    expect(refused.json()).toMatchObject({ refusal: { code: 'place-not-free' } });
  }
  await good(sign('second.json', 'ben'));

  // Once the log has signed a later time, and does not have the first, the second may be signed.
  const record = scene.path('ada.key.signed');
  const text = readFileSync(record, 'utf8');
  writeFileSync(record, text.replaceAll(/"notAfter": \d+/g, '"notAfter": 1000'));
  expect((await sign('second.json', 'ada')).status).toBe(3); // not without being shown
  await good(sign('second.json', 'ada', '--sovereign', server.url));
  expect(await good(submit('second.json'))).toMatchObject({ status: 'final' });
  expect(await balance()).toEqual({ COP: '40.00' });

  // What was proposed for a place that is taken now comes too late, for the ledger and for a signer who asks.
  await good(sign('first.json', 'cyd'));
  const late = await submit('first.json');
  expect(late.status).toBe(2);
  expect(late.json()).toMatchObject({ error: { code: 'outdated' } });
});

test('of two that sign at once with one key, the second knows of the first', LONG, async () => {
  await good(propose('6.00', 'one.json'));
  const lock = tryLock(scene.path('cyd.key.lock'));
  const record = readFileSync(scene.path('cyd.key.signed'), 'utf8');
  const line = 'sovereign sign one.json --key cyd.key --passphrase-file cyd.passphrase --json';
  const signing = scene.start(...words(line)).finished;
  let isDone = false;
  void signing.then(() => (isDone = true));
  await sleep(3_000);
  expect(isDone).toBe(false);
  // What the other one signs meanwhile.
  const [, chain = ''] = /"([0-9a-f]{64})"/.exec(record) ?? [];
  const signed = JSON.parse(record) as Record<string, object[]>;
  const other = { sequence: 900, id: 'ab'.repeat(32), notAfter: Date.now() + 60_000 };
  writeFileSync(
    scene.path('cyd.key.signed'),
    JSON.stringify({ [chain]: [...(signed[chain] ?? []), other] }),
  );
  lock?.release();
  expect((await signing).json()).toMatchObject({ refusal: { code: 'place-not-free' } });
  writeFileSync(scene.path('cyd.key.signed'), record);
  rmSync(scene.path('coop/treasury-COP.place'));
});

test('what is no proposal, or not by a signer, is not signed and not sent', LONG, async () => {
  await good(propose('5.00', 'third.json'));
  const stranger = await sign('third.json', 'mallory');
  expect(stranger.status).toBe(2);
  expect(stranger.json()).toMatchObject({ error: { code: 'not-a-signer' } });
  const wrong = await scene.tally(
    ...words('sovereign sign third.json --key ada.key --passphrase-file ben.passphrase'),
  );
  expect(wrong.status).toBe(2);

  await good(sign('third.json', 'ada'));
  const text = readFileSync(scene.path('third.json'), 'utf8');
  const [, transitions = ''] = /"transitions": "([^"]+)"/.exec(text) ?? [];
  for (const at of [4, 60, 200, Math.floor(transitions.length / 2), transitions.length - 8]) {
    const letter = transitions[at] === 'A' ? 'B' : 'A';
    const bent = transitions.slice(0, at) + letter + transitions.slice(at + 1);
    writeFileSync(scene.path('bent.json'), text.replace(transitions, bent));
    const sent = await submit('bent.json');
    expect(sent.status).toBe(2);
    expect(['bad-proposal', 'bad-signature', 'outdated']).toContain(
      (sent.json() as { error: { code: string } }).error.code,
    );
  }
  writeFileSync(scene.path('bent.json'), '{}');
  expect((await sign('bent.json', 'ben')).json()).toMatchObject({
    error: { code: 'bad-proposal' },
  });
});
