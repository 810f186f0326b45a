import type { PackedTable } from './packed-table.ts';

/** Where a record keeps its neighbours in a ring. */
export interface Links {
  readonly next: number;
  readonly previous: number;
}

/** Puts a record at the end of the ring whose first one `firsts` knows by `key`. */
export function link(
  table: PackedTable,
  links: Links,
  firsts: Map<number, number>,
  key: number,
  slot: number,
): void {
  const first = firsts.get(key);
  if (first === undefined) {
    firsts.set(key, slot);
    table.setWord(slot, links.next, slot);
    table.setWord(slot, links.previous, slot);
    return;
  }
  const last = table.getWord(first, links.previous);
  table.setWord(slot, links.next, first);
  table.setWord(slot, links.previous, last);
  table.setWord(last, links.next, slot);
  table.setWord(first, links.previous, slot);
}

/** Takes a record out of its ring. */
export function unlink(
  table: PackedTable,
  links: Links,
  firsts: Map<number, number>,
  key: number,
  slot: number,
): void {
  const next = table.getWord(slot, links.next);
  const previous = table.getWord(slot, links.previous);
  table.setWord(previous, links.next, next);
  table.setWord(next, links.previous, previous);
  if (firsts.get(key) !== slot) return;
  if (next === slot) firsts.delete(key);
  else firsts.set(key, next);
}
