import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory, where the system has one. */
const MEMORY = '/dev/shm';
/** All tests at once leave far less behind. */
const ROOM_BYTES = 4 * 2 ** 30;

/**
 * The folders that tests make lie in one of this run, in memory where there is room: with several
 * databases at once they wait longer for the disk than for the processor. What a killed process has
 * written is the kernel's on either, and power cuts are taken from its calls, not from a disk.
 * Gives what removes the folder, with all that killed tests left in it.
 */
export function setup(): () => void {
  const { TMPDIR: before } = process.env;
  const folder = memoryFolder() ?? newFolder(tmpdir());
  process.env['TMPDIR'] = folder;
  process.env['TALLY_TEST_RUN'] = folder;
  return () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    rmSync(folder, { recursive: true, force: true });
  };
}

function newFolder(parent: string): string {
  return mkdtempSync(join(parent, 'tally-tests-'));
}

/** Absent where there is no such file system, too little room in it, or programs may not run there. */
function memoryFolder(): string | undefined {
  if (!existsSync(MEMORY)) return undefined;
  const { bavail, bsize } = statfsSync(MEMORY);
  if (bavail * bsize < ROOM_BYTES) return undefined;
  const folder = newFolder(MEMORY);
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  if (spawnSync(program).status === 0) return folder;
  rmSync(folder, { recursive: true });
  return undefined;
}
