import { setImmediate as nextTurn } from 'node:timers/promises';

/** The most that the items of a page come to in JSON, in bytes; a single one may be larger. */
const PAGE_BYTES = 2 ** 20;
/** Items made before others get their turn. */
const TURN = 16;

/** The bodies of a page, and how many items they are of; null: of all. */
export interface FilledPage {
  readonly bodies: readonly object[];
  readonly taken: number | null;
}

/**
 * Makes bodies until there are `limit` of them, or until one more would make the page too large: that
 * one begins the next page. It ends before an item that has no body yet, as if that were the last.
 */
export async function fillPage<T>(
  items: Iterable<T>,
  limit: number,
  bodyOf: (item: T) => object | undefined | Promise<object | undefined>,
): Promise<FilledPage> {
  const bodies: object[] = [];
  let bytes = 0;
  for (const item of items) {
    if (bodies.length === limit) return { bodies, taken: bodies.length };
    const body = await bodyOf(item);
    if (body === undefined) break;
    bytes += Buffer.byteLength(JSON.stringify(body));
    if (bytes > PAGE_BYTES && bodies.length > 0) return { bodies, taken: bodies.length };
    bodies.push(body);
    if (bodies.length % TURN === 0) await nextTurn();
  }
  return { bodies, taken: null };
}

/** Places below `end`, the newest first: as many as are asked for, however many there are. */
export function* downFrom(end: number): Generator<number> {
  for (let place = end - 1; place >= 0; place -= 1) yield place;
}
