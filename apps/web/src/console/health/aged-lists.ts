import type { ListShown, ListsShown } from '../../sovereign/answers.ts';

/** A list that rules look at, and that cannot be relied on any more, or soon. */
export type ListWorry =
  | {
      readonly kind: 'list-stale';
      readonly list: string;
      readonly at: number;
      /** Everybody's payments wait, in every currency. */
      readonly isForAll: boolean;
    }
  | { readonly kind: 'list-ages'; readonly list: string; readonly at: number };

const DAY_MS = 86_400_000;
/** Comments, a vote and its waiting time take days: a proposal that is begun now should be in time. */
const AHEAD_DAYS = 14;

/** Lists that hold payments because nobody knows any more who is on them, and those that will, with nothing decided for then. */
export function agedLists({ lists, time }: ListsShown): ListWorry[] {
  const names = new Set(lists.map(({ name }) => name));
  return [...names].flatMap((name): ListWorry[] => {
    const own = lists.filter((list) => list.name === name);
    const now = standingAt(own, time);
    if (now === undefined || (now.rules.length === 0 && now.otherRules.length === 0)) return [];
    const at = unknownFrom(own, time);
    if (at <= time) {
      const isForAll = now.rules.some(({ owner }) => owner === 'global');
      return [{ kind: 'list-stale', list: name, at: now.freshUntil, isForAll }];
    }
    // One that is good for a few days only would be warned of all the time.
    const last = standingAt(own, at - 1) ?? now;
    const ahead = Math.min(AHEAD_DAYS * DAY_MS, (last.freshUntil - last.from) / 2);
    return at - time <= ahead ? [{ kind: 'list-ages', list: name, at }] : [];
  });
}

/** When nobody knows first who is on a list, by the versions that are decided. */
function unknownFrom(versions: readonly ListShown[], time: number): number {
  const instants = versions.flatMap(({ from, until, freshUntil }) => [
    from,
    until ?? from,
    freshUntil,
  ]);
  const later = instants.filter((at) => at > time).toSorted((a, b) => a - b);
  const isUnknown = (at: number): boolean => {
    const standing = standingAt(versions, at);
    return standing === undefined || standing.freshUntil <= at;
  };
  return [time, ...later].find(isUnknown) ?? Infinity;
}

/** The version in force then: the highest of those whose time it is. */
function standingAt(versions: readonly ListShown[], time: number): ListShown | undefined {
  return versions
    .filter(({ from, until }) => from <= time && (until === null || time < until))
    .toSorted((a, b) => b.version - a.version)[0];
}
