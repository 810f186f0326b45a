/** What every {@link WalletStorage} owes a wallet; each engine's test calls this with a way to open it. */
import { describe, expect, it } from 'vitest';
import type { WalletStorage } from '../ports.ts';

/** One place on a disk: opened, closed and opened again it has the same content. */
export interface Place {
  open(): Promise<WalletStorage>;
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** Registers the suite; `makePlace` gives an empty place each time. */
export function acceptStorage(name: string, makePlace: () => Promise<Place>): void {
  describe(`storage: ${name}`, () => {
    it('has nothing at first', async () => {
      const storage = await (await makePlace()).open();
      expect(await storage.get('a')).toBeUndefined();
      expect(await storage.list('')).toEqual([]);
      expect(await storage.inspect()).toEqual([]);
      await storage.close();
    });

    it('keeps what was written, across closing and opening', async () => {
      const place = await makePlace();
      const first = await place.open();
      await first.write([
        { key: 'a/1', value: bytes(1) },
        { key: 'a/2', value: bytes() },
        { key: 'b', value: bytes(0, 255) },
      ]);
      await first.close();
      const second = await place.open();
      expect(await second.get('a/1')).toEqual(bytes(1));
      expect(await second.get('a/2')).toEqual(bytes());
      expect(await second.get('b')).toEqual(bytes(0, 255));
      expect(await second.inspect()).toEqual([]);
      await second.close();
    });

    it('replaces and removes, the last change of a key winning', async () => {
      const storage = await (await makePlace()).open();
      await storage.write([{ key: 'a', value: bytes(1) }]);
      await storage.write([
        { key: 'a', value: bytes(2) },
        { key: 'b', value: bytes(3) },
        { key: 'b', value: null },
        { key: 'never', value: null },
      ]);
      expect(await storage.list('')).toEqual([['a', bytes(2)]]);
      await storage.close();
    });

    it('lists by prefix in ascending order of the bytes of the key', async () => {
      const storage = await (await makePlace()).open();
      const keys = ['t/0002', 't/0010', 't/0001', 'u', 't', 't0', 'T/1', 't/~'];
      await storage.write(keys.map((key, i) => ({ key, value: bytes(i) })));
      const listed = await storage.list('t/');
      expect(listed.map(([key]) => key)).toEqual(['t/0001', 't/0002', 't/0010', 't/~']);
      expect((await storage.list('')).map(([key]) => key)).toEqual([
        'T/1',
        't',
        't/0001',
        't/0002',
        't/0010',
        't/~',
        't0',
        'u',
      ]);
      await storage.close();
    });

    it('keeps its own copy of what it was given and of what it gives', async () => {
      const storage = await (await makePlace()).open();
      const value = bytes(1, 2, 3);
      await storage.write([{ key: 'a', value }]);
      value[0] = 9;
      const read = await storage.get('a');
      expect(read).toEqual(bytes(1, 2, 3));
      (read as Uint8Array)[1] = 9;
      expect(await storage.get('a')).toEqual(bytes(1, 2, 3));
      await storage.close();
    });

    it('takes a view into a larger buffer for what it shows', async () => {
      const storage = await (await makePlace()).open();
      await storage.write([{ key: 'a', value: bytes(0, 1, 2, 3, 4).subarray(1, 3) }]);
      expect(await storage.get('a')).toEqual(bytes(1, 2));
      await storage.close();
    });

    it('holds large and many records', async () => {
      const storage = await (await makePlace()).open();
      const large = new Uint8Array(200_000).fill(7);
      await storage.write([{ key: 'large', value: large }]);
      const many = Array.from({ length: 500 }, (_, i) => ({
        key: `m/${String(i).padStart(4, '0')}`,
        value: bytes(i & 255),
      }));
      await storage.write(many);
      const read = await storage.get('large');
      expect(read?.length).toBe(large.length);
      expect(read?.every((byte) => byte === 7)).toBe(true);
      const listed = await storage.list('m/');
      expect(listed.map(([key]) => key)).toEqual(many.map(({ key }) => key));
      await storage.close();
    });
  });
}
