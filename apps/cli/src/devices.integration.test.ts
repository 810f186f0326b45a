import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundHarbour } from './testing/founding.ts';
import { type Finished, type Scene, type Server, createScene, freePort } from './testing/scene.ts';

let scene: Scene;
let server: Server;

const LONG = { timeout: 110_000 };
const words = (line: string): string[] => line.split(' ');
const wallet = (line: string): Promise<Finished> => scene.tally('wallet', ...words(line), '--json');

async function good(running: Promise<Finished>): Promise<Record<string, unknown>> {
  const done = await running;
  expect({ status: done.status, stderr: done.stderr }).toMatchObject({ status: 0 });
  return done.json();
}

/** Ada's first wallet founds the identity, and holds its root; the phone and the tablet are devices alone. */
beforeAll(async () => {
  scene = await createScene();
  await foundHarbour(scene.path('harbour'));
  server = await scene.serve('harbour', '--port', String(await freePort()));
  await good(wallet(`create ada --sovereign ${server.url} --handle ada --country KE`));
  for (const device of ['phone', 'tablet']) await good(add(device));
}, 90_000);
afterAll(() => scene.end());

async function request(device: string): Promise<string> {
  return String((await good(wallet(`device ${device} --sovereign ${server.url}`)))['request']);
}

async function add(device: string): Promise<Finished> {
  const { invitation } = await good(wallet(`add ada ${await request(device)}`));
  return await wallet(`join ${device} ${String(invitation)}`);
}

test('two of three devices change who may sign, and one alone cannot', LONG, async () => {
  expect((await wallet('policy ada 4')).json()).toMatchObject({ error: { code: 'bad-threshold' } });
  const listed = await scene.good('wallet', 'show', 'phone');
  const today = new Date().toISOString().slice(0, 10);
  expect(listed.stdout.match(/^Device .*$/gm)).toEqual([
    expect.stringMatching(new RegExp(`^Device +0, key [0-9a-f]{16}, enrolled ${today}$`)),
    expect.stringMatching(
      new RegExp(`^Device +1, key [0-9a-f]{16}, enrolled ${today} \\(this one\\)$`),
    ),
  ]);
  const unknown = await wallet('revoke ada 7');
  expect(unknown.status).toBe(2);
  expect(unknown.stderr).toContain('There is no device 7; there are 0, 1 and 2.');
  expect(await good(wallet('policy phone 2'))).toMatchObject({ status: 'final' });
  const alone = await wallet('revoke phone 2');
  expect(alone.status).toBe(2);
  expect(alone.json()).toMatchObject({ error: { code: 'too-few-signers' } });

  const proposed = await good(wallet('revoke phone 2 --propose revoke.txt'));
  expect(proposed).toMatchObject({ does: 'revoke device 2', signed: [1], needed: 2 });
  expect(await good(wallet('submit phone revoke.txt'))).toMatchObject({ status: 'pending' });
  const before = readFileSync(scene.path('revoke.txt'), 'utf8');
  const shown = await good(wallet('sign ada revoke.txt --show'));
  expect(shown).toMatchObject({ does: 'revoke device 2', signed: [1] });
  expect(readFileSync(scene.path('revoke.txt'), 'utf8')).toBe(before);
  const signed = await wallet('sign ada revoke.txt');
  expect(signed.stderr).toContain('It is to revoke device 2');
  expect(signed.json()).toMatchObject({ signed: [0, 1] });
  const done = await good(wallet('submit phone revoke.txt'));
  expect(done).toMatchObject({ status: 'final' });
  expect(await good(wallet('submit ada revoke.txt'))).toMatchObject({ id: done['id'] });
  const revoked = await scene.tally('pay', 'tablet', '@ada', '1.00', 'HRB', '--json');
  expect(revoked.status).not.toBe(0);
  for (const device of ['ada', 'phone']) {
    expect((await scene.good('verify', device, '--json')).json()).toMatchObject({ ok: true });
  }
  expect((await scene.good('audit', server.url, '--json')).json()).toMatchObject({ ok: true });
});

test('a device signs one change in one place, whoever asks', LONG, async () => {
  const added = await request('watch');
  await good(wallet(`add phone ${added} --propose add.txt`));
  copyFileSync(scene.path('add.txt'), scene.path('copy.txt'));
  const other = await wallet('policy phone 1 --propose policy.txt');
  expect(other.status).toBe(4);
  expect(other.json()).toMatchObject({ error: { code: 'place-not-free' } });
  // The root alone may still act, and what was proposed for its place is too late.
  await good(wallet('policy ada 1'));
  const late = await wallet('sign ada add.txt');
  expect(late.status).toBe(3);
  expect(late.json()).toMatchObject({ refusal: { code: 'outdated' } });
  // The place is taken, so the phone is free to sign the next.
  await good(wallet('policy phone 2 --propose again.txt'));
  expect(await good(wallet('submit phone again.txt'))).toMatchObject({ status: 'final' });
});

test('what is no change of this identity is not signed', LONG, async () => {
  await good(wallet(`create ben --sovereign ${server.url} --handle ben --country KE`));
  await good(wallet('policy ben 1 --propose ben.txt'));
  const foreign = await wallet('sign phone ben.txt');
  expect(foreign.json()).toMatchObject({ error: { code: 'bad-change' } });
  await good(wallet('policy phone 1 --propose mine.txt'));
  const text = readFileSync(scene.path('mine.txt'), 'utf8').trim();
  for (const at of [150, text.length >> 1]) {
    const letter = text[at] === 'A' ? 'B' : 'A';
    writeFileSync(scene.path('bent.txt'), text.slice(0, at) + letter + text.slice(at + 1));
    for (const command of ['sign ada bent.txt', 'submit ada bent.txt']) {
      const done = await wallet(command);
      expect([2, 3, 4]).toContain(done.status);
    }
  }
  expect(await good(wallet('sign ada mine.txt'))).toMatchObject({ signed: [0, 1] });
  expect(await good(wallet('submit ada mine.txt'))).toMatchObject({ status: 'final' });
});
