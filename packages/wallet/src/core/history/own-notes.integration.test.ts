import { beforeAll, describe, expect, it } from 'vitest';
import { type Person, funded, must } from '../../testing/person.ts';
import { Town } from '../../testing/town.ts';
import type { HistoryEntry, Wallet } from '../wallet-types.ts';

describe('a note of one’s own', () => {
  let person: Person;
  let wallet: Wallet;
  let id: string;
  beforeAll(async () => {
    const town = await Town.open();
    ({ person, wallet } = await funded(town, 'ada', 100_000n));
    await funded(town, 'ben', 0n);
    const fish = { to: '@ben', amount: '5.00', currency: 'HRB' };
    const [first] = must(await wallet.payMany([fish, fish]));
    id = first?.id ?? '';
  });
  const lines = async (): Promise<HistoryEntry[]> =>
    must(await wallet.history()).filter((entry) => entry.id === id);

  it('is kept on one line of a transition, replaced, removed, and there when it is opened again', async () => {
    must(await wallet.annotate({ id, line: 1 }, 'for the smoked one'));
    expect((await lines()).map(({ line, note }) => [line, note])).toEqual([
      [undefined, undefined],
      [1, 'for the smoked one'],
    ]);
    must(await wallet.annotate({ id }, 'fresh'));
    must(await wallet.annotate({ id, line: 1 }, 'for Sunday'));
    await wallet.close();
    wallet = must(await person.open());
    expect((await lines()).map(({ note }) => note)).toEqual(['fresh', 'for Sunday']);
    must(await wallet.annotate({ id, line: 1 }, ''));
    expect((await lines()).map(({ note }) => note)).toEqual(['fresh', undefined]);
    expect((await lines())[1]).not.toHaveProperty('note');
    expect(must(await wallet.verify()).problems).toEqual([]);
  });

  it('is sealed where it is stored', async () => {
    must(await wallet.annotate({ id }, 'nobody may read this'));
    const stored = [...person.disk.values()].map((bytes) => Buffer.from(bytes).toString('latin1'));
    expect(stored.length).toBeGreaterThan(5);
    expect(stored.filter((text) => text.includes('nobody may'))).toEqual([]);
  });

  it('is bounded, and is on a line that there is', async () => {
    must(await wallet.annotate({ id }, 'ü'.repeat(128)));
    const before = await lines();
    for (const note of ['x'.repeat(257), `${'ü'.repeat(128)}x`, '\ud800']) {
      expect(await wallet.annotate({ id }, note)).toMatchObject({
        failure: { kind: 'usage', code: 'bad-note' },
      });
    }
    const absent = [{ id, line: 2 }, { id: '00'.repeat(32) }, { id: '../profile' }, { id: '' }];
    for (const entry of absent) {
      expect(await wallet.annotate(entry, 'fish')).toMatchObject({
        failure: { kind: 'usage', code: 'unknown-entry' },
      });
    }
    expect(await lines()).toEqual(before);
  });
});
