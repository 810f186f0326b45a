import { expect, test } from 'vitest';
import { testStore } from '../store.acceptance.ts';
import { bytesOf, entriesBatch, noBatch } from '../testing/batches.ts';
import { createMemoryImage } from './memory-image.ts';
import { openMemoryStore, readMemoryBackup, type WriteFate } from './memory-store.ts';

testStore('the memory engine', () => {
  const image = createMemoryImage();
  return {
    open: async () => openMemoryStore(image),
    openWithLittleRoom: async () =>
      openMemoryStore(image, async (commit) => (commit < 8 ? 'stored' : 'full')),
    openBackup: async (file) => openMemoryStore(await readMemoryBackup(file)),
  };
});

/** A disk whose writes end only when the test says so. */
function heldDisk(): { disk: () => Promise<WriteFate>; release: (fate: WriteFate) => void } {
  const waiting: ((fate: WriteFate) => void)[] = [];
  return {
    disk: () => new Promise((resolve) => waiting.push(resolve)),
    release: (fate) => waiting.shift()?.(fate),
  };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

test('a commit waits for the disk, and the next waits for it', async () => {
  const { disk, release } = heldDisk();
  const store = openMemoryStore(createMemoryImage(), disk);
  const ends: string[] = [];
  const first = store.commit(entriesBatch(0, 1)).then(() => ends.push('first'));
  const second = store.commit(entriesBatch(1, 1)).then(() => ends.push('second'));
  await turns();
  expect([ends, store.unfinished, store.entry(0)]).toEqual([[], 2, undefined]);
  release('stored');
  await first;
  expect([ends, store.unfinished, store.entry(0)?.index]).toEqual([['first'], 1, 0]);
  await turns();
  release('stored');
  await second;
  expect(ends).toEqual(['first', 'second']);
});

test.each([0, 1, 2])('after a crash %d of two unfinished commits are there', async (reached) => {
  const { disk } = heldDisk();
  const image = createMemoryImage();
  await openMemoryStore(image).commit(entriesBatch(0, 3));
  const store = openMemoryStore(image, disk);
  let answers = 0;
  void store.commit(entriesBatch(3, 2)).finally(() => answers++);
  void store.commit(entriesBatch(5, 2)).finally(() => answers++);
  await turns();
  const left = store.crash(reached);
  await turns();
  expect(answers).toBe(0);
  expect(() => store.entry(0)).toThrow('crashed');
  await store.close();
  const next = openMemoryStore(left);
  expect(next.meta.size).toBe(3 + 2 * reached);
  await next.commit(entriesBatch(3 + 2 * reached, 1));
});

test('a disk that reports a failure may have stored the batch all the same', async () => {
  const image = createMemoryImage();
  const store = openMemoryStore(image, async (commit) => (commit === 1 ? 'io-after' : 'stored'));
  await store.commit(entriesBatch(0, 1));
  const failing = store.commit(entriesBatch(1, 1));
  const following = store.commit({
    ...noBatch(2),
    records: [{ collection: 'meta', key: 0, value: bytesOf(1) }],
  });
  await expect(failing).rejects.toMatchObject({ code: 'io' });
  await expect(following).rejects.toMatchObject({ code: 'failed' });
  await store.close();
  const next = openMemoryStore(image);
  expect([next.meta.size, next.record('meta', 0)]).toEqual([2, undefined]);
});
