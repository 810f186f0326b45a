import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { holdFor } from '@tallystick/ledger/testing';
import { checkSealed, toHex } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { NodeHealth } from '../../observe/health.ts';
import type { Sample } from '../../observe/samples.ts';
import { createSignerKey } from '../../folder/key-file.ts';
import { newBackupDesk } from '../../recovery/backup-desk.ts';
import { endpointsOf } from '../../testing/endpoints.ts';
import { Scene } from '../../testing/scene.ts';

/** What an operator reads while people pay: everything about the node, and nothing about them. */
const AMOUNT = 7_654_321n;
const PATHS = ['health', 'stops', 'logs', 'peers', 'settings', 'backups', 'office-keys', 'stats'];
let scene: Scene;
let operator: string;
let people: string[];
let refused: string[];

beforeAll(async () => {
  scene = await Scene.found();
  await scene.start({ keptLog: scene.path('kept'), trustedProxy: '127.0.0.1' });
  const ada = await scene.funded(AMOUNT, 'ada-lovelace');
  const ben = await scene.person('ben-franklin');
  await scene.must(ada.account.put('KE', [holdFor(ben.id, scene.hrb, AMOUNT)]));
  // Refused: there is nothing left.
  const tooMuch = ada.account.put('KE', [holdFor(ben.id, scene.hrb, AMOUNT)]);
  refused = await scene.outcomes([tooMuch.bytes]);
  people = [ada, ben].flatMap(({ id, account }) => [toHex(id), toHex(account.chain)]);
  people.push('ada-lovelace', 'ben-franklin', String(AMOUNT));
  operator = await scene.operatorSession();
});
afterAll(async () => {
  await scene.remove();
});

async function read<T>(path: string): Promise<T> {
  const answer = await scene.get(`/v1/operator/${path}`, operator);
  expect([path, answer.status]).toEqual([path, 200]);
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  return (await answer.json()) as T;
}

async function samples(): Promise<readonly Sample[]> {
  return (await read<{ samples: Sample[] }>('samples?every=second&since=0')).samples;
}

test('seconds say what was admitted, refused and asked; of few answers not how long they took', async () => {
  expect(refused).toEqual(['insufficient-balance']);
  const all = await vi.waitFor(
    async () => {
      const found = await samples();
      expect(found.some(({ refused }) => refused > 0)).toBe(true);
      return found;
    },
    { timeout: 60_000, interval: 200 },
  );
  expect(all.reduce((sum, { admitted }) => sum + admitted, 0)).toBeGreaterThanOrEqual(6);
  expect(all.reduce((sum, { requests }) => sum + requests, 0)).toBeGreaterThanOrEqual(7);
  expect(all.filter(({ p99Ms }) => p99Ms !== null)).toEqual([]);
  expect(all.every(({ residentBytes }) => residentBytes > 1 << 24)).toBe(true);
  const last = all.at(-1)?.time ?? 0;
  const later = await read<{ samples: Sample[] }>(`samples?every=second&since=${last}`);
  expect(later.samples.every(({ time }) => time > last)).toBe(true);
});

/** Copies of the log are whole by design: for mirrors, which the constitution authorises. */
const WHOLE = new Set(['/v1/operator/log/entries']);

test('no identity, handle, chain or amount is in any answer', async () => {
  const found = (await endpointsOf(scene)).filter(
    ({ method, path }) => method === 'GET' && /^\/v1\/operator\/[^{]*$/.test(path),
  );
  const paths = found.map(({ path }) => path).filter((path) => !WHOLE.has(path));
  expect(paths.length).toBeGreaterThanOrEqual(PATHS.length + 2);
  for (const path of paths) {
    const query = path.endsWith('/samples') ? '?every=second&since=0' : '';
    const said = JSON.stringify(await read(path.replace('/v1/operator/', '') + query));
    expect([path, people.filter((one) => said.includes(one))]).toEqual([path, []]);
  }
});

test('every path of an operator that is read refuses whoever is none', async () => {
  const person = await scene.session((await scene.person()).account);
  const paths = (await endpointsOf(scene)).filter(
    ({ method, path }) => method === 'GET' && path.startsWith('/v1/operator/'),
  );
  expect(paths.length).toBeGreaterThanOrEqual(PATHS.length + 2);
  for (const { path } of paths) {
    const asked = `${path.replace('{id}', 'wh_0123456789abcdef')}?every=second&since=0&from=0`;
    for (const token of [person, undefined]) {
      const { status } = await scene.get(asked.replace(/\?.*/, ''), token);
      expect([path, status === 401 || status === 400]).toEqual([path, true]);
    }
    const foreign = { origin: 'https://evil.example' };
    const { status } = await scene.get(asked, operator, foreign);
    expect([path, status === 403 || status === 400]).toEqual([path, true]);
  }
  for (const path of PATHS) {
    expect((await scene.get(`/v1/operator/${path}`, person)).status).toBe(401);
    const foreign = await scene.get(`/v1/operator/${path}`, operator, {
      origin: 'https://evil.example',
    });
    expect(foreign.status).toBe(403);
  }
});

test('what it was started with is told, and nothing that opens anything', async () => {
  const settings = await read<Record<string, unknown>>('settings');
  expect(settings).toMatchObject({ store: 'sqlite', keptLog: scene.path('kept') });
  expect(settings).toMatchObject({ trustedProxy: '127.0.0.1', unlocksElsewhere: false });
  expect(settings['port']).toBe(Number(new URL(scene.url).port));
  const unlock = (await readFile(scene.folder.paths.unlock, 'utf8')).trim();
  const said = JSON.stringify(await Promise.all(PATHS.map(read)));
  expect(unlock.length).toBeGreaterThan(40);
  expect(said).not.toContain(unlock);
});

test('a backup is listed when it is made, and noted wherever it lies', async () => {
  const before = await read<NodeHealth>('health');
  expect(before).toMatchObject({ status: 'ready', lastBackupAt: null, hasKeptLog: true, forks: 0 });
  expect(before.disks.map(({ of }) => of)).toEqual(['folder', 'kept-log']);
  const made = await scene.call('POST', '/v1/operator/backup', operator, { file: 'first.tar' });
  expect(made.status).toBe(201);
  const listed = await read<{ backups: { name: string; bytes: number }[]; lastAt: number }>(
    'backups',
  );
  expect(listed.backups).toMatchObject([{ name: 'first.tar' }]);
  expect(listed.backups[0]?.bytes).toBeGreaterThan(10_000);
  const after = await read<NodeHealth>('health');
  expect(Date.now() - (after.lastBackupAt ?? 0)).toBeLessThan(120_000);
  expect(listed.lastAt).toBeGreaterThan(Date.now() - 120_000);
  await writeFile(scene.folder.paths.lastBackup, 'not a time');
  expect(await read('backups')).toMatchObject({ lastAt: null });
});

test('one backup is made at a time, and how far it is can be seen', async () => {
  const desk = newBackupDesk({ folder: scene.folder, choice: 'sqlite', now: Date.now });
  const first = desk.make('second.tar');
  expect(await desk.make('third.tar')).toBe('busy');
  const { making } = await desk.list();
  expect(making).toMatchObject({ name: 'second.tar' });
  expect(making?.ofBytes).toBeGreaterThan(0);
  expect(await first).toMatchObject({ path: expect.stringContaining('second.tar') as string });
  expect(await desk.list()).toMatchObject({ making: null });
  expect(await desk.make('second.tar')).toBe('exists');
  expect(desk.madeAt).toBeGreaterThan(Date.now() - 120_000);
});

test('a request that is not of the form is refused, and reads nothing', async () => {
  const bad = ['samples', 'samples?every=hour&since=0', 'samples?every=second&since=-1'];
  const more = ['logs?level=all', 'logs?limit=100000', `logs?containing=${'x'.repeat(65)}`];
  for (const path of [...bad, ...more]) {
    expect([path, (await scene.get(`/v1/operator/${path}`, operator)).status]).toEqual([path, 400]);
  }
});

test('keys of offices are given as they lie there: sealed, and those of the root and the node are not', async () => {
  const file = join(scene.folder.paths.keys, 'signer-council-0.sealed');
  await createSignerKey(file, Buffer.from('seven quiet harbours'));
  const { keys } = await read<{ keys: { name: string; sealed: string }[] }>('office-keys');
  expect(keys.map(({ name }) => name)).toEqual(['signer-council-0']);
  for (const { sealed } of keys) {
    expect(checkSealed(Buffer.from(sealed, 'base64url'), nodeCrypto)).toBe('whole');
  }
});
