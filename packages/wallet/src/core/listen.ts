import { serverEvents } from './client/server-events.ts';
import type { Context } from './context.ts';
import { guard } from './stop.ts';

const SHORTEST_PAUSE_MS = 500;
const MOST_DOUBLINGS = 6;
const LONGEST_PAUSE_MS = 60_000;
/** A stream that lived this long was none that breaks as soon as it is opened. */
const STEADY_MS = 30_000;
/** After these something may be due: a stream's beginning, a hold to take, events that the sovereign forgot. */
const NEWS = new Set(['hello', 'receivable', 'raised', 'resync']);

/** Whom the reader of a stream tells. */
export interface Listener {
  /** Something may be due. */
  news(): void;
  /** Whether events come by themselves now. */
  connected(isOpen: boolean): void;
}

/**
 * Reads the identity's events until `signal` aborts. A stream that ends is opened again after the last event that it told, each
 * time after a longer pause as long as none stays; where streams cannot be had at all it goes on trying.
 */
export async function listen(
  context: Context,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const { ports } = context;
  const place: Place = { after: null, asked: 0 };
  let failures = 0;
  while (!signal.aborted) {
    const startedAt = ports.clock.now();
    await readEvents(context, listener, place, signal);
    failures =
      ports.clock.now() - startedAt >= STEADY_MS ? 0 : Math.min(failures + 1, MOST_DOUBLINGS);
    // Half of the pause is chance, so that those whom a sovereign's restart cut off do not come back at once.
    const chance = 0.5 + (ports.random(1)[0] ?? 0) / 510;
    const pause = Math.max(SHORTEST_PAUSE_MS * 2 ** failures, place.asked) * chance;
    if (!signal.aborted) await ports.clock.sleep(Math.min(pause, LONGEST_PAUSE_MS), signal);
  }
}

/** Where a stream goes on, and the pause in ms that the sovereign asked for before that. */
interface Place {
  after: string | null;
  asked: number;
}

/** Reads one stream to its end. */
async function readEvents(
  context: Context,
  listener: Listener,
  place: Place,
  signal: AbortSignal,
): Promise<void> {
  const opened = await guard(() => context.own.events(place.after, signal));
  place.asked = opened.ok ? opened.value.retryMs : 0;
  if (!opened.ok || opened.value.pieces === null) return;
  for await (const { type, lastId, retryMs } of serverEvents(opened.value.pieces)) {
    place.after = lastId ?? place.after;
    place.asked = retryMs ?? place.asked;
    if (type === 'hello') listener.connected(true);
    if (NEWS.has(type)) listener.news();
  }
  listener.connected(false);
}
