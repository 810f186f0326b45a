import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { exclusivelyOn } from './exclusively.ts';

test('work on one file never overlaps, and work that fails makes room', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-exclusively-'));
  let atWork = 0;
  let most = 0;
  const work = async (at: number): Promise<number> => {
    atWork += 1;
    most = Math.max(most, atWork);
    await sleep(5);
    atWork -= 1;
    if (at === 0) throw new Error('planned');
    return at;
  };
  try {
    const doors = [0, 1, 2, 3].map(() => exclusivelyOn(join(folder, 'lock')));
    const done = await Promise.allSettled(doors.map((door, at) => door(() => work(at))));
    expect(done.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(most).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
