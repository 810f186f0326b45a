import type { Problem } from '../outcome.ts';

/** Thrown by a storage, and inside the wallet, when stored bytes are not what was written. */
export class StorageDamage extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ where, what }) => `${where}: ${what}`).join('; '));
    this.name = 'StorageDamage';
    this.problems = problems;
  }
}

/** A storage that could not do its work. Whether a write happened is unknown until the wallet is opened again. */
export class StorageFault extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'StorageFault';
  }
}

/** Runs one call of a storage; it rejects with damage or a fault, and nothing else. */
export async function storageCall<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StorageDamage) throw error;
    throw new StorageFault(error);
  }
}
