import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSovereign } from '@tallystick/sovereign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMMANDS } from './commands/index.ts';
import { prepareVotes } from './testing/prepare-votes.ts';
import { type Running, type Scene, type Server, createScene, freePort } from './testing/scene.ts';

/** In an order in which each finds what it needs. */
const ORDER = [
  'sovereign key',
  'sovereign create',
  'sovereign start',
  'wallet create',
  'wallet show',
  'wallet device',
  'wallet add',
  'wallet join',
  'wallet policy',
  'wallet revoke',
  'wallet sign',
  'wallet submit',
  'wallet move',
  'sovereign issue',
  'sovereign return',
  'sovereign burn',
  'sovereign sign',
  'sovereign submit',
  'sovereign supply',
  'sovereign accept-clock',
  'sync',
  'tab open',
  'tab raise',
  'tab list',
  'allowance open',
  'allowance terms',
  'allowance cover',
  'allowance add',
  'allowance list',
  'offline request',
  'offline pay',
  'offline accept',
  'offline finish',
  'offline void',
  'offline limits',
  'offline meet',
  'offline half',
  'offline forks',
  'tab redeem',
  'tab close',
  'stream serve',
  'stream pay',
  'exposure',
  'hold put',
  'hold list',
  'hold terms',
  'hold release',
  'hold add',
  'hold attest',
  'hold secret',
  'hold take',
  'hold outcome',
  'hold seal',
  'hold share',
  'hold unseal',
  'hold check',
  'mandate create',
  'mandate list',
  'mandate cancel',
  'sovereign backup',
  'balance',
  'request',
  'pay',
  'history',
  'verify',
  'audit',
  'rules check',
  'rules print',
  'rules analyse',
  'rules diff',
  'rules gates',
  'rules try',
  'rules status',
  'rules propose',
  'rules vote',
  'rules approve',
  'rules sign',
  'rules submit',
  'rules withdraw',
  'rules rollback',
  'vote verify',
  'may',
  'explain',
  'appeal',
  'answer',
  'import',
  'sovereign restore',
  'demo',
];

let scene: Scene;
let server: Server | undefined;
let till: Running | undefined;
const port = await freePort();
const tillPort = await freePort();
const reefPort = await freePort();

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.end());

/** The port that the examples use may be taken on the machine that runs this. */
function here(line: string): string {
  const text = line
    .replaceAll(':7600', `:${port}`)
    .replaceAll(':8402', `:${tillPort}`)
    .replaceAll(':7610', `:${reefPort}`);
  const isServer = /^tally (?:sovereign start|demo)/.test(text);
  return isServer && !text.includes('--port') ? `${text} --port ${port}` : text;
}

/** A command that stays: it has started when it says so, and stops when it is asked to. */
async function startAndStop(line: string): Promise<void> {
  const running = scene.type(line);
  await Promise.race([running.line, running.finished]);
  running.child.kill('SIGINT');
  const { status, stderr } = await running.finished;
  expect({ status, stderr }).toMatchObject({ status: 0 });
}

/** What a person would pass on from one device to the other. */
function keep(words: string, stdout: string): void {
  if (words === 'wallet device') writeFileSync(scene.path('request.txt'), stdout);
  const [invitation] = /tally-invitation:\S+/.exec(stdout) ?? [];
  if (invitation !== undefined) writeFileSync(scene.path('invitation.txt'), invitation);
}

/** A payment that is held, and its receipt: by a node that holds everything. */
async function haveOneHeld(): Promise<void> {
  await server?.stop();
  const folder = scene.path('harbour');
  const decoysPerMillion = 1_000_000;
  const node = await startSovereign({ folder, port, logLevel: 'silent', decoysPerMillion });
  const { status } = await scene.type('tally pay ./ada @ben 1.00 HRB').finished;
  await node.close();
  expect(status).toBe(3);
  server = await scene.serve('harbour', '--port', String(port));
}

/** What an example takes for granted. */
async function prepare(words: string): Promise<void> {
  if (/^(?:rules|vote) /.test(words)) await prepareVotes(scene, words, reefPort);
  await prepareTown(words);
}

/** The same, of those that need no vote. */
async function prepareTown(words: string): Promise<void> {
  if (words === 'sovereign key') {
    for (const name of ['ada', 'ben']) writeFileSync(scene.path(`${name}.passphrase`), 'a secret');
  }
  if (words === 'sovereign sign') {
    const coop = await scene.serve('coop', '--port', '0');
    for (const line of [
      `tally wallet create ./eve --sovereign ${coop.url} --handle eve --country KE`,
      'tally sovereign issue ./coop @eve 10.00 COP --propose proposal.json',
    ]) {
      expect((await scene.type(line).finished).status).toBe(0);
    }
  }
  if (words === 'sovereign return') {
    const unclaimed = 'tally sovereign issue ./harbour @ben 7.00 HRB --within 1s';
    expect((await scene.type(unclaimed).finished).status).toBe(0);
    await sleep(1500);
    // The ledger tells the time with what it admits.
    const next = 'tally sovereign issue ./harbour @ada 1.00 HRB';
    expect((await scene.type(next).finished).status).toBe(0);
  }
  if (words === 'wallet create') {
    server = await scene.serve('harbour', '--port', String(port));
    const ben = `tally wallet create ./ben --sovereign ${server.url} --handle ben --country KE`;
    expect((await scene.type(ben).finished).status).toBe(0);
  }
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
  if (words === 'import') {
    writeFileSync(scene.path('payments.csv'), 'time,from,to,amount,currency\n1,dan,eve,5.00,HRB\n');
  }
  if (words === 'allowance cover') {
    const guarantor = 'tally sovereign issue ./harbour @ben 3.00 HRB';
    expect((await scene.type(guarantor).finished).status).toBe(0);
  }
  if (words === 'offline void') {
    const late = 'tally offline request ./ben 1.00 HRB --out request.tally';
    expect((await scene.type(late).finished).status).toBe(0);
    const act = 'tally offline pay ./ada request.tally --out late.tally';
    expect((await scene.type(act).finished).status).toBe(0);
  }
  if (words === 'tab close') {
    // A wallet knows the names of those whom it has met on the log.
    for (const line of ['tally pay ./ada @ben 1.00 HRB', 'tally balance ./ben']) {
      expect((await scene.type(line).finished).status).toBe(0);
    }
  }
  if (words === 'stream serve') writeFileSync(scene.path('forecast.json'), '{"wind":7}\n');
  if (words === 'offline meet') {
    const cyd = `tally wallet create ./cyd --sovereign ${server?.url} --handle cyd --country KE`;
    expect((await scene.type(cyd).finished).status).toBe(0);
  }
  if (words === 'hold put') {
    const carl = `tally wallet create ./carl --sovereign ${server?.url} --handle carl --country KE`;
    expect((await scene.type(carl).finished).status).toBe(0);
  }
  if (words === 'hold seal') writeFileSync(scene.path('letter.txt'), 'under the third stone');
  if (words === 'hold unseal') {
    expect((await scene.type('tally hold add ./ben share.txt').finished).status).toBe(0);
  }
  if (words === 'hold check') {
    const { stdout: hash } = await scene.type('tally hold secret ./ada').finished;
    const part = `tally hold put ./ada @ben 20.00 HRB --when "preimage ${hash.trim()}" --until 5d`;
    expect((await scene.type(part).finished).status).toBe(0);
  }
  if (words === 'appeal') await haveOneHeld();
  if (words === 'demo') await server?.stop();
}

test('every example of every help page works as it stands', { timeout: 900_000 }, async () => {
  expect([...ORDER].sort((a, b) => a.localeCompare(b))).toEqual(
    COMMANDS.map(({ words }) => words).sort((a, b) => a.localeCompare(b)),
  );
  for (const words of ORDER) {
    await prepare(words);
    const { examples } = (await COMMANDS.find((entry) => entry.words === words)?.load()) ?? {};
    expect(examples?.length).toBeGreaterThan(0);
    for (const example of examples ?? []) {
      const line = here(example);
      if (words === 'sovereign start' || words === 'demo') {
        await startAndStop(line);
        continue;
      }
      if (words === 'stream serve') {
        till = scene.type(`${line} --port ${tillPort}`);
        await Promise.race([till.line, till.finished]);
        continue;
      }
      const { status, stderr, stdout } = await scene.type(line).finished;
      keep(words, stdout);
      expect({ line, status, stderr }).toEqual({ line, status: 0, stderr });
    }
    if (words === 'stream pay') {
      till?.child.kill('SIGINT');
      expect(await till?.finished).toMatchObject({ status: 0 });
    }
  }
});
