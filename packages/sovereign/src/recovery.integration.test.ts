import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteStore } from '@tallystick/ledger';
import { type Built, type Person, holdFor } from '@tallystick/ledger/testing';
import {
  type Certificate,
  certificateOf,
  decode,
  submitResponseCodec,
  toHex,
  verifyCertificate,
  verifyLogCheckpoint,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFolder } from './folder/open-folder.ts';
import { folderPaths } from './folder/paths.ts';
import { nodePorts } from './founding/node-ports.ts';
import { SovereignProblem } from './founding/options.ts';
import type { RunningSovereign, WalletCertificate } from './lifecycle/options.ts';
import { startSovereign } from './lifecycle/start-sovereign.ts';
import { keepReports } from './gates/kept-reports.ts';
import { backupSovereign } from './recovery/backup-sovereign.ts';
import { declareEpoch } from './recovery/declare-epoch.ts';
import { restoreSovereign } from './recovery/restore-sovereign.ts';
import { resumeRestored } from './recovery/resume-restored.ts';
import { PASSPHRASE, Scene, requestOf } from './testing/scene.ts';

/** What the gates have said of a proposal: the log has its hash, and nothing else. */
const PROPOSAL = new Uint8Array(32).fill(5);
const REPORT = { report: new Uint8Array(9), word: null };

/** A machine is lost after its last backup: what was acknowledged since comes back, or is given up in public. */
let scene: Scene;
let ada: Person;
let other: RunningSovereign | undefined;
let file: string;
let folder: string;
const after: WalletCertificate[] = [];

beforeEach(async () => {
  scene = await Scene.found();
  file = scene.path('backup.tar');
  folder = scene.path('restored');
  await scene.start({ keptLog: scene.path('kept') });
  ada = await scene.funded(1000n, 'ada');
  await keepReports(scene.folder.paths.gates).write(PROPOSAL, REPORT);
  await backupSovereign(scene.folder.paths.root, file);
  after.length = 0;
  for (let i = 0; i < 3; i += 1) await pay();
});
afterEach(async () => {
  await other?.close();
  other = undefined;
  await scene.remove();
});

async function pay(): Promise<Built> {
  const put = ada.account.put('KE', [holdFor(ada.id, scene.hrb, 10n)]);
  const certificate = certificateOf(await scene.must(put), 0)!;
  after.push({ certificate, transition: put.bytes });
  return put;
}

async function restore(): Promise<number> {
  return (await restoreSovereign({ file, folder, passphrase: PASSPHRASE })).size;
}

async function problem(action: Promise<unknown>): Promise<string> {
  const error = await action.then(
    () => 'nothing',
    (reason: unknown) => reason,
  );
  return error instanceof SovereignProblem ? error.code : String(error);
}

const open = async (): Promise<string> => {
  other = await startSovereign({ folder, port: 0, logLevel: 'silent' });
  return other.url;
};

async function certify(url: string, { bytes }: Built): Promise<Certificate> {
  const answer = await fetch(`${url}/v1/transitions`, {
    method: 'POST',
    headers: { 'content-type': 'application/cbor' },
    body: new Uint8Array(requestOf([bytes])),
  });
  const response = decode(submitResponseCodec, new Uint8Array(await answer.arrayBuffer()));
  return certificateOf(response.ok ? response.value : { checkpoints: [], results: [] }, 0)!;
}

async function certificates(url: string): Promise<unknown[]> {
  const ids = after.map(({ certificate }) => toHex(certificate.transition));
  const answers = ids.map(async (id) => {
    const answer = await fetch(`${url}/v1/certificates/${id}`, {
      headers: { accept: 'application/cbor' },
    });
    return answer.status === 200 ? answer.arrayBuffer() : answer.status;
  });
  return Promise.all(answers);
}

test('a restored folder does not open below what was certified; a kept log brings it back', async () => {
  const before = await certificates(scene.url);
  await scene.stop();
  const size = await restore();
  expect(size).toBeLessThan(after[0]!.certificate.treeSize);
  expect(await keepReports(folderPaths(folder).gates).read(PROPOSAL)).toEqual(REPORT);
  expect(await problem(open())).toBe('restored');
  expect(await problem(resumeRestored({ folder, sources: [] }))).toBe('invalid-options');
  const sources = [{ kind: 'kept-log', folder: scene.path('kept') }] as const;
  const resumed = await resumeRestored({ folder, sources });
  expect(resumed).toMatchObject({ ok: true, size: after[2]!.certificate.treeSize });
  expect(resumed.ok && resumed.recovered).toBe(after[2]!.certificate.treeSize - size);
  expect(await certificates(await open())).toEqual(before);
  expect(await problem(resumeRestored({ folder, sources }))).toBe('already-running');
});

test('a mirror brings it back: here the first machine, which still runs', async () => {
  const before = await certificates(scene.url);
  await restore();
  const sources = [{ kind: 'mirror', url: scene.url }] as const;
  expect(await resumeRestored({ folder, sources })).toMatchObject({ ok: true });
  expect(await certificates(await open())).toEqual(before);
});

test("wallets' certificates and transitions bring it back, when together they have all", async () => {
  await scene.stop();
  const size = await restore();
  const resume = (certificates: readonly WalletCertificate[], everyWallet = true) =>
    resumeRestored({ folder, sources: [{ kind: 'certificates', certificates }], everyWallet });
  const highest = after[2]!.certificate.treeSize;
  const only = (kept: (at: number) => boolean): WalletCertificate[] =>
    after.map((one, at) => (kept(at) ? one : { ...one, transition: null }));
  expect(await resume(only((at) => at !== 0))).toMatchObject({ ok: false, size, highest });
  expect(await problem(open())).toBe('restored');
  const bent: Certificate = { ...after[0]!.certificate, index: 5 };
  expect(await resume([{ certificate: bent, transition: null }])).toMatchObject({
    ok: false,
    problem: expect.stringContaining('does not verify'),
  });
  expect(await resume(after, false)).toMatchObject({
    ok: false,
    size: highest,
    problem: expect.stringContaining('all the wallets'),
  });
  expect(await problem(open())).toBe('restored');
  expect(await resume(after)).toEqual({ ok: true, size: highest, recovered: highest - size });
  await open();
});

test('what one attempt was shown the next one remembers, and an epoch says that it is given up', async () => {
  await scene.stop();
  await restore();
  const [first, second, third] = after.map(({ certificate }) => certificate);
  const highest = third!.treeSize;
  const resume = (held: number, ...checkpoints: Uint8Array[]) =>
    resumeRestored({
      folder,
      sources: [
        { kind: 'certificates', certificates: after.slice(0, held) },
        { kind: 'checkpoints', checkpoints },
      ],
      everyWallet: true,
    });
  const told = { ok: false, highest, problem: expect.stringContaining('missing') };
  expect(await resume(1, third!.checkpoint)).toMatchObject({ ...told, size: first!.treeSize });
  const size = second!.treeSize;
  expect(await resume(2)).toMatchObject({ ...told, size });
  expect(await problem(open())).toBe('restored');
  const declared = await declareEpoch({ folder, passphrase: PASSPHRASE, reason });
  expect(declared).toMatchObject({ size, highest });
  expect(declared.meaning).toContain(`Entries ${size} to ${highest - 1} are known`);
  await open();
});

const reason = 'Fire in the server room, no mirror';
const DAY_MS = 86_400_000;

test('a new epoch gives up what is missing, in public, and says what that means', async () => {
  await scene.stop();
  const size = await restore();
  for (const unsaid of ['', 'r'.repeat(257), 'burnt\u001b[2J', '\ud800']) {
    const declaring = declareEpoch({ folder, passphrase: PASSPHRASE, reason: unsaid });
    expect(await problem(declaring)).toBe('invalid-options');
  }
  expect(await problem(declareEpoch({ folder, passphrase: new Uint8Array([1]), reason }))).toBe(
    'wrong-passphrase',
  );
  const declared = await declareEpoch({ folder, passphrase: PASSPHRASE, reason });
  expect(declared).toMatchObject({
    number: 1,
    size,
    origin: `${scene.folder.constitution.origin}/1`,
  });
  expect(declared.meaning).toContain('given up');
  expect(declared.meaning).toContain(reason);
  const url = await open();
  const { epochs } = (await (await fetch(`${url}/v1/epochs`)).json()) as { epochs: unknown[] };
  expect(epochs).toMatchObject([
    { number: 0, succeeds: null },
    { number: 1, succeeds: { origin: scene.folder.constitution.origin, size, reason } },
  ]);
  expect(await certificates(url)).toEqual([404, 404, 404]);
  const opened = await openFolder(folder, nodeCrypto);
  const check = await (await fetch(`${url}/checkpoint`)).text();
  expect(check.split('\n')[0]).toBe(opened.current.epoch.origin);
  const put = ada.account.put('KE', [holdFor(ada.id, scene.hrb, 10n)]);
  expect(put.id).not.toEqual(after[0]!.certificate.transition);
  expect(await problem(declareEpoch({ folder, passphrase: PASSPHRASE, reason }))).toBe(
    'already-running',
  );
});

test('a new epoch is not declared by a clock that has leapt, unless its owner says that the time is right', async () => {
  await scene.stop();
  await restore();
  const declaredAt = async (leapMs: number, acceptClock?: boolean): Promise<unknown> => {
    const ports = { ...nodePorts, now: () => Date.now() + leapMs };
    const accepted = acceptClock === undefined ? {} : { acceptClock };
    return await declareEpoch({ folder, passphrase: PASSPHRASE, reason, ...accepted }, ports);
  };
  expect(await problem(declaredAt(31 * DAY_MS))).toBe('clock-gap');
  expect(await problem(declaredAt(31 * DAY_MS, false))).toBe('clock-gap');
  expect((await openFolder(folder, nodeCrypto)).epochs).toHaveLength(1);
  await declaredAt(31 * DAY_MS, true);
  // What is signed from now on is of a time that the epoch covers, also where the clock is set right afterwards.
  const { current } = await openFolder(folder, nodeCrypto);
  expect(current.epoch.notBefore).toBeLessThan(Date.now());
  const url = await open();
  const note = new Uint8Array(await (await fetch(`${url}/checkpoint`)).arrayBuffer());
  expect(verifyLogCheckpoint(note, current.epoch, nodeCrypto).ok).toBe(true);
});

test('what a backup has unsigned is signed by the epoch that ends', async () => {
  await scene.stop();
  const size = await restore();
  // As a backup of a busy node has it: the batch is there, and its signature came a moment later.
  const { ledger } = folderPaths(folder);
  const db = new DatabaseSync(join(ledger, 'ledger.db'));
  db.prepare('DELETE FROM note WHERE size = ?').run(size);
  db.prepare('INSERT INTO unsigned VALUES (?)').run(size);
  db.close();
  await declareEpoch({ folder, passphrase: PASSPHRASE, reason });
  const store = await openSqliteStore(ledger);
  const { newest, unsigned } = store.meta;
  await store.close();
  expect(unsigned).toEqual([]);
  expect(newest?.size).toBe(size);
  const { epoch } = scene.folder.current;
  expect(verifyLogCheckpoint(newest!.note!, epoch, nodeCrypto).ok).toBe(true);
});

test('a certificate of before the backup is the same after a new epoch', async () => {
  const early = await scene.person('early');
  const id = toHex(early.head!.chain);
  await scene.stop();
  file = scene.path('second.tar');
  await backupSovereign(scene.folder.paths.root, file);
  await restore();
  await declareEpoch({ folder, passphrase: PASSPHRASE, reason });
  const url = await open();
  const found = (await (await fetch(`${url}/v1/identities/${id}`)).json()) as { handle: string };
  expect(found.handle).toBe('early');
  const first = after[0]!.certificate;
  expect(verifyCertificate(first, scene.folder.current.epoch, nodeCrypto).ok).toBe(true);
  expect((await fetch(`${url}/v1/certificates/${toHex(first.transition)}`)).status).toBe(200);
});

test('wallets bring back what came after a new epoch, and may hold certificates of the one before', async () => {
  await scene.stop();
  file = scene.path('second.tar');
  await backupSovereign(scene.folder.paths.root, file);
  await restore();
  await declareEpoch({ folder, passphrase: PASSPHRASE, reason });
  const url = await open();
  file = scene.path('third.tar');
  await backupSovereign(folder, file);
  const put = ada.account.put('KE', [holdFor(ada.id, scene.hrb, 10n)]);
  const certificate = await certify(url, put);
  folder = scene.path('again');
  const size = await restore();
  const held = [...after, { certificate, transition: put.bytes }];
  const resumed = await resumeRestored({
    folder,
    sources: [{ kind: 'certificates', certificates: held }],
    everyWallet: true,
  });
  expect(resumed).toEqual({
    ok: true,
    size: certificate.treeSize,
    recovered: certificate.treeSize - size,
  });
});

test('a log that was forked is told, not healed', async () => {
  await restore();
  await rm(scene.path('restored/restored.json')); // somebody knew better
  const forked = await open();
  await scene.stop();
  const certificate = await certify(forked, scene.stranger().open(['KE'], null));
  const second = scene.path('again');
  await restoreSovereign({ file, folder: second, passphrase: PASSPHRASE });
  const sources = [
    { kind: 'kept-log', folder: scene.path('kept') },
    { kind: 'certificates', certificates: [{ certificate, transition: null }] },
  ] as const;
  expect(await resumeRestored({ folder: second, sources })).toMatchObject({
    ok: false,
    problem: expect.stringContaining('forked'),
  });
});

test('a backup holds no secret that opens without a passphrase, and a bent one restores nothing', async () => {
  await restore();
  const unlock = await readFile(scene.folder.paths.unlock, 'utf8');
  const bytes = await readFile(file);
  expect(bytes.includes(unlock.trim())).toBe(false);
  expect(bytes.includes('keys/log-0.sealed')).toBe(false);
  expect(bytes.includes('keys/log-0.recovery.sealed')).toBe(true);
  for (const secret of [file, scene.path('restored/desk.sqlite')]) {
    expect((await stat(secret)).mode & 0o777).toBe(0o600);
  }
  const target = scene.path('bent');
  for (const at of [1000, bytes.length >> 1, bytes.length - 1500]) {
    const bent = Buffer.from(bytes);
    bent[at]! ^= 1;
    await writeFile(scene.path('bent.tar'), bent);
    const restoring = restoreSovereign({
      file: scene.path('bent.tar'),
      folder: target,
      passphrase: PASSPHRASE,
    });
    expect([at, await problem(restoring)]).toEqual([at, 'damaged']);
    expect(await readdir(target)).toEqual([]);
  }
  const wrong = { file, folder: target, passphrase: new Uint8Array([7]) };
  expect(await problem(restoreSovereign(wrong))).toBe('wrong-passphrase');
  expect(await readdir(target)).toEqual([]);
  expect(await problem(restoreSovereign({ ...wrong, folder }))).toBe('folder-not-empty');
  expect(await problem(backupSovereign(scene.folder.paths.root, file))).toBe('exists');
});

test('the operator asks for a backup over HTTP, and nobody else does', async () => {
  const operator = await scene.operatorSession();
  const done = await scene.call('POST', '/v1/operator/backup', operator, { file: 'first.tar' });
  expect(done.status).toBe(201);
  file = ((await done.json()) as { file: string }).file;
  expect(await restore()).toBe(after[2]!.certificate.treeSize);
  const again = await scene.call('POST', '/v1/operator/backup', operator, { file: 'first.tar' });
  expect(again.status).toBe(409);
  for (const name of ['../x', '/etc/x', '', '.hidden', 'a/b']) {
    const bad = await scene.call('POST', '/v1/operator/backup', operator, { file: name });
    expect(bad.status).toBe(400);
  }
  const person = await scene.session(ada.account);
  const refused = await scene.call('POST', '/v1/operator/backup', person, { file: 'second.tar' });
  expect(refused.status).toBe(401);
});
