import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readArchive, writeArchive } from './archive.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tally-archive-'));
  path = join(folder, 'backup.tar');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const long = new Uint8Array(3_000_001).map((_, i) => i * 7);
const text = new TextEncoder().encode('constitution');

async function read(): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  await readArchive(path, async (name, piece) => {
    found.set(name, Buffer.concat([found.get(name) ?? new Uint8Array(), piece]));
    await Promise.resolve();
  });
  return found;
}

async function write(): Promise<void> {
  await writeFile(join(folder, 'long'), long);
  const sources = [
    { name: 'constitution.cbor', bytes: text },
    { name: 'keys/root.sealed', file: join(folder, 'long') },
  ];
  await writeArchive(path, sources, 1_800_000_000_000);
}

test('what was written is read, by this program and by tar', async () => {
  await write();
  const found = await read();
  expect([...found.keys()]).toEqual(['constitution.cbor', 'keys/root.sealed']);
  expect(Buffer.compare(found.get('keys/root.sealed')!, long)).toBe(0);
  const listed = execFileSync('tar', ['tf', path], { encoding: 'utf8' });
  expect(listed.split('\n')).toEqual([
    'constitution.cbor',
    'keys/root.sealed',
    'manifest.json',
    '',
  ]);
  const extracted = execFileSync('tar', ['xOf', path, 'constitution.cbor']);
  expect(new Uint8Array(extracted)).toEqual(text);
});

test('nothing is overwritten', async () => {
  await write();
  await expect(writeArchive(path, [], 0)).rejects.toMatchObject({ code: 'EEXIST' });
});

test('an archive that is changed or cut off anywhere is not taken for whole', async () => {
  await write();
  const whole = await readFile(path);
  const content = whole.length - 1024; // two empty blocks end it
  const manifest = whole.indexOf('"files"');
  for (const at of [0, 130, 511, 512, 1024, 2000, 1_000_000, manifest, manifest + 40]) {
    const bent = Buffer.from(whole);
    bent[at]! ^= 1;
    await writeFile(path, bent);
    await expect(read(), `byte ${at}`).rejects.toMatchObject({ name: 'SovereignProblem' });
  }
  for (const length of [0, 100, 512, 700, 1_000_000, content - 600]) {
    await writeFile(path, whole.subarray(0, length));
    await expect(read()).rejects.toMatchObject({ code: 'damaged' });
  }
});

test('a member cannot be named outside', async () => {
  await expect(writeArchive(path, [{ name: '../etc/passwd', bytes: text }], 0)).rejects.toThrow(
    /no name/,
  );
});
