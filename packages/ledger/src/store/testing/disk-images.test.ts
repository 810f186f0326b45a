import { expect, test } from 'vitest';
import { Disk } from './disk-images.ts';
import { parseTrace } from './strace.ts';

const TRACE = [
  '7 openat(AT_FDCWD, "\\x61", O_RDWR|O_CREAT, 0600) = 5</d/a>',
  '7 pwrite64(5</d/a>, "\\x01\\x02", 2, 3 <unfinished ...>',
  '8 write(1<pipe:[1]>, "\\x37\\x0a", 2) = 2',
  '7 <... pwrite64 resumed>)             = 2',
  '7 fdatasync(5</d/a> <unfinished ...>',
  '8 write(6</d/b>, "\\x09", 1) = -1 ENOSPC (No space left on device)',
  '7 <... fdatasync resumed>)            = 0',
  '7 fsync(9</d>) = 0',
  '7 ftruncate(5</d/a>, 1) = 0',
  '8 +++ exited with 0 +++',
].join('\n');

test('a trace is read although calls of threads are interleaved', () => {
  expect(parseTrace(TRACE)).toEqual([
    { kind: 'create', file: '/d/a' },
    { kind: 'write', file: '/d/a', at: 3, bytes: Buffer.of(1, 2) },
    { kind: 'printed', text: '7\n' },
    { kind: 'synced', file: '/d/a' },
    { kind: 'synced', file: '/d' },
    { kind: 'truncate', file: '/d/a', length: 1 },
  ]);
});

test('a disk holds what was synced, and of the rest any part', () => {
  const disk = new Disk(new Map([['/d/a', Uint8Array.of(1, 1, 1, 1)]]));
  disk.follow({ kind: 'write', file: '/d/a', at: 0, bytes: Buffer.of(2) });
  disk.follow({ kind: 'synced', file: '/d/a' });
  disk.follow({ kind: 'write', file: '/d/a', at: 1, bytes: Buffer.of(3) });
  disk.follow({ kind: 'write', file: '/d/a', at: 2, bytes: Buffer.of(4) });
  disk.follow({ kind: 'create', file: '/d/b' });
  const seen = new Set<string>();
  let state = 1;
  const random = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  for (let n = 0; n < 500; n++) {
    const image = disk.cut(random);
    seen.add(`${image.get('/d/a')?.join('')} ${image.has('/d/b')}`);
  }
  const contents = ['2111', '2311', '2141', '2341'];
  const expected = contents.flatMap((bytes) => [`${bytes} true`, `${bytes} false`]);
  expect([...seen].sort()).toEqual(expected.sort());
  disk.follow({ kind: 'synced', file: '/d' });
  disk.follow({ kind: 'synced', file: '/d/a' });
  expect(disk.cut(random)).toEqual(
    new Map([
      ['/d/a', Uint8Array.of(2, 3, 4, 1)],
      ['/d/b', new Uint8Array(0)],
    ]),
  );
});
