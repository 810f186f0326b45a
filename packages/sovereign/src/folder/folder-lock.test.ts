import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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

test('one at a time, and again after release', () => {
  const lock = lockFolder(paths);
  expect(() => lockFolder(paths)).toThrow(/in use by another process/);
  lock.release();
  lock.release();
  lockFolder(paths).release();
  expect(() => lockFolder(paths).release()).not.toThrow();
});

test('a lock ends with its process, even one that is killed', async () => {
  const module = new URL('folder-lock.ts', import.meta.url).href;
  const script = `
    import { lockFolder } from ${JSON.stringify(module)};
    lockFolder({ root: 'x', lock: ${JSON.stringify(paths.lock)} });
    console.log('locked');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script]);
  await once(child.stdout, 'data');
  expect(() => lockFolder(paths)).toThrow(/in use/);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockFolder(paths).release();
});
