import { randomBytes } from 'node:crypto';
import { nobleCrypto } from '@tallystick/protocol/crypto-noble';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../outcome.ts';
import type { WalletPorts } from '../ports.ts';
import { type MemoryDisk, memoryStorage } from '../storage/memory-storage.ts';
import type { Unlock } from '../wallet-types.ts';
import type { Keyring } from './keyring-types.ts';
import { changeUnlock, createKeyring, openKeyring, readWays } from './keyring.ts';
import { openDataKey } from './unlock.ts';
import { createVault, openVault } from './vault.ts';

type Ports = Pick<WalletPorts, 'storage' | 'random' | 'crypto'>;
const portsOf = (disk: MemoryDisk): Ports => ({
  storage: memoryStorage(disk),
  random: (length) => new Uint8Array(randomBytes(length)),
  crypto: nobleCrypto,
});
const passkey: Unlock = { kind: 'key', key: new Uint8Array(32).fill(7) };
const other: Unlock = { kind: 'key', key: new Uint8Array(32).fill(8) };
const passphrase: Unlock = { kind: 'passphrase', passphrase: 'seven quiet harbours' };
const KEPT = {
  name: 'harbour',
  url: 'http://127.0.0.1:7600',
  sovereign: 'Harbour',
  handle: 'ada',
  isMade: true,
} as const;

/** A header as wallets wrote it that had one way: of `passkey`, to 32 bytes of 9. */
const OLD_HEADER = [
  '838301f6581803030303030303030303030303030303030303030303030358308d0f42127c28cff97e194af2',
  '4ed8c7402393796e0a1c3f1ca3563504292d28b327ce871e2d4cedd9b23db7aea92d8cde48b89390f26531cf',
  '46',
].join('');

function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.failure.code);
}

async function made(disk: MemoryDisk): Promise<Keyring> {
  const way = { unlock: passkey, label: 'this laptop', credential: 'c0ffee', since: 5 };
  return must(await createKeyring(portsOf(disk), way));
}

describe('keyring', () => {
  it('is opened by each of its ways, and by none that was removed', async () => {
    const disk: MemoryDisk = new Map();
    const keyring = await made(disk);
    must(await keyring.keep(KEPT));
    must(await keyring.addWay({ unlock: passphrase, label: 'on paper', since: 6 }));
    const [first, second] = must(await keyring.ways());
    expect(first).toMatchObject({ kind: 'key', label: 'this laptop', credential: 'c0ffee' });
    expect(second).toMatchObject({ kind: 'passphrase', label: 'on paper', credential: '' });
    for (const unlock of [passkey, passphrase]) {
      const opened = must(await openKeyring(portsOf(disk), unlock));
      expect(must(await opened.wallets())).toEqual([KEPT]);
    }
    must(await keyring.removeWay(first?.id ?? ''));
    expect(await openKeyring(portsOf(disk), passkey)).toMatchObject({
      failure: { code: 'wrong-unlock' },
    });
    expect((await openKeyring(portsOf(disk), passphrase)).ok).toBe(true);
  });

  it('keeps its last way, and has eight at most', async () => {
    const disk: MemoryDisk = new Map();
    const keyring = await made(disk);
    const [only] = must(await keyring.ways());
    expect(await keyring.removeWay(only?.id ?? '')).toMatchObject({
      failure: { kind: 'usage', code: 'last-way' },
    });
    for (let i = 0; i < 7; i += 1) must(await keyring.addWay({ unlock: other }));
    expect(await keyring.addWay({ unlock: other })).toMatchObject({
      failure: { kind: 'usage', code: 'too-many-ways' },
    });
    expect((await openKeyring(portsOf(disk), passkey)).ok).toBe(true);
  });

  it('gives a wallet the same key each time, and stores neither it nor a way’s in the clear', async () => {
    const disk: MemoryDisk = new Map();
    const keyring = await made(disk);
    const given = must(await keyring.keep({ ...KEPT, isMade: false }));
    expect(must(await keyring.keep(KEPT))).toEqual(given);
    expect(must(await keyring.unlockOf(KEPT.name))).toEqual(given);
    must(await keyring.keepNote('contacts', 'the fisher of the north quay'));
    expect(must(await keyring.note('contacts'))).toBe('the fisher of the north quay');
    const stored = Buffer.concat([...disk.values()]);
    const secrets = [given, passkey].map((one) => (one.kind === 'key' ? one.key : null));
    for (const secret of [...secrets, Buffer.from('north quay'), Buffer.from('7600')]) {
      expect(stored.includes(secret as Uint8Array)).toBe(false);
    }
    // What is looked for would be found.
    disk.set('planted', given.kind === 'key' ? given.key : new Uint8Array());
    expect(Buffer.concat([...disk.values()]).includes(secrets[0] as Uint8Array)).toBe(true);
    must(await keyring.forget(KEPT.name));
    expect(must(await keyring.unlockOf(KEPT.name))).toBeNull();
  });

  it('reads a header of the time of one way', async () => {
    const stored = Uint8Array.fromHex(OLD_HEADER);
    expect(must(await openDataKey(nobleCrypto, passkey, stored))).toEqual(
      new Uint8Array(32).fill(9),
    );
    for (let at = 0; at < stored.length; at += 1) {
      const changed = stored.with(at, (stored[at] as number) ^ 1);
      expect(await openDataKey(nobleCrypto, passkey, changed)).toMatchObject({
        failure: { kind: 'tampering' },
      });
    }
  });

  it('takes over a wallet that had its own way', async () => {
    const disk: MemoryDisk = new Map();
    must(await createVault(portsOf(disk), { unlock: passphrase }, []));
    expect(await changeUnlock(portsOf(disk), other, passkey)).toMatchObject({
      failure: { code: 'wrong-unlock' },
    });
    must(await changeUnlock(portsOf(disk), passphrase, passkey));
    expect((await openVault(portsOf(disk), passkey)).ok).toBe(true);
    expect((await openVault(portsOf(disk), passphrase)).ok).toBe(false);
    expect(must(await readWays(portsOf(disk)))).toMatchObject([{ kind: 'key' }]);
    expect(must(await readWays(portsOf(new Map())))).toBeNull();
  });
});
