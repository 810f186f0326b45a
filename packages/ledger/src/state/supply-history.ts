import {
  type Amount,
  amount,
  type Codec,
  decode,
  encode,
  list,
  record,
  time,
} from '@tallystick/protocol';

/** What had been minted and burned of a currency in all, once something of it had changed. */
export interface SupplyPoint {
  /** Of the header under which it changed. */
  readonly time: number;
  readonly minted: Amount;
  readonly burned: Amount;
}

interface Level {
  /** Of several points within one such stretch, counted from 1970, the last is kept. */
  readonly everyMs: number;
  /** The oldest of more goes to the next level. */
  readonly most: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Each header's point, then one an hour for a week, one a day for a year, and one for four weeks, for twenty years: at most 922
 * points of a currency, however often it is minted. A point has the totals since the beginning, so that leaving out those between
 * two others changes no sum.
 */
const LEVELS: readonly Level[] = [
  { everyMs: 1, most: 128 },
  { everyMs: HOUR_MS, most: 168 },
  { everyMs: DAY_MS, most: 366 },
  { everyMs: 28 * DAY_MS, most: 260 },
];

const levelCodec: Codec<SupplyPoint[]> = list(
  record({ time, minted: amount, burned: amount }),
  Math.max(...LEVELS.map(({ most }) => most)),
);

/** In the collection `currency`, under the totals, which have the currency's number; see `keyOf`. */
export const FIRST_HISTORY_KEY: number = 2 ** 32;

/**
 * How much of each currency there has been. It follows from the log, entry by entry; nothing that admission decides depends on it.
 */
export class SupplyHistory {
  /** By the key of a record. */
  readonly #levels = new Map<number, SupplyPoint[]>();
  /** Keys of the records that have changed since the last batch was sealed. */
  readonly changed: Set<number> = new Set();

  note(currency: number, point: SupplyPoint): void {
    let sinking: SupplyPoint | undefined = point;
    for (let level = 0; sinking !== undefined && level < LEVELS.length; level += 1) {
      sinking = this.#keep(keyOf(currency, level), LEVELS[level] as Level, sinking);
    }
  }

  /** Answers the oldest point where there are too many. */
  #keep(key: number, { everyMs, most }: Level, point: SupplyPoint): SupplyPoint | undefined {
    const points = this.#levels.get(key) ?? [];
    this.#levels.set(key, points);
    this.changed.add(key);
    const before = points.at(-1);
    const isSameStretch =
      before !== undefined &&
      Math.floor(before.time / everyMs) === Math.floor(point.time / everyMs);
    if (isSameStretch) points.pop();
    points.push(point);
    return points.length > most ? points.shift() : undefined;
  }

  /** Oldest first. */
  points(currency: number): SupplyPoint[] {
    const levels = LEVELS.map((_, level) => this.#levels.get(keyOf(currency, level)) ?? []);
    return levels.toReversed().flat();
  }

  record(key: number): Uint8Array {
    return encode(levelCodec, this.#levels.get(key) ?? []);
  }

  /** False when the bytes are no such record. */
  restore(key: number, encoded: Uint8Array): boolean {
    const decoded = decode(levelCodec, encoded);
    if (decoded.ok) this.#levels.set(key, decoded.value);
    return decoded.ok;
  }
}

/**
 * At most so many of them (2 or more): the first, and of each of as many equal stretches of time the last, the newest thereby.
 */
export function thinned(points: readonly SupplyPoint[], most: number): SupplyPoint[] {
  const [first, newest] = [points[0], points.at(-1)];
  if (points.length <= most || first === undefined || newest === undefined) return [...points];
  const stretchOf = ({ time: at }: SupplyPoint): number =>
    Math.ceil(((at - first.time) / (newest.time - first.time)) * (most - 1));
  return points.filter((point, at) => {
    const next = points[at + 1];
    return next === undefined || stretchOf(next) !== stretchOf(point);
  });
}

function keyOf(currency: number, level: number): number {
  return FIRST_HISTORY_KEY + currency * LEVELS.length + level;
}
