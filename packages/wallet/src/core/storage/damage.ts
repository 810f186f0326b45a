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
