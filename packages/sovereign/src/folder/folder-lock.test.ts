import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';
import { type FolderPaths, folderPaths } from './paths.ts';

let paths: FolderPaths;
beforeEach(async () => {
  paths = folderPaths(await mkdtemp(join(tmpdir(), 'tally-lock-')));
});
afterEach(async () => {
  await rm(paths.root, { recursive: true });
});

test('one at a time, and again after release', async () => {
  const lock = await lockFolder(paths);
  await expect(lockFolder(paths)).rejects.toMatchObject({ code: 'already-running' });
  await lock.release();
  await (await lockFolder(paths)).release();
});

test('the lock of a process that is gone is taken over; that of a living one is not', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(child, 'spawn');
  const started = await readFile(`/proc/${child.pid}/stat`, 'utf8').then(
    (stat) => stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19],
    () => '',
  );
  const held = JSON.stringify({ pid: child.pid, host: hostname(), started });
  await writeFile(paths.lock, held);
  await expect(lockFolder(paths)).rejects.toMatchObject({ code: 'already-running' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await (await lockFolder(paths)).release();
});

test('a number that another process has by now, and half a file, hold nothing', async () => {
  const reused = { pid: process.pid, host: hostname(), started: 'another time' };
  for (const content of [JSON.stringify(reused), '{"pid":', '']) {
    await writeFile(paths.lock, content);
    await (await lockFolder(paths)).release();
  }
});

test('the lock of another machine is believed', async () => {
  await writeFile(paths.lock, JSON.stringify({ pid: 1, host: 'elsewhere', started: '' }));
  await expect(lockFolder(paths)).rejects.toMatchObject({ code: 'already-running' });
});
