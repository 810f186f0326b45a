import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { encode, list } from '@tallystick/protocol';
import { type Facts, NO_OBJECTION, factsCodec, noObjection, unknownFacts } from '@tallystick/rules';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Ring, keepRing } from './keep-ring.ts';

/** Rings that do not do as they should: whatever they say, nothing is decided by it. */
let folder: string;
let ring: Ring | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tally-door-'));
});
afterEach(async () => {
  await ring?.close();
  ring = undefined;
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const FACTS: Facts = {
  ...unknownFacts(noObjection.needs, 1),
  currency: new Uint8Array(32),
  amount: 1n,
  sender: { country: 'KE', tier: 0 },
  receivers: [{ kind: 'party', country: 'KE', tier: 0, first: null }],
  online: true,
  time: 0,
  sent: [],
};
const rulebook = { source: null, rulebook: noObjection };
const question = { rulebook, count: 1, facts: encode(list(factsCodec, 1), [FACTS]) };
const checkpoint = { size: 1, root: new Uint8Array(32), timestamp: 0 };

/**
 * The beginning of a ring's program without an import: it opens, and then does as `answer` says with
 * each message. `say` writes a frame; ids are below 24, one byte in a message's third place.
 */
const SAYS = `
  const say = (...bytes) => process.stdout.write(Uint8Array.of(0, 0, bytes.length >> 8, bytes.length & 255, ...bytes));
  let isOpen = false, buffer = Buffer.alloc(0);
  process.stdin.on('end', () => process.exit());
  process.stdin.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (buffer.length >= 4 && buffer.length >= 4 + buffer.readUInt32BE(0)) {
      const message = buffer.subarray(4, 4 + buffer.readUInt32BE(0));
      buffer = buffer.subarray(4 + message.length);
      if (isOpen) answer(message[2]);
      else { isOpen = true; say(0x82, 0, 0x82, 0xf6, 0xf6); }
    }
  });`;

let programs = 0;
async function open(answer: string, patienceMs = 20_000): Promise<Ring> {
  programs += 1;
  const file = join(folder, `ring-${programs}.mjs`);
  await writeFile(file, `${answer}\n${SAYS}`);
  const path = join(folder, 'none');
  const log = { suite: 1, publicKey: new Uint8Array(1312) } as const;
  ring = keepRing({
    program: pathToFileURL(file),
    opening: {
      files: { unlock: path, log: path, watched: path },
      offices: { gates: null, registrars: null },
      sovereign: new Uint8Array(32),
      epoch: { number: 0, origin: 'harbour.example', log },
      decoysPerMillion: 0,
    },
    unlock: undefined,
    log: pino({ level: 'silent' }),
    patienceMs,
  });
  expect(await ring.opened).toBeUndefined();
  return ring;
}

test.each([
  ['says something else', 'const answer = () => say(1, 2, 3, 4);'],
  ['announces too much', 'const answer = () => process.stdout.write(Buffer.alloc(4, 255));'],
  ['decides more than it is asked', 'const answer = (id) => say(0x83, 2, id, 0x82, 0xf6, 0xf6);'],
  ['decides less', 'const answer = (id) => say(0x83, 2, id, 0x80);'],
  ['answers another question', 'const answer = (id) => say(0x83, 2, id + 1, 0x81, 0xf6);'],
  ['signs where it should decide', 'const answer = (id) => say(0x83, 3, id, 0x41, 0);'],
  ['opens twice', 'const answer = () => say(0x82, 0, 0x82, 0xf6, 0xf6);'],
  ['ends', 'const answer = () => process.exit();'],
])('a ring that %s is replaced, and its questions are not decided', async (_, program) => {
  const bad = await open(program);
  await expect(bad.decide(question)).rejects.toThrow('no ring answers this');
  expect(bad.starts).toBeGreaterThanOrEqual(3);
});

test('a ring that is late decides nothing any more', async () => {
  const late = 'const answer = (id) => setTimeout(() => say(0x83, 2, id, 0x81, 0xf6), 3000);';
  const bad = await open(late, 500);
  await expect(bad.decide(question)).rejects.toThrow('does not answer');
  await expect.poll(() => bad.starts, { timeout: 20_000 }).toBe(2);
});

test('an answer that comes twice is taken once, and ends that ring', async () => {
  const twice =
    'const answer = (id) => { say(0x83, 2, id, 0x81, 0xf6); say(0x83, 2, id, 0x81, 0xf6); };';
  const bad = await open(twice);
  expect(await bad.decide(question)).toEqual([NO_OBJECTION]);
  await expect.poll(() => bad.starts, { timeout: 20_000 }).toBe(2);
});

test('a ring that declines signs nothing', async () => {
  const bad = await open('const answer = (id) => say(0x82, 4, id);');
  await expect(bad.sign(checkpoint)).rejects.toThrow('declines');
});

test('questions wait for a ring that has just ended', async () => {
  const good = await open('const answer = (id) => say(0x83, 2, id, 0x81, 0xf6);');
  process.kill(good.pid ?? 0, 'SIGKILL');
  expect(await good.decide(question)).toEqual([NO_OBJECTION]);
  expect(good.starts).toBe(2);
});

test('nothing is allowed in it: no files, network, processes, threads, addons, code from text', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  let connections = 0;
  server.on('connection', () => (connections += 1));
  const attempts = `
    import fs from 'node:fs'; import net from 'node:net'; import child from 'node:child_process';
    import { Worker } from 'node:worker_threads'; import { createRequire } from 'node:module';
    const tried = {
      read: () => fs.readFileSync('/etc/hostname'),
      write: () => fs.writeFileSync(${JSON.stringify(join(folder, 'written'))}, 'x'),
      spawn: () => child.spawnSync('true').error && (() => { throw child.spawnSync('true').error; })(),
      thread: () => new Worker('1', { eval: true }),
      addon: () => process.dlopen({ exports: {} }, '/tmp/x.node'),
      code: () => new Function('return 1')(),
      connect: () => net.connect(${port}, '127.0.0.1').on('error', () => {}),
    };
    function answer(id) {
      const allowed = Object.keys(tried).filter((name) => {
        try { tried[name](); return true; } catch { return false; }
      });
      const text = Buffer.from([...allowed, ...Object.keys(process.env)].join(' ').padEnd(64));
      setTimeout(() => say(0x83, 3, id, 0x58, text.length, ...text), 300);
    }`;
  const tried = await open(attempts);
  const allowed = Buffer.from(await tried.sign(checkpoint)).toString();
  // An attempt to connect is denied as an event, and not by an exception.
  // Where compiled text is kept, in this run of tests, is all that the environment says.
  expect(allowed.replace('connect', '').trim()).toBe('NODE_COMPILE_CACHE');
  expect(connections).toBe(0);
  server.close();
});
