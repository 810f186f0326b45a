import {
  AEAD_NONCE_LENGTH,
  type Codec,
  bytes,
  concat,
  decode,
  encode,
  equalBytes,
  hash,
  record,
  text,
  tuple,
  bytesUpTo,
  uint,
} from '@tallystick/protocol';
import { type Outcome, type Problem, done, failed } from '../outcome.ts';
import type { StorageChange, WalletPorts } from '../ports.ts';
import { StorageDamage, StorageFault, storageCall } from '../storage/damage.ts';
import type { Unlock } from '../wallet-types.ts';
import type { NewWay } from './keyring-types.ts';
import { addWay, openDataKey, removeWay, sealDataKey } from './unlock.ts';

/** What the vault needs of a wallet's ports. */
export type VaultPorts = Pick<WalletPorts, 'storage' | 'random' | 'crypto'>;

/**
 * A wallet's records, each sealed under its own key name, and all of them counted and summed in a manifest that every
 * write renews. So a changed byte, a record that was dropped, added, moved or put back is found. Methods reject with
 * {@link StorageDamage} where they meet such a thing, and with {@link StorageFault} where the storage fails.
 */
export interface Vault {
  get(key: string): Promise<Uint8Array | undefined>;
  list(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]>;
  /** All or none, durable when it resolves. After a rejection the vault takes no further writes. */
  write(changes: readonly StorageChange[]): Promise<void>;
  /** One more way to open it; or one less, in the same write or alone. `usage`: `too-many-ways`, `last-way`. */
  changeWays(change: WayChange): Promise<Outcome<null>>;
  /** Reads everything and compares it with the manifest. */
  inspect(): Promise<{ readonly records: number; readonly problems: readonly Problem[] }>;
}

/** Which way is added, and which are taken away. */
interface WayChange {
  readonly add?: NewWay;
  readonly remove?: readonly string[];
}

interface Manifest {
  /** Counts the writes. */
  readonly generation: number;
  readonly count: number;
  /** Sum of the records' fingerprints modulo 2^256, big-endian. */
  readonly sum: Uint8Array;
}

export const HEADER_KEY = 'vault';
const MANIFEST_KEY = 'manifest';
const MAX_RECORD_BYTES = 16_777_216;
const MODULUS = 1n << 256n;
/** How many records are known opened, and up to which length. */
const MOST_KNOWN = 256;
const LONGEST_KNOWN = 65_536;

/** A record as it is stored and as it opens. */
interface Known {
  readonly sealed: Uint8Array;
  readonly value: Uint8Array;
  /** Its fingerprint, where this vault sealed it. */
  readonly print: bigint | null;
}

const manifestCodec: Codec<Manifest> = record({
  generation: uint(),
  count: uint(),
  sum: bytes(32),
});
const fingerprintCodec: Codec<[string, Uint8Array]> = tuple(text(256), bytesUpTo(MAX_RECORD_BYTES));

/** A new vault with its first records, in one write. The storage must be empty (`usage`, `wallet-exists`). */
export async function createVault(
  ports: VaultPorts,
  way: NewWay,
  first: readonly StorageChange[],
): Promise<Outcome<Vault>> {
  const { storage, random, crypto } = ports;
  if ((await storageCall(() => storage.list(''))).length > 0) {
    return failed('usage', 'wallet-exists', 'There is a wallet in this place already.');
  }
  const dataKey = random(32);
  const header = await sealDataKey({ crypto, random }, way, dataKey);
  const manifest: Manifest = { generation: 0, count: 0, sum: new Uint8Array(32) };
  const vault = new SealedRecords(ports, dataKey, manifest);
  await vault.writeWith(first, [{ key: HEADER_KEY, value: header }]);
  return done(vault);
}

/** The vault in `storage`: `usage` `no-wallet` or `wrong-unlock`, `tampering` when its header or manifest is damaged. */
export async function openVault(ports: VaultPorts, unlock: Unlock): Promise<Outcome<Vault>> {
  const { storage, crypto } = ports;
  const header = await storageCall(() => storage.get(HEADER_KEY));
  if (header === undefined) {
    if ((await storageCall(() => storage.list(''))).length > 0)
      return damaged(HEADER_KEY, 'is missing');
    return failed('usage', 'no-wallet', 'There is no wallet in this place: create one first.');
  }
  const dataKey = await openDataKey(crypto, unlock, header);
  if (!dataKey.ok) return dataKey;
  const stored = await storageCall(() => storage.get(MANIFEST_KEY));
  if (stored === undefined) return damaged(MANIFEST_KEY, 'is missing');
  const opened = unsealRecord(ports, dataKey.value, MANIFEST_KEY, stored);
  const manifest = opened === undefined ? undefined : decode(manifestCodec, opened);
  if (manifest?.ok !== true) return damaged(MANIFEST_KEY, 'is not what was written');
  return done(new SealedRecords(ports, dataKey.value, manifest.value));
}

function damaged(key: string, what: string): Outcome<never> {
  return failed('tampering', 'record-damaged', `The wallet’s record ${key} ${what}.`, {
    problems: [{ where: `record ${key}`, what }],
  });
}

class SealedRecords implements Vault {
  readonly #ports: VaultPorts;
  readonly #dataKey: Uint8Array;
  #manifest: Manifest;
  #broken = false;
  /** What was opened or sealed lately: of use only while the storage gives the same bytes, so that nothing changed goes unseen. */
  readonly #known: Map<string, Known> = new Map();
  /** Writes go one after the other: streams store beside the wallet's operations. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: VaultPorts, dataKey: Uint8Array, manifest: Manifest) {
    this.#ports = ports;
    this.#dataKey = dataKey;
    this.#manifest = manifest;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const stored = await storageCall(() => this.#ports.storage.get(key));
    return stored === undefined ? undefined : this.#open(key, stored);
  }

  async list(prefix: string): Promise<readonly (readonly [string, Uint8Array])[]> {
    const stored = await storageCall(() => this.#ports.storage.list(prefix));
    return stored.map(([key, value]) => [key, this.#open(key, value)]);
  }

  write(changes: readonly StorageChange[]): Promise<void> {
    const written = this.#last.then(() => this.writeWith(changes, []));
    this.#last = written.catch(() => undefined);
    return written;
  }

  changeWays(change: WayChange): Promise<Outcome<null>> {
    const changed = this.#last.then(() => this.#changeWaysNow(change));
    this.#last = changed.catch(() => undefined);
    return changed;
  }

  async #changeWaysNow({ add, remove = [] }: WayChange): Promise<Outcome<null>> {
    const stored = await storageCall(() => this.#ports.storage.get(HEADER_KEY));
    if (stored === undefined) return damaged(HEADER_KEY, 'is missing');
    let header: Outcome<Uint8Array> = done(stored);
    if (add !== undefined) header = await addWay(this.#ports, stored, add, this.#dataKey);
    for (const id of remove) if (header.ok) header = removeWay(header.value, id);
    if (!header.ok) return header;
    await this.writeWith([], [{ key: HEADER_KEY, value: header.value }]);
    return done(null);
  }

  /** `clear` is stored as it is, outside the manifest. */
  async writeWith(
    changes: readonly StorageChange[],
    clear: readonly StorageChange[],
  ): Promise<void> {
    if (this.#broken) throw new StorageFault('an earlier write failed');
    const { storage } = this.#ports;
    const last = new Map(changes.map(({ key, value }) => [key, value]));
    let { count } = this.#manifest;
    let sum = toBigInt(this.#manifest.sum);
    const sealed: StorageChange[] = [];
    // Of one draw: each takes longer than to seal a small record.
    const nonces = this.#ports.random(AEAD_NONCE_LENGTH * (last.size + 1));
    let drawn = 0;
    const nonce = (): Uint8Array => {
      drawn += AEAD_NONCE_LENGTH;
      return nonces.slice(drawn - AEAD_NONCE_LENGTH, drawn);
    };
    for (const [key, value] of last) {
      const before = await storageCall(() => storage.get(key));
      if (before !== undefined) {
        count -= 1;
        sum -= this.#knownAs(key, before)?.print ?? fingerprint(key, before);
      }
      const after = value === null ? null : this.#seal(key, value, nonce());
      if (after !== null && value !== null) {
        count += 1;
        const print = fingerprint(key, after);
        sum += print;
        this.#remember(key, { sealed: after, value: value.slice(), print });
      }
      sealed.push({ key, value: after });
    }
    const generation = this.#manifest.generation + 1;
    const manifest = { generation, count, sum: toBytes(sum) };
    const renewed = this.#seal(MANIFEST_KEY, encode(manifestCodec, manifest), nonce());
    this.#broken = true;
    const all = [...clear, ...sealed, { key: MANIFEST_KEY, value: renewed }];
    await storageCall(() => storage.write(all));
    this.#broken = false;
    this.#manifest = manifest;
  }

  async inspect(): Promise<{ records: number; problems: Problem[] }> {
    const { storage } = this.#ports;
    const problems: Problem[] = [...(await storageCall(() => storage.inspect()))];
    let sum = 0n;
    let count = 0;
    for (const [key, stored] of await storageCall(() => storage.list(''))) {
      if (key === HEADER_KEY || key === MANIFEST_KEY) continue;
      count += 1;
      sum += fingerprint(key, stored);
      if (unsealRecord(this.#ports, this.#dataKey, key, stored) === undefined) {
        problems.push({ where: `record ${key}`, what: 'is not what was written' });
      }
    }
    const { count: expected, sum: expectedSum } = this.#manifest;
    if (count !== expected) {
      const what = `has ${count} records, ${expected} were written`;
      problems.push({ where: 'record manifest', what });
    } else if (problems.length === 0 && toBigInt(toBytes(sum)) !== toBigInt(expectedSum)) {
      const what = 'sums up other records: one was moved or put back';
      problems.push({ where: 'record manifest', what });
    }
    return { records: count, problems };
  }

  #seal(key: string, value: Uint8Array, nonce: Uint8Array): Uint8Array {
    const name = new TextEncoder().encode(key);
    return concat(nonce, this.#ports.crypto.aeadSeal(this.#dataKey, nonce, value, name));
  }

  #open(key: string, stored: Uint8Array): Uint8Array {
    const known = this.#knownAs(key, stored);
    if (known !== undefined) return known.value.slice();
    const value = unsealRecord(this.#ports, this.#dataKey, key, stored);
    if (value === undefined) {
      throw new StorageDamage([{ where: `record ${key}`, what: 'is not what was written' }]);
    }
    this.#remember(key, { sealed: stored, value: value.slice(), print: null });
    return value;
  }

  #knownAs(key: string, stored: Uint8Array): Known | undefined {
    const known = this.#known.get(key);
    return known !== undefined && equalBytes(known.sealed, stored) ? known : undefined;
  }

  #remember(key: string, known: Known): void {
    this.#known.delete(key);
    if (known.value.length > LONGEST_KNOWN) return;
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(key, known);
  }
}

function unsealRecord(
  { crypto }: VaultPorts,
  dataKey: Uint8Array,
  key: string,
  stored: Uint8Array,
): Uint8Array | undefined {
  if (stored.length < AEAD_NONCE_LENGTH) return undefined;
  const nonce = stored.subarray(0, AEAD_NONCE_LENGTH);
  const name = new TextEncoder().encode(key);
  return crypto.aeadOpen(dataKey, nonce, stored.subarray(AEAD_NONCE_LENGTH), name);
}

function fingerprint(key: string, sealed: Uint8Array): bigint {
  return toBigInt(hash('record', encode(fingerprintCodec, [key, sealed])));
}

function toBigInt(value: Uint8Array): bigint {
  return BigInt(`0x${value.toHex()}`);
}

function toBytes(value: bigint): Uint8Array {
  const reduced = ((value % MODULUS) + MODULUS) % MODULUS;
  return Uint8Array.fromHex(reduced.toString(16).padStart(64, '0'));
}
