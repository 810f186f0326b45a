import type { StorageChange, WalletStorage } from '../ports.ts';

/** The records of one memory storage; it outlives the storage, as a disk outlives a process. */
export type MemoryDisk = Map<string, Uint8Array>;

/** A wallet's storage in memory, for simulations and tests: what is in `disk` when it opens is there. */
export function memoryStorage(disk: MemoryDisk = new Map()): WalletStorage {
  return {
    get(key) {
      return Promise.resolve(disk.get(key)?.slice());
    },
    list(prefix) {
      const keys = [...disk.keys()].filter((key) => key.startsWith(prefix)).sort(compareKeys);
      return Promise.resolve(keys.map((key) => [key, (disk.get(key) as Uint8Array).slice()]));
    },
    write(changes: readonly StorageChange[]) {
      for (const { key, value } of changes) {
        if (value === null) disk.delete(key);
        else disk.set(key, value.slice());
      }
      return Promise.resolve();
    },
    inspect() {
      return Promise.resolve([]);
    },
    close() {
      return Promise.resolve();
    },
  };
}

/** Keys are ASCII, so the order of their code units is the order of their bytes. */
function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
