import { type Drafted, drafted, failed } from './drafted.ts';
import type { NamedChange, NamedKnown } from './messages.ts';

/**
 * A list of those that go by a name, with what somebody wants taken out, named otherwise and added. What is taken out or named
 * otherwise has to be what it was when it was chosen, by its id.
 */
export function namedWith<T extends { readonly name: string }>(
  { add, drop, rename }: NamedChange<T>,
  before: readonly T[],
  idOf: (one: T) => string,
): Drafted<readonly T[]> {
  const isOf = (one: T, { name, id }: NamedKnown): boolean => one.name === name && idOf(one) === id;
  const isThere = (known: NamedKnown): boolean => before.some((one) => isOf(one, known));
  if (![...drop, ...rename].every(isThere)) return failed('gone');
  const kept = before
    .filter((one) => !drop.some((known) => isOf(one, known)))
    .map((one) => {
      const to = rename.find((known) => isOf(one, known))?.to.trim();
      return to === undefined ? one : { ...one, name: to };
    });
  const all = [...kept, ...add.map((one) => ({ ...one, name: one.name.trim() }))];
  if (all.some(({ name }) => name === '')) return failed('name');
  const repeats = (of: (one: T) => string): boolean => new Set(all.map(of)).size < all.length;
  return repeats(({ name }) => name) || repeats(idOf) ? failed('there') : drafted(all);
}
