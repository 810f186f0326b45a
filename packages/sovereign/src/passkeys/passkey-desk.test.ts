import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Said, SoftPasskey } from '../testing/soft-passkey.ts';
import { type PasskeyDesk, newPasskeyDesk, rpIdOf } from './passkey-desk.ts';
import { MOST_PASSKEYS, openPasskeyStore } from './passkey-store.ts';

const BANK = 'https://bank.example';
const HERE = 'http://localhost:7600';
const NOW = 1_800_000_000_000;

let folder: string;
let file: string;
let desk: PasskeyDesk;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'passkeys-'));
  file = join(folder, 'passkeys.json');
  desk = await open();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function open(): Promise<PasskeyDesk> {
  return newPasskeyDesk(await openPasskeyStore(file), (one) => one === BANK || one === HERE);
}

function saidTo(what: 'create' | 'get', origin: string, now = NOW): Said {
  const asked = desk.challenge(what, origin, now);
  if (asked === undefined) throw new Error('no challenge');
  return { challenge: asked.challenge, origin, rpId: asked.rpId };
}

async function added(origin = BANK): Promise<SoftPasskey> {
  const passkey = new SoftPasskey();
  const registered = await desk.register(passkey.make(saidTo('create', origin)), NOW);
  expect(registered.ok).toBe(true);
  return passkey;
}

test('a passkey is added, kept in a file of its owner’s alone, and opens after a restart', async () => {
  const passkey = await added();
  expect(statSync(file).mode & 0o777).toBe(0o600);
  desk = await open();
  const used = await desk.use(passkey.use({ ...saidTo('get', BANK), counter: 7 }), NOW + 5);
  expect(used).toMatchObject({ id: passkey.id, rpId: 'bank.example', counter: 7 });
  const kept = (await openPasskeyStore(file)).all();
  expect(kept).toMatchObject([{ counter: 7, lastUsedAt: NOW + 5, createdAt: NOW }]);
  expect(desk.challenge('get', BANK, NOW)?.passkeys).toMatchObject([{ id: passkey.id }]);
  expect(desk.challenge('get', HERE, NOW)?.passkeys).toEqual([]);
});

test('an answer counts once, in its time, where it was asked for', async () => {
  const passkey = await added();
  const said = saidTo('get', BANK);
  const answer = passkey.use({ ...said, counter: 1 });
  expect(await desk.use(answer, NOW)).toBeDefined();
  expect(await desk.use(answer, NOW)).toBeUndefined(); // replayed
  expect(await desk.use(passkey.use({ ...said, counter: 2 }), NOW)).toBeUndefined();
  const late = passkey.use({ ...saidTo('get', BANK), counter: 3 });
  expect(await desk.use(late, NOW + 5 * 60_000)).toBeUndefined();
  const forMaking = passkey.use({ ...saidTo('create', BANK), counter: 3 });
  expect(await desk.use(forMaking, NOW)).toBeUndefined();
  const elsewhere = passkey.use({ ...saidTo('get', HERE), counter: 3 });
  expect(await desk.use(elsewhere, NOW)).toBeUndefined();
  const other = await open();
  const foreign = passkey.use({ ...saidTo('get', BANK), counter: 3 });
  expect(await other.use(foreign, NOW)).toBeUndefined(); // asked by another process
  expect(await desk.use(foreign, NOW)).toBeDefined();
});

test.each<[string, Partial<Said>]>([
  ['another origin', { origin: 'https://evil.example' }],
  ['another server at the same name', { origin: 'https://bank.example:8443' }],
  ['the same name without TLS', { origin: 'http://bank.example' }],
  ['another name in what the authenticator signed', { rpId: 'evil.example' }],
  ['nobody verified', { isVerified: false }],
  ['a ceremony of another type', { type: 'webauthn.create' }],
  ['a counter that does not grow', { counter: 5 }],
  ['a counter that is back at nothing', { counter: 0 }],
  ['another challenge', { challenge: 'A'.repeat(43) }],
])('%s opens nothing', async (_what, wrong) => {
  const passkey = await added();
  expect(await desk.use(passkey.use({ ...saidTo('get', BANK), counter: 5 }), NOW)).toBeDefined();
  const right = { ...saidTo('get', BANK), counter: 6 };
  expect(await desk.use(passkey.use({ ...right, ...wrong }), NOW)).toBeUndefined();
  expect(await desk.use(passkey.use(right), NOW)).toBeDefined();
});

test('another key, a bent signature and what is nothing open nothing, and nothing throws', async () => {
  const passkey = await added();
  const good = passkey.use({ ...saidTo('get', BANK), counter: 1 });
  const stranger = new SoftPasskey().use({ ...saidTo('get', BANK), counter: 1 });
  expect(await desk.use(stranger, NOW)).toBeUndefined();
  expect(await desk.use({ ...stranger, id: passkey.id }, NOW)).toBeUndefined();
  for (const field of ['clientData', 'authenticatorData', 'signature'] as const) {
    for (const bent of ['AA', 'e30', 'bnVsbA', good[field].replace(/^./, '_')]) {
      expect(await desk.use({ ...good, [field]: bent }, NOW)).toBeUndefined();
    }
  }
  expect(await desk.use(good, NOW)).toBeDefined();
});

test('what was made elsewhere, unverified or twice is not added, and only so many are', async () => {
  const passkey = new SoftPasskey();
  for (const wrong of [
    { origin: 'https://evil.example' },
    { origin: 'https://bank.example:8443' },
    { rpId: 'evil.example' },
    { isVerified: false },
    { type: 'webauthn.get' },
  ]) {
    const made = passkey.make({ ...saidTo('create', BANK), ...wrong });
    expect(await desk.register(made, NOW)).toEqual({ ok: false, why: 'refused' });
  }
  const made = passkey.make(saidTo('create', BANK));
  expect(await desk.register({ ...made, attestationObject: 'oA' }, NOW)).toMatchObject({
    why: 'refused',
  });
  expect((await desk.register(made, NOW)).ok).toBe(true);
  expect(await desk.register(made, NOW)).toEqual({ ok: false, why: 'refused' });
  const again = passkey.make(saidTo('create', BANK));
  expect(await desk.register(again, NOW)).toEqual({ ok: false, why: 'known' });
  while (desk.all().length < MOST_PASSKEYS) await added();
  const more = new SoftPasskey().make(saidTo('create', BANK));
  expect(await desk.register(more, NOW)).toEqual({ ok: false, why: 'full' });
  expect(await desk.remove(passkey.id)).toBe(true);
  expect(await desk.remove(passkey.id)).toBe(false);
  expect((await openPasskeyStore(file)).all()).toHaveLength(MOST_PASSKEYS - 1);
});

test('passkeys are bound to names that nobody can take on the way', () => {
  expect(rpIdOf(BANK)).toBe('bank.example');
  expect(rpIdOf(HERE)).toBe('localhost');
  for (const none of ['http://127.0.0.1:7600', 'http://[::1]:7600', 'http://bank.example', 'x']) {
    expect(rpIdOf(none)).toBeUndefined();
    expect(desk.challenge('get', none, NOW)).toBeUndefined();
  }
});

test('a file that is not what was written is told as damaged', async () => {
  await added();
  const written = readFileSync(file, 'utf8');
  for (const wrong of [
    '',
    '{}',
    'null',
    written.slice(0, -4),
    written.replace('"counter": 0', '"counter": -1'),
  ]) {
    writeFileSync(file, wrong);
    await expect(openPasskeyStore(file)).rejects.toMatchObject({ code: 'damaged' });
  }
});
