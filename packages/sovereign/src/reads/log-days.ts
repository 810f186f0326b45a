import type { Store } from '@tallystick/ledger';

/** A day in UTC, and how many entries the log grew by in it. */
interface LogDay {
  /** When it began, in ms since 1970. */
  readonly day: number;
  readonly entries: number;
}

const DAY_MS = 86_400_000;
/** Days that are over do not change: how large the log was when they began is remembered. */
const MOST_REMEMBERED = 1024;

export interface LogDays {
  /** The newest `most` days up to that of the newest header, those without an entry included; oldest first. */
  newest(most: number): LogDay[];
}

/**
 * How the log grew, by the times of its headers, which are public. What a day began with is found by halving, through the stored
 * checkpoints: some twenty reads for each day, once. `log` is asked each time, since a ledger may be opened anew.
 */
export function keepLogDays(
  log: () => Pick<Store, 'checkpointFor'>,
  now: () => { readonly size: number; readonly time: number | null },
): LogDays {
  const sizes = new Map<number, number>();
  const timeOf = (index: number): number => {
    const checkpoint = log().checkpointFor(index);
    if (checkpoint === undefined) throw new Error(`no checkpoint for entry ${index}`);
    return checkpoint.time;
  };
  /** How many entries are older than a time that has passed. */
  const sizeAt = (time: number, size: number): number => {
    const known = sizes.get(time);
    if (known !== undefined) return known;
    let [low, high] = [0, size];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (timeOf(middle) < time) low = middle + 1;
      else high = middle;
    }
    if (sizes.size >= MOST_REMEMBERED) sizes.clear();
    sizes.set(time, low);
    return low;
  };
  return {
    newest(most) {
      const { size, time } = now();
      if (size === 0 || time === null) return [];
      const last = Math.floor(time / DAY_MS);
      const first = Math.max(last - most + 1, Math.floor(timeOf(0) / DAY_MS));
      const days = Array.from({ length: last - first + 1 }, (_, at) => (first + at) * DAY_MS);
      const begun = days.map((day) => sizeAt(day, size));
      return days.map((day, at) => {
        const after = begun[at + 1] ?? size;
        return { day, entries: after - (begun[at] ?? 0) };
      });
    },
  };
}
