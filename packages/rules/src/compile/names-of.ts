import type { Within } from '../tree/index.ts';
import type { Moment } from './moment.ts';

/** The names that a choice allows; `ofList` says who is on a list, null where nobody can say. */
function namesOf(
  choice: Within['choice'],
  ofList: (list: string) => ReadonlySet<string> | null,
): ReadonlySet<string> | null {
  switch (choice.kind) {
    case 'one':
      return new Set([choice.name]);
    case 'several':
      return new Set(choice.names);
    case 'list':
      return ofList(choice.name);
  }
}

/** As decisions read lists: what is stale, or not at hand, says nothing. */
export function currentNames(
  choice: Within['choice'],
  { lists }: Moment,
): ReadonlySet<string> | null {
  return namesOf(choice, (list) => lists.get(list)?.countries ?? null);
}

/** As the analysis reads lists: each that is at hand counts as fresh. */
export function writtenNames(
  choice: Within['choice'],
  { lists }: Moment,
): ReadonlySet<string> | null {
  return namesOf(choice, (list) => {
    const entries = lists.get(list)?.list.entries ?? null;
    return entries === null ? null : new Set(entries);
  });
}
