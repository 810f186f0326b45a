import { MAX_OPERATION_BYTES } from '@tallystick/protocol';
import type { Item } from './redeem.ts';

/** protocol.md section 9: links of hash chains that one transition has hashed. */
const MOST_LINKS = 262_144;
/** Of a taking beside what it shows, and of the operation around all of them: more than they take. */
const BESIDE_BYTES = 128;

/**
 * As much of `items`, in their order, as one transition has room for: of the last one perhaps not every taking. A payer chooses
 * how long its acts are and how many ticks it gives, so without this it could keep the others' from being taken too.
 */
export function roomFor(items: readonly Item[]): Item[] {
  const kept: Item[] = [];
  let links = 0;
  let bytes = BESIDE_BYTES;
  for (const item of items) {
    links += item.links;
    if (links > MOST_LINKS) break;
    const takings = item.takings.filter(({ proof }) => {
      bytes += BESIDE_BYTES + (proof?.evidence.length ?? 0);
      return bytes <= MAX_OPERATION_BYTES;
    });
    if (takings.length > 0) kept.push({ ...item, takings });
    if (takings.length < item.takings.length) break;
  }
  return kept;
}
