import { existsSync, watch, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partyHandle } from './import/party-handle.ts';
import { foundHarbour } from './testing/founding.ts';
import { type GeneratedCsv, generateCsv } from './testing/payments-csv.ts';
import {
  type Finished,
  type Running,
  type Scene,
  type Server,
  createScene,
  freePort,
} from './testing/scene.ts';

/** Hundreds of wallets, and a machine that may be busy. */
const LONG = { timeout: 600_000 };
/**
 * Ten thousand rows with `npm run soak:import`, which takes minutes; or any number of them: more than
 * are read ahead (row-queue.ts), and than one transition pays. The wallets' commits, three for each
 * transition, take most of the threads' time.
 */
const IS_SOAK = process.env['npm_lifecycle_event'] === 'soak:import';
const ROWS = Number(process.env['TALLY_TEST_ROWS'] ?? (IS_SOAK ? 10_000 : 700));
const PARTIES = Math.floor(ROWS * 0.3);
const FUNDS = 50_000_000n;

let scene: Scene;
let server: Server;

beforeAll(async () => {
  scene = await createScene();
  await foundHarbour(scene.path('harbour'));
  server = await scene.serve('harbour', '--port', String(await freePort()));
});
afterAll(() => scene.end());

async function fundedWallet(dir: string, handle: string): Promise<void> {
  const who = ['--sovereign', server.url, '--handle', handle, '--country', 'KE'];
  await scene.good('wallet', 'create', dir, ...who);
  await scene.good('sovereign', 'issue', 'harbour', handle, decimal(FUNDS), 'HRB');
}

function decimal(units: bigint): string {
  return `${units / 100n}.${String(units % 100n).padStart(2, '0')}`;
}

/** Names of the second file are not those of the first. */
function csv(seed: number, payer: string, rows: number, file: string): GeneratedCsv {
  const shape = { seed, rows, parties: Math.floor(rows * 0.3), currency: 'HRB', funds: FUNDS };
  const generated = generateCsv({ ...shape, payer });
  writeFileSync(scene.path(file), generated.text);
  return generated;
}

function expectReport(done: Finished, expected: GeneratedCsv): void {
  if (done.status !== 0) throw new Error(`status ${done.status}: ${done.stderr}`);
  const { rows, paid, refused, totals } = done.json() as {
    rows: number;
    paid: number;
    refused: { line: number; code: string; message: string }[];
    totals: object;
  };
  expect(new Map(refused.map(({ line, code }) => [line, code]))).toEqual(expected.refused);
  expect(refused.every(({ message }) => message.length > 10)).toBe(true);
  expect({ rows, paid, totals }).toEqual({
    rows: expected.rows,
    paid: expected.paid,
    totals: { HRB: decimal(expected.total) },
  });
}

async function balanceOf(dir: string): Promise<unknown> {
  const { balances } = (await scene.good('balance', dir, '--json')).json() as {
    balances: { HRB: string };
  };
  return balances.HRB;
}

/** Kills an import when its journal has been written so often: just before something is sent, or just after. */
function killAtWrite({ child }: Running, dir: string, writes: number): () => boolean {
  let seen = 0;
  let isKilled = false;
  const watcher = watch(dir, (_event, name) => {
    if (name?.startsWith('imports.sqlite-wal') !== true) return;
    seen += 1;
    if (seen === writes) isKilled = child.kill('SIGKILL');
  });
  child.once('close', () => watcher.close());
  return () => isKilled;
}

/** A few parties, poor and rich: each command line costs the better part of a second. */
async function expectBalances(home: string, payer: string, expected: GeneratedCsv): Promise<void> {
  const others = [...expected.balances].filter(([name]) => name !== payer);
  const some = others.filter((_, at) => at % Math.ceil(others.length / 6) === 0);
  for (const [name, units] of some) {
    const dir = `${home}/parties/${partyHandle(name)}`;
    expect({ name, has: await balanceOf(dir) }).toEqual({ name, has: decimal(units) });
  }
  expect(await balanceOf(home)).toBe(decimal(expected.balances.get(payer) ?? 0n));
}

describe('a file of the shape that payments have', () => {
  test(
    'each good row is paid, each bad one reported, as if one after the other',
    LONG,
    async () => {
      await fundedWallet('agency', 'agency');
      const expected = csv(7, 'agency', ROWS, 'payments.csv');
      expect(new Set(expected.refused.values()).size).toBe(4);
      expect(expected.balances.size).toBeGreaterThan(PARTIES / 2);
      const done = await scene.tally('import', 'agency', 'payments.csv', '--json');
      expectReport(done, expected);
      expect(done.stderr).toMatch(/\d+ of \d+ rows, \d+ paid/);
      await expectBalances('agency', 'agency', expected);
      const audited = await scene.good('audit', 'harbour', '--json');
      expect(audited.json()).toMatchObject({ ok: true });
      // The same file again pays nothing.
      expectReport(await scene.tally('import', 'agency', 'payments.csv', '--json'), expected);
      await expectBalances('agency', 'agency', expected);
    },
  );

  // What a kill after any step leads to is shown by run-import.test.ts; these are processes.
  test('killed at any moment, it goes on without repeating or losing a row', LONG, async () => {
    await fundedWallet('relief', 'relief');
    const rows = 100;
    const text = csv(11, 'relief', rows, 'other.csv').text.replaceAll(/,p0/g, ',q0');
    // Other people than those of the first file.
    const names = text
      .replaceAll('Acme', 'Bcme')
      .replaceAll('Café', 'Bar')
      .replaceAll('Dhow', 'Boat');
    writeFileSync(scene.path('other.csv'), names.replaceAll('North Pier', 'South Pier'));
    const expected = csv(11, 'relief', rows, 'unused.csv');
    let kills = 0;
    for (const writes of [3, 5, 8, 20]) {
      const running = scene.start('import', 'relief', 'other.csv', '--json');
      const killed = killAtWrite(running, scene.path('relief'), writes);
      await running.finished;
      if (killed()) kills += 1;
    }
    expect(kills).toBeGreaterThan(1);
    expectReport(await scene.tally('import', 'relief', 'other.csv', '--json'), expected);
    expect(await balanceOf('relief')).toBe(decimal(expected.balances.get('relief') ?? 0n));
    for (const name of ['q00005', 'q00007', 'q00019']) {
      const units = expected.balances.get(name.replace('q', 'p')) ?? 0n;
      expect({ name, has: await balanceOf(`relief/parties/${name}`) }).toEqual({
        name,
        has: decimal(units),
      });
    }
  });
});

test('a sovereign’s folder issues, a folder of wallets uses what is there', LONG, async () => {
  writeFileSync(
    scene.path('wages.csv'),
    'time,from,to,amount,currency\n1,treasury,uma,50.00,HRB\n2,uma,vic,20.00,HRB\n3,vic,treasury,1.00,HRB\n',
  );
  const issued = await scene.good('import', 'harbour', 'wages.csv', '--json');
  expect(issued.json()).toMatchObject({
    rows: 3,
    paid: 2,
    refused: [{ line: 4, code: 'to-treasury' }],
    totals: { HRB: '70.00' },
  });
  expect(await balanceOf('harbour/wallets/uma')).toBe('30.00');

  writeFileSync(
    scene.path('rent.csv'),
    '1,uma,Wim & Co,5.00,HRB\n2,Wim & Co,xen,1.25,HRB\n3,yan,uma,1.00,HRB\n',
  );
  await fundedWallet('elsewhere', 'yan');
  const rented = await scene.good('import', 'harbour/wallets', 'rent.csv', '--json');
  expect(rented.json()).toMatchObject({
    rows: 3,
    paid: 2,
    refused: [{ line: 3, code: 'no-wallet' }],
  });
  expect(await balanceOf('harbour/wallets/xen')).toBe('1.25');
  const empty = await scene.tally('import', 'nothing-yet', 'rent.csv');
  expect(empty.status).toBe(2);
  expect(empty.stderr).toContain('--sovereign');
});

test(
  'a sovereign that goes away ends the import with 4; it goes on when it is back',
  LONG,
  async () => {
    const port = new URL(server.url).port;
    await fundedWallet('flood', 'flood');
    const text = csv(13, 'flood', 60, 'flood.csv').text.replaceAll(/,p0/g, ',r0');
    const names = text
      .replaceAll('Acme', 'Ccme')
      .replaceAll('Café', 'Inn')
      .replaceAll('Dhow', 'Raft');
    writeFileSync(scene.path('flood.csv'), names.replaceAll('North Pier', 'West Pier'));
    const expected = csv(13, 'flood', 60, 'unused.csv');
    const running = scene.start('import', 'flood', 'flood.csv', '--json');
    while (!existsSync(scene.path('flood/parties/r00010')) && running.child.exitCode === null) {
      await sleep(20);
    }
    server.child.kill('SIGKILL');
    await server.finished;
    const ended = await Promise.race([running.finished, sleep(5_000)]);
    // Either it has noticed, or it waits for the sovereign to come back, and is given up here.
    if (ended === undefined) running.child.kill('SIGKILL');
    else expect([0, 4]).toContain(ended.status);
    server = await scene.serve('harbour', '--port', port);
    expectReport(await scene.tally('import', 'flood', 'flood.csv', '--json'), expected);
    expect(await balanceOf('flood')).toBe(decimal(expected.balances.get('flood') ?? 0n));
  },
);
