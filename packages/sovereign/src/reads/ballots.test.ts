import {
  type ProposalView,
  type StoredEntry,
  createMemoryImage,
  encodeEntry,
  openMemoryStore,
} from '@tallystick/ledger';
import { Person } from '@tallystick/ledger/testing';
import { speak } from '@tallystick/ledger/testing/governance';
import { expect, test } from 'vitest';
import { ballotReader } from './ballots.ts';

test('nobody looks on for a reader who has gone; the next one goes on where that one stopped', async () => {
  const ada = new Person(1);
  ada.open().accept();
  const proposal = new Uint8Array(32).fill(1);
  const some = Uint8Array.of(0);
  const log: StoredEntry[] = [{ index: 0, id: proposal, bytes: some }];
  for (let index = 1; index <= 200; index += 1) {
    const built = speak(ada, { kind: 'ballot', proposal, choice: 'yes', assertion: null });
    built.accept();
    const bytes = encodeEntry({ leaf: some, transition: built.bytes, effects: some }).slice();
    log.push({ index, id: built.id, bytes });
  }
  let looked = 0;
  const store = {
    ...openMemoryStore(createMemoryImage()),
    entry: (index: number) => ((looked += 1), log[index]),
    indexOf: () => 0,
  };
  const view = { record: { id: proposal } } as Pick<ProposalView, 'record'>;
  const read = ballotReader();
  const asked = [read({ store }, view, () => looked > 0), read({ store }, view, () => true)];
  expect((await Promise.all(asked)).map(({ length }) => length)).toEqual([64, 0]);
  expect(looked).toBe(64);
  expect(await read({ store }, view, () => false)).toHaveLength(200);
  expect(looked).toBe(201); // the last one is not there
});
