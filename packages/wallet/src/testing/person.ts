import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { createWallet } from '../core/lifecycle/create-wallet.ts';
import { openWallet } from '../core/lifecycle/open-wallet.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Transport, WalletPorts, WalletStorage } from '../core/ports.ts';
import { type MemoryDisk, memoryStorage } from '../core/storage/memory-storage.ts';
import type { CreateOptions, Unlock, Wallet } from '../core/wallet-types.ts';
import { keyOf, pairOf } from './founding.ts';
import type { Town } from './town.ts';

/** What opens everybody's wallet. */
export const UNLOCK: Unlock = { kind: 'key', key: new Uint8Array(32).fill(1) };

/** Somebody with a wallet in a town: a disk that outlives the wallet, and ways to make its surroundings fail. */
export class Person {
  readonly name: string;
  readonly town: Town;
  readonly disk: MemoryDisk;
  /** What the wallet's storage and transport are wrapped in when it is opened next. */
  faults: Faults = {};
  #random = 0;

  constructor(town: Town, name: string, disk: MemoryDisk = new Map()) {
    this.town = town;
    this.name = name;
    this.disk = disk;
  }

  ports(): WalletPorts {
    const { storage = same, transport = same } = this.faults;
    return {
      storage: storage(memoryStorage(this.disk)),
      connect: () => transport(this.town.transport()),
      clock: {
        now: () => this.town.clock,
        sleep: (ms) => {
          this.town.clock += ms;
          return Promise.resolve();
        },
      },
      random: (length) => this.#bytes(length),
      crypto: nodeCrypto,
    };
  }

  /** Creates the wallet; the root is kept elsewhere, which is quicker than making one. */
  create(options: Partial<CreateOptions> = {}): Promise<Outcome<Wallet>> {
    const given = {
      unlock: UNLOCK,
      sovereign: 'http://town',
      country: 'KE',
      handle: this.name,
      root: keyOf(pairOf(`${this.name} root`)),
      ...options,
    };
    return createWallet(given, this.ports());
  }

  /** The same person in a copy of the town, with a copy of the disk. */
  copyIn(town: Town): Person {
    return this.continuedBy(new Person(town, this.name));
  }

  protected continuedBy<P extends Person>(other: P): P {
    for (const [key, value] of this.disk) other.disk.set(key, value.slice());
    other.#random = this.#random;
    return other;
  }

  open(): Promise<Outcome<Wallet>> {
    return openWallet(UNLOCK, this.ports());
  }

  /** Different for every call, and the same in every run. */
  #bytes(length: number): Uint8Array {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      this.#random += 1;
      const seed = new TextEncoder().encode(`${this.name} ${this.disk.size} ${this.#random}`);
      out.set(nodeCrypto.sha256(seed).subarray(0, length - at), at);
    }
    return out;
  }
}

/** How a wallet's surroundings fail. */
export interface Faults {
  readonly storage?: (storage: WalletStorage) => WalletStorage;
  readonly transport?: (transport: Transport) => Transport;
}

/** The value; throws with the failure where there is none. */
export function must<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.failure));
}

/** A wallet of a new person, with so much of HRB's smallest unit. */
export async function funded(
  town: Town,
  name: string,
  amount: bigint,
): Promise<{ person: Person; wallet: Wallet }> {
  const person = new Person(town, name);
  const wallet = must(await person.create());
  if (amount > 0n) {
    await town.issue(wallet.view().address, amount);
    must(await wallet.sync());
  }
  return { person, wallet };
}

function same<T>(value: T): T {
  return value;
}
