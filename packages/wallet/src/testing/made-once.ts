import type { Person } from './person.ts';
import type { Town } from './town.ts';

/**
 * People of one town, who are made by the first call; every call gives a copy of the town and of
 * each of them, whose wallets are not open. Making them signs more than most runs of a sweep do.
 */
export function madeOnce<People extends Record<string, Person>>(
  make: () => Promise<{ readonly town: Town; readonly people: People }>,
): () => Promise<{ readonly town: Town; readonly people: People }> {
  const made = async (): Promise<() => ReturnType<typeof make>> => {
    const original = await make();
    const disk = original.town.copyDisk();
    return async () => {
      const town = await original.town.copy(disk);
      const copies = Object.entries(original.people).map(([name, one]) => [name, one.copyIn(town)]);
      return { town, people: Object.fromEntries(copies) as People };
    };
  };
  let copy: ReturnType<typeof made> | undefined;
  return async () => (await (copy ??= made()))();
}
