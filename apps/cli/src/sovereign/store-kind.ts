import { InvalidArgumentError } from 'commander';

export type StoreKind = 'sqlite' | 'memory';

/** The storage engine that `--store` names. */
export function readStore(text: string): StoreKind {
  if (text === 'sqlite' || text === 'memory') return text;
  if (/^postgres(?:ql)?:\/\//.test(text)) {
    throw new InvalidArgumentError(
      'The PostgreSQL engine comes later; until then: --store sqlite, with --kept-log on another disk.',
    );
  }
  throw new InvalidArgumentError('The engines are sqlite and memory.');
}
