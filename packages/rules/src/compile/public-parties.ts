import type { List } from '../tree/index.ts';

/** Sets of entries by list: a list of 100,000 is read once, whatever rulebooks it stands in. */
const known = new WeakMap<List, ReadonlySet<string>>();

/** The entries of a list of parties; null where they are not for everybody to see. */
export function publicParties(list: List): ReadonlySet<string> | null {
  const { confidential, of, entries } = list;
  if (confidential || of !== 'parties' || entries === null) return null;
  const before = known.get(list);
  if (before !== undefined) return before;
  const set = new Set(entries);
  known.set(list, set);
  return set;
}
