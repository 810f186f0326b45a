import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { holdFor } from '@tallystick/ledger/testing';
import { encode, toBase64url, toHex } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLogKey, readUnlock } from '../folder/open-keys.ts';
import { canReadMemory, childrenOf, findInMemory } from '../testing/process-memory.ts';
import { Scene } from '../testing/scene.ts';
import { corridorsCodec } from './inside/watched.ts';
import { watchCorridors } from './watch-corridors.ts';

/** A list that nothing else in memory looks like. */
const CORRIDORS = ['QX', 'ZJ', 'QY', 'ZK', 'QW', 'ZH'].map((origin, at) => ({
  origin,
  destination: ['XQ', 'JZ', 'YQ', 'KZ', 'WQ', 'HZ'][at] ?? null,
}));

let scene: Scene;
const started: ChildProcess[] = [];
const needles = new Map<string, Uint8Array>();
const output: Buffer[] = [];

beforeAll(async () => {
  scene = await Scene.found();
  const { paths, current } = scene.folder;
  await watchCorridors(paths.root, CORRIDORS);
  const unlock = await readUnlock(paths);
  const key = await openLogKey(paths, current.epoch, { kind: 'key', key: unlock }, nodeCrypto);
  needles.set('seed', key.secretKey);
  needles.set('expanded', expandedSecret(key.secretKey));
  needles.set('unlock', unlock);
  needles.set('unlock as text', Buffer.from(toBase64url(unlock)));
  needles.set('list', encode(corridorsCodec, CORRIDORS));
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await scene.remove();
});

/** K of FIPS 204 algorithm 6 (k = l = 4): the part of an expanded key that is secret and 32 bytes. */
function expandedSecret(seed: Uint8Array): Uint8Array {
  const hash = createHash('shake256', { outputLength: 128 });
  return hash.update(seed).update(Uint8Array.of(4, 4)).digest().subarray(96);
}

function start(url: URL): ChildProcess {
  const child = fork(url, { execArgv: [], silent: true });
  started.push(child);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => output.push(chunk));
  }
  return child;
}

test.skipIf(!canReadMemory())(
  'keys and lists are in the memory of the ring, and of no other process',
  async () => {
    const node = start(new URL('../testing/node-process.ts', import.meta.url));
    const folder = scene.folder.paths.root;
    node.send({ kind: 'start', options: { folder, port: 0, logLevel: 'debug' } });
    const [{ url }] = (await once(node, 'message')) as [{ url: string }];
    scene.use(url);
    const ada = await scene.funded(100n);
    await scene.must(ada.account.put('KE', [holdFor(ada.id, scene.hrb, 5n)]));
    const ring = childrenOf(node.pid ?? 0);
    expect(ring).toHaveLength(1);

    const inNode = findInMemory(node.pid ?? 0, needles);
    expect(inNode.readBytes).toBeGreaterThan(50_000_000);
    expect(inNode.found).toEqual([]);
    // The same search finds them where they are: in the ring …
    const inRing = findInMemory(ring[0] ?? 0, needles);
    expect(inRing.found).toEqual(expect.arrayContaining(['expanded', 'list', 'seed']));
    // … and in a process that opens the key where it should not.
    const careless = start(new URL('../testing/careless-process.ts', import.meta.url));
    careless.send(folder);
    await once(careless, 'message');
    expect(findInMemory(careless.pid ?? 0, needles).found).toContain('seed');

    const answers = await Promise.all(
      ['/metrics', '/v1/ring', '/v1/constitution', '/health/ready'].map(async (path) => {
        const answer = await scene.get(path);
        return answer.text();
      }),
    );
    const told = Buffer.concat([...output, ...answers.map((text) => Buffer.from(text))]);
    expect(told.length).toBeGreaterThan(1000);
    for (const needle of needles.values()) {
      for (const form of [needle, Buffer.from(toHex(needle)), Buffer.from(toBase64url(needle))]) {
        expect(told.includes(form)).toBe(false);
      }
    }
    for (const pid of ring) {
      const [environment, command] = await Promise.all(
        ['environ', 'cmdline'].map((name) => readFile(`/proc/${pid}/${name}`)),
      );
      expect(environment?.toString()).toMatch(/^NODE_COMPILE_CACHE=[^\0]*\0$/);
      for (const needle of needles.values()) expect(command?.includes(needle)).toBe(false);
    }
    node.send({ kind: 'stop' });
    await once(node, 'exit');
    expect(ring.filter((pid) => childrenOf(process.pid).includes(pid))).toEqual([]);
  },
);
