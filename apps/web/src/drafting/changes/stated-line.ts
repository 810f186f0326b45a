import type { Formats } from '../../frame/formats.ts';
import { unturned } from '../../frame/turning.ts';
import type { BookWords } from '../../words/english/book.ts';

export type Language = Pick<
  Formats,
  'amount' | 'number' | 'duration' | 'share' | 'country' | 'list'
> & {
  readonly words: Pick<BookWords, 'changes' | 'constitution' | 'votes'>;
};

const GROUPS = [
  'currencies',
  'offices',
  'procedures',
  'electorates',
  'roles',
  'settings',
  'suites',
  'witnesses',
  'validators',
  'peers',
  'vendors',
] as const;

/** One thing that a content says, as a sentence. */
export interface StatedLine {
  readonly group: (typeof GROUPS)[number];
  readonly name: string;
  readonly text: string;
  /** What stands behind it: keys, a sovereign, certificates, each by its hash; of suites their names. */
  readonly keys: readonly string[];
  /** All of it, to the last figure: two lines say the same where this is the same. */
  readonly exact: string;
}

export function lineOf(
  group: StatedLine['group'],
  name: string,
  text: string,
  all: unknown,
  keys: readonly string[] = [],
): StatedLine {
  return { group, name: unturned(name), text: unturned(text), keys, exact: JSON.stringify(all) };
}
