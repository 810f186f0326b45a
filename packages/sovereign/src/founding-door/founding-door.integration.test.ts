import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSovereign } from '../folder/holders.ts';
import { writePages } from '../testing/few-pages.ts';
import { type Said, SoftPasskey } from '../testing/soft-passkey.ts';
import type { FoundingState } from './founding-desk.ts';
import { openFoundingDoor } from './open-founding-door.ts';
import type { FoundingDoor } from './options.ts';

/** The door for founding, over HTTP: what it refuses, what it leaves, and what becomes of it. */
const BODY = {
  name: 'Lake',
  country: 'CH',
  currencies: [{ code: 'LAK', decimals: 2, name: 'Lake franc' }],
  governance: null,
  passphrase: 'a long enough passphrase',
};

const PROGRAM = fileURLToPath(new URL('../testing/found-and-tell.ts', import.meta.url));

let root: string;
let door: FoundingDoor;
let failures: unknown[];
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'founding-door-'));
  failures = [];
  await writePages(join(root, 'pages'));
  door = await openFoundingDoor({
    port: 0,
    pages: join(root, 'pages'),
    folderFor: () => join(root, 'lake'),
    start: { logLevel: 'silent' },
    onRunning: () => Promise.resolve(),
    onFailure: (error) => failures.push(error),
  });
});
afterEach(async () => {
  await door.close();
  rmSync(root, { recursive: true });
});

function found(body: object, headers: Record<string, string> = {}): Promise<Response> {
  const authorization = `Bearer ${new URL(door.link).hash.slice(1)}`;
  const type = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers: { authorization, ...type, ...headers } };
  return fetch(`${door.url}/v1/founding`, { ...init, body: JSON.stringify(body) });
}

/** Nobody answers while the port goes from the door to the node. */
async function state(): Promise<FoundingState | undefined> {
  const answer = await fetch(`${door.url}/v1/founding`).catch(() => undefined);
  return answer?.ok === true ? ((await answer.json()) as FoundingState) : undefined;
}

async function untilDone(): Promise<FoundingState[]> {
  const seen: FoundingState[] = [];
  for (;;) {
    const now = await state();
    if (now !== undefined) seen.push(now);
    if (now?.state === 'done') return seen;
    if (failures.length > 0) throw failures[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('without its link, from a foreign page or under a foreign name nothing is founded', async () => {
  const other = 'A'.repeat(43);
  const tries: [Record<string, string>, number, string][] = [
    [{ authorization: `Bearer ${other}` }, 401, 'session-required'],
    [{ authorization: '' }, 401, 'session-required'],
    [{ origin: 'https://evil.example' }, 403, 'cross-origin'],
  ];
  for (const [headers, status, code] of tries) {
    const answer = await found(BODY, headers);
    expect([answer.status, (await answer.json()) as object]).toMatchObject([status, { code }]);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
  expect(await state()).toEqual({ state: 'open', failure: null });
  expect(readdirSync(root)).toEqual(['pages']);
  const page = await fetch(`${door.url}/found`);
  expect(page.headers.get('content-security-policy')).toContain(
    "require-trusted-types-for 'script'",
  );
  const wallet = await fetch(`${door.url}/v1/constitution`);
  expect(wallet.status).toBe(404);
});

test('every field that is wrong is told by name, and nothing is written', async () => {
  const currencies = [{ code: 'lak', decimals: 99, name: '' }];
  const answer = await found({ ...BODY, country: 'Chad', currencies });
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    {
      code: 'malformed',
      faults: [
        { field: 'country', fault: 'form' },
        { field: 'currencies.0.code', fault: 'form' },
        { field: 'currencies.0.decimals', fault: 'range' },
        { field: 'currencies.0.name', fault: 'missing' },
      ],
    },
  ]);
  for (const wrong of [{ ...BODY, more: 1 }, { ...BODY, name: 7 }, {}, []]) {
    expect((await found(wrong)).status).toBe(400);
  }
  expect((await found({ ...BODY, name: 'x'.repeat(70_000) })).status).toBe(413);
  expect(readdirSync(root)).toEqual(['pages']);
});

test('a founding tells how far it is, becomes the node, and gives its founder a session', async () => {
  const begun = await found(BODY);
  expect(begun.status).toBe(202);
  expect((await found(BODY)).status).toBe(409);
  const seen = await untilDone();
  const steps = seen.flatMap((one) => (one.state === 'founding' ? [one.progress] : []));
  const sealed = steps.filter(({ doing }) => doing === 'sealing').map(({ done }) => done);
  expect(sealed.toSorted((a, b) => a - b)).toEqual(sealed);
  expect(sealed.length).toBeGreaterThan(1);
  const { name, governance } = await readSovereign(join(root, 'lake'));
  expect([name, governance]).toEqual(['Lake', null]);
  expect(existsSync(join(root, 'lake.new'))).toBe(false);
  expect(existsSync(join(root, 'lake/passphrase.txt'))).toBe(false);

  expect((await found(BODY)).status).toBe(404); // the node founds nothing
  const session = await asFounder(new URL(door.link).hash.slice(1));
  expect(session.status).toBe(200);
  const { token } = (await session.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  const stats = await fetch(`${door.url}/v1/operator/stats`, { headers });
  expect(await stats.json()).toMatchObject({ status: 'ready' });
  expect((await asFounder('A'.repeat(43))).status).toBe(401);
  const foreign = await asFounder(new URL(door.link).hash.slice(1), 'https://evil.example');
  expect(foreign.status).toBe(403);
  await passkeysOpenIt(token);
});

/** Adds a passkey with a session, comes back with it, and tries what must not open anything. */
async function passkeysOpenIt(token: string): Promise<void> {
  const { origin } = new URL(door.link);
  const passkey = new SoftPasskey();
  const asked = async (path: string, by = ''): Promise<Said> => {
    const answer = await send(path, { address: origin }, by);
    const { challenge, rpId } = (await answer.json()) as { challenge: string; rpId: string };
    return { challenge, rpId, origin };
  };
  const numbers = await send('/v1/sessions/passkey/challenge', { address: door.url });
  expect([numbers.status, await numbers.json()]).toMatchObject([403, { code: 'wrong-address' }]);
  const made = passkey.make(await asked('/v1/operator/passkeys/challenge', token), 'Laptop');
  expect((await send('/v1/operator/passkeys', made)).status).toBe(401); // no session
  expect((await send('/v1/operator/passkeys', made, token)).status).toBe(201);
  expect((await asFounder(new URL(door.link).hash.slice(1))).status).toBe(401); // its time is over

  const used = passkey.use({ ...(await asked('/v1/sessions/passkey/challenge')), counter: 1 });
  const from = async (address: string): Promise<number> =>
    (await send('/v1/sessions/passkey', used, '', address)).status;
  expect(await from('https://evil.example')).toBe(403);
  const opened = await send('/v1/sessions/passkey', used, '', origin);
  expect(opened.headers.get('access-control-allow-origin')).toBeNull();
  const { token: second } = (await opened.json()) as { token: string };
  expect(await from(origin)).toBe(401); // replayed
  const other = { ...(await asked('/v1/sessions/passkey/challenge')), rpId: 'evil.example' };
  const elsewhere = await send('/v1/sessions/passkey', passkey.use({ ...other, counter: 2 }));
  expect(elsewhere.status).toBe(401);

  const headers = { authorization: `Bearer ${second}` };
  const sessions = await fetch(`${door.url}/v1/operator/sessions`, { headers });
  expect(await sessions.json()).toMatchObject({
    sessions: [
      { by: 'founding', isThis: false },
      { by: 'passkey', passkey: 'Laptop', isThis: true },
    ],
  });
  // What a page asks by itself is no use; what a person has touched it for is.
  const end = await endOfThis(headers);
  expect(await endOfThis(headers)).toBe(end);
  expect(await endOfThis({ ...headers, 'tallystick-used': 'yes' })).toBeGreaterThan(end);
  const path = `${door.url}/v1/operator/passkeys`;
  const removed = await fetch(`${path}/${passkey.id}`, { method: 'DELETE', headers });
  expect(removed.status).toBe(204);
  expect((await fetch(path, { headers })).status).toBe(401); // whoever was in with it is out
}

/** When the session of these headers ends, ms since 1970. */
async function endOfThis(headers: Record<string, string>): Promise<number> {
  const answer = await fetch(`${door.url}/v1/operator/sessions`, { headers });
  const { sessions } = (await answer.json()) as {
    sessions: { isThis: boolean; expiresAt: number }[];
  };
  return sessions.find(({ isThis }) => isThis)?.expiresAt ?? 0;
}

function send(path: string, body: object, token = '', origin?: string): Promise<Response> {
  const type = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const headers = { ...type, ...(origin !== undefined && { origin }) };
  return fetch(door.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

function asFounder(token: string, origin?: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, ...(origin !== undefined && { origin }) };
  return fetch(`${door.url}/v1/sessions/founding`, { method: 'POST', headers });
}

test('whoever stops a founding at any moment has none, or all of it, and can found again', async () => {
  const folder = join(root, 'killed');
  for (const stopAt of [1, 6]) {
    const child = fork(PROGRAM, [folder]);
    await killedAt(child, stopAt);
    expect(existsSync(folder)).toBe(false);
  }
  expect(await diedAfter(folder, 'rm unfinished')).toBe('SIGKILL');
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(`${folder}.new/sovereign/constitution.cbor`)).toBe(true);
  expect(await diedAfter(folder, 'rename sovereign')).toBe('SIGKILL');
  expect((await readSovereign(folder)).name).toBe('Lake');
  expect(readdirSync(`${folder}.new`)).toEqual(['founding.lock']);
  expect(await diedAfter(folder)).toBe(null); // there is one, so nothing more is founded
  expect(existsSync(`${folder}.new`)).toBe(false);
  expect((await readSovereign(folder)).name).toBe('Lake');
});

/** The signal that ended a founding, which was to die after this call of the file system. */
async function diedAfter(folder: string, ...call: readonly string[]): Promise<unknown> {
  const child = fork(PROGRAM, [folder, ...call], { silent: true });
  return await new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal)));
}

/** Kills it when it has told of so many steps. */
async function killedAt(child: ChildProcess, steps: number): Promise<void> {
  let told = 0;
  child.on('message', () => {
    told += 1;
    if (told === steps) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
}
