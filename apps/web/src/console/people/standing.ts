import type { ListsShown, ListShown, NamedShown } from '../../sovereign/answers.ts';

/** How an identity stands on one public list, now and by what is decided. */
export interface OnList {
  readonly name: string;
  /** The version in force that names it; null: none does. */
  readonly now: { readonly version: number; readonly from: number } | null;
  /** When it comes onto the list, or off it, next: also where a version over another lapses. */
  readonly next: { readonly does: 'freeze' | 'release'; readonly at: number } | null;
  /** What rules make of it; null where that is not known. */
  readonly list: ListShown | null;
}

type Versions = NamedShown['lists'];

/** The lists that name an identity, or will by what is decided. */
export function standingOn(
  { time, lists: versions }: NamedShown,
  lists: ListsShown['lists'],
): OnList[] {
  const names = [...new Set(versions.map(({ name }) => name))];
  return names.flatMap((name) => {
    const own = versions.filter((version) => version.name === name);
    const current = standingAt(own, time);
    const now = current?.isNamed === true ? current : null;
    const next = nextChange(own, time, now !== null);
    if (now === null && next === null) return [];
    const list = effectOf(lists, name);
    return [{ name, now, next, list }];
  });
}

/** What rules make of a list: of the version in force, else of the next one. */
function effectOf(lists: ListsShown['lists'], name: string): ListShown | null {
  const own = lists.filter((list) => list.name === name);
  return own.find(({ isInForce }) => isInForce) ?? own[0] ?? null;
}

/** Public lists that name people, each once, by the version in force, else by the next one. */
export function publicLists({ lists }: ListsShown): ListShown[] {
  const names = [...new Set(lists.map(({ name }) => name))];
  return names.flatMap((name) => {
    const found = effectOf(lists, name);
    if (found === null || found.of !== 'parties') return [];
    return found.isConfidential || found.entries === null ? [] : [found];
  });
}

/** Whether rules refuse both what somebody on a list pays and what is paid to them, pausing what was put before, and all of it by one module. */
export function stopsAll({ rules }: Pick<ListShown, 'rules'>): boolean {
  const pausing = rules.filter(({ pauses }) => pauses).map(({ module }) => module);
  return rules.some(
    ({ subject, does, isExcepted, module }) =>
      subject === 'sender' && does === 'refuse' && !isExcepted && pausing.includes(module),
  );
}

function standingAt(versions: Versions, time: number): Versions[number] | undefined {
  return versions
    .filter(({ from, until }) => from <= time && (until === null || time < until))
    .toSorted((a, b) => b.version - a.version)[0];
}

function nextChange(versions: Versions, time: number, isNamed: boolean): OnList['next'] {
  const instants = versions.flatMap(({ from, until }) => [from, until ?? from]);
  const later = [...new Set(instants)].filter((at) => at > time).toSorted((a, b) => a - b);
  const at = later.find((instant) => (standingAt(versions, instant)?.isNamed ?? false) !== isNamed);
  return at === undefined ? null : { does: isNamed ? 'release' : 'freeze', at };
}

/** What a proposed text of a list would change for an identity that it names or not now; null: nothing. */
export function wouldDo(
  text: string,
  identity: string,
  isNamed: boolean,
): 'freeze' | 'release' | null {
  const names = text.includes(`"${identity}"`);
  if (names === isNamed) return null;
  return names ? 'freeze' : 'release';
}
