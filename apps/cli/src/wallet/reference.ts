import type { OptionSpec } from '../command.ts';

export interface ReferenceOptions {
  readonly reference?: string;
}

/** `--reference`, of a command that makes one thing of that kind however often it is given. */
export function referenceOption(kind: string): OptionSpec {
  const what = `your own name for it: the same command again makes no second ${kind}`;
  return { flags: '--reference <name>', what };
}
