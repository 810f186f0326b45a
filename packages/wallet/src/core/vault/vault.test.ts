import { randomBytes } from 'node:crypto';
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import { describe, expect, it } from 'vitest';
import type { WalletStorage } from '../ports.ts';
import { StorageDamage } from '../storage/damage.ts';
import { type MemoryDisk, memoryStorage } from '../storage/memory-storage.ts';
import type { Unlock } from '../wallet-types.ts';
import { type Vault, createVault, openVault } from './vault.ts';

const unlock: Unlock = { kind: 'key', key: new Uint8Array(32).fill(7) };
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

const portsOf = (storage: WalletStorage) => ({ storage, random, crypto: nobleCrypto });

async function create(disk: MemoryDisk): Promise<Vault> {
  const created = await createVault(portsOf(memoryStorage(disk)), { unlock }, [
    { key: 'a', value: bytes(1) },
  ]);
  if (!created.ok) throw new Error(created.failure.message);
  return created.value;
}

async function open(disk: MemoryDisk): Promise<Vault> {
  const opened = await openVault(portsOf(memoryStorage(disk)), unlock);
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

/** A vault with a few records, some of them replaced and removed. */
async function filled(): Promise<MemoryDisk> {
  const disk: MemoryDisk = new Map();
  const vault = await create(disk);
  await vault.write([
    { key: 'b/1', value: bytes(2) },
    { key: 'b/2', value: bytes(3) },
  ]);
  await vault.write([
    { key: 'b/1', value: bytes(4) },
    { key: 'b/2', value: null },
    { key: 'b/3', value: bytes(5) },
  ]);
  return disk;
}

describe('vault', () => {
  it('gives back what was written, after opening again', async () => {
    const vault = await open(await filled());
    expect(await vault.get('a')).toEqual(bytes(1));
    expect(await vault.list('b/')).toEqual([
      ['b/1', bytes(4)],
      ['b/3', bytes(5)],
    ]);
    expect(await vault.inspect()).toEqual({ records: 3, problems: [] });
  });

  it('stores nothing in the clear', async () => {
    const disk: MemoryDisk = new Map();
    const vault = await create(disk);
    const secret = new TextEncoder().encode('a memo that nobody else may read');
    await vault.write([{ key: 'm', value: secret }]);
    const stored = Buffer.concat([...disk.values()]);
    expect(stored.includes(Buffer.from(secret))).toBe(false);
  });

  it('refuses a place that has a wallet, and one that has none', async () => {
    const disk = await filled();
    expect(await createVault(portsOf(memoryStorage(disk)), { unlock }, [])).toMatchObject({
      failure: { kind: 'usage', code: 'wallet-exists' },
    });
    expect(await openVault(portsOf(memoryStorage(new Map())), unlock)).toMatchObject({
      failure: { kind: 'usage', code: 'no-wallet' },
    });
  });

  it('tells a wrong key from a damaged header', async () => {
    const disk = await filled();
    const wrong: Unlock = { kind: 'key', key: new Uint8Array(32) };
    expect(await openVault(portsOf(memoryStorage(disk)), wrong)).toMatchObject({
      failure: { kind: 'usage', code: 'wrong-unlock' },
    });
    const typed: Unlock = { kind: 'passphrase', passphrase: 'x' };
    expect(await openVault(portsOf(memoryStorage(disk)), typed)).toMatchObject({
      failure: { kind: 'usage', code: 'wrong-unlock' },
    });
    const header = disk.get('vault') as Uint8Array;
    for (let at = 0; at < header.length; at += 1) {
      const changed = header.slice();
      changed[at] = (changed[at] as number) ^ 1;
      disk.set('vault', changed);
      expect(await openVault(portsOf(memoryStorage(disk)), unlock)).toMatchObject({
        failure: { kind: 'tampering' },
      });
    }
  });

  it('opens with a passphrase, however its accents are composed', async () => {
    const disk: MemoryDisk = new Map();
    const typed: Unlock = { kind: 'passphrase', passphrase: 'caf\u00E9' };
    expect((await createVault(portsOf(memoryStorage(disk)), { unlock: typed }, [])).ok).toBe(true);
    const other: Unlock = { kind: 'passphrase', passphrase: 'cafe\u0301' };
    expect((await openVault(portsOf(memoryStorage(disk)), other)).ok).toBe(true);
    const wrong: Unlock = { kind: 'passphrase', passphrase: 'cafe' };
    expect(await openVault(portsOf(memoryStorage(disk)), wrong)).toMatchObject({
      failure: { code: 'wrong-unlock' },
    });
  });

  it('finds and names a record of which one byte changed', async () => {
    const disk = await filled();
    for (const [key, value] of disk) {
      if (key === 'vault') continue;
      const changed = value.slice();
      changed[changed.length >> 1] = (changed[changed.length >> 1] as number) ^ 0x80;
      disk.set(key, changed);
      expect(await whatIsFound(disk)).toEqual([`record ${key}`]);
      disk.set(key, value);
    }
    expect(await whatIsFound(disk)).toEqual([]);
  });

  it('finds what changed under it, of records that it has read before, too', async () => {
    const disk = await filled();
    const vault = await open(disk);
    const read = (await vault.get('a')) as Uint8Array;
    const written = read.slice();
    read.fill(0xff);
    expect(await vault.get('a')).toEqual(written);
    const stored = disk.get('a') as Uint8Array;
    const changed = stored.slice();
    changed[30] = (changed[30] as number) ^ 1;
    disk.set('a', changed);
    await expect(vault.get('a')).rejects.toThrow('is not what was written');
    await expect(vault.list('a')).rejects.toThrow('is not what was written');
    disk.set('a', stored);
    await vault.write([{ key: 'a', value: written }]);
    expect((await vault.inspect()).problems).toEqual([]);
  });

  it('finds a record that is gone, was added, was moved, or was put back', async () => {
    const changes: [string, (disk: MemoryDisk) => void][] = [
      ['gone', (disk) => disk.delete('a')],
      ['added', (disk) => disk.set('z', disk.get('a') as Uint8Array)],
      [
        'moved',
        (disk) => {
          disk.set('b/2', disk.get('b/1') as Uint8Array);
          disk.delete('b/1');
        },
      ],
      ['manifest gone', (disk) => disk.delete('manifest')],
      ['header gone', (disk) => disk.delete('vault')],
    ];
    for (const [name, change] of changes) {
      const disk = await filled();
      change(disk);
      expect([name, (await whatIsFound(disk)).length > 0]).toEqual([name, true]);
    }
    const disk = await filled();
    const earlier = disk.get('b/1') as Uint8Array;
    await (await open(disk)).write([{ key: 'b/1', value: bytes(9) }]);
    disk.set('b/1', earlier);
    expect(await whatIsFound(disk)).toEqual(['record manifest']);
  });

  it('rejects a damaged record when it is read', async () => {
    const disk = await filled();
    const vault = await open(disk);
    disk.set('a', bytes(1, 2, 3));
    await expect(vault.get('a')).rejects.toThrow(StorageDamage);
    await expect(vault.list('')).rejects.toThrow(StorageDamage);
  });

  it('takes no further writes after one has failed', async () => {
    const disk = await filled();
    const storage = memoryStorage(disk);
    let fails = true;
    const flaky: WalletStorage = {
      ...storage,
      write: (changes) => (fails ? Promise.reject(new Error('disk full')) : storage.write(changes)),
    };
    const opened = await openVault(portsOf(flaky), unlock);
    const vault = opened.ok ? opened.value : undefined;
    await expect(vault?.write([{ key: 'a', value: bytes(8) }])).rejects.toThrow('disk full');
    fails = false;
    await expect(vault?.write([{ key: 'a', value: bytes(8) }])).rejects.toThrow(
      'earlier write failed',
    );
    expect(await (await open(disk)).get('a')).toEqual(bytes(1));
  });
});

/** The places that opening and inspecting name. */
async function whatIsFound(disk: MemoryDisk): Promise<string[]> {
  const opened = await openVault(portsOf(memoryStorage(disk)), unlock);
  if (!opened.ok) {
    return (opened.failure.data['problems'] as { where: string }[]).map(({ where }) => where);
  }
  return (await opened.value.inspect()).problems.map(({ where }) => where);
}
