import { type Header, type Taking, toHex } from '@tallystick/protocol';
import type { Books } from './books.ts';
import { earnedOf, type HoldBook } from './hold-book.ts';
import { demand } from './violation.ts';

/** What the next header would say. */
export type Moment = Pick<Header, 'time' | 'closedMs'>;

/** A taking that was refused: what was the case when it was sent, and when its answer was there. */
interface Refused {
  readonly taking: Taking;
  readonly code: string;
  readonly before: Moment;
  readonly after: Moment;
}

/**
 * Judges refusals at the edges of windows and periods: the books say what was taken too early or too late, and this one what was
 * refused though it was in time.
 */
export class EdgeBook {
  /** Refusals that were right. */
  judged = 0;
  readonly #books: Books;
  readonly #now: () => number;
  readonly #closureAfterMs: number;

  /** `now`: the sovereign's clock, in ms since 1970. */
  constructor(books: Books, now: () => number, closureAfterMs: number) {
    this.#books = books;
    this.#now = now;
    this.#closureAfterMs = closureAfterMs;
  }

  moment(): Moment {
    const { time = 0, closedMs = 0 } = this.#books.header ?? {};
    const now = Math.max(time, this.#now());
    const gap = now - time > this.#closureAfterMs ? now - time : 0;
    return { time: now, closedMs: closedMs + gap };
  }

  judge({ taking, code, before, after }: Refused): void {
    const hold = this.#books.holds.get(toHex(taking.hold));
    if (hold === undefined) return;
    const isRight = isFair(hold, { taking, code, before, after });
    if (isRight === undefined) return;
    this.judged += 1;
    demand(isRight, 'what is open can be taken', () => {
      return `${code}: claim ${taking.claim} of ${toHex(hold.id)} from ${before.time} to ${after.time}`;
    });
  }
}

/** Undefined where the refusal is about something else than time. */
function isFair(hold: HoldBook, { taking, code, before, after }: Refused): boolean | undefined {
  const claim = taking.claim === null ? undefined : hold.claims[taking.claim];
  if (code === 'not-returnable-yet') {
    return hold.claims.some(
      ({ until }, at) => !hold.released.has(at) && isOpen(hold, until, before),
    );
  }
  if (claim === undefined) return undefined;
  const isReleased = hold.released.has(taking.claim ?? 0);
  if (code === 'claim-ended') return isReleased || !isOpen(hold, claim.until, after);
  const { condition, meter } = claim;
  if (code === 'condition-unmet' && condition?.kind === 'after')
    return before.time < condition.time;
  if (code === 'condition-unmet' && condition?.kind === 'before') {
    return !isOpen(hold, condition.time, after);
  }
  if (code !== 'amount-mismatch' || meter.kind !== 'schedule') return undefined;
  return earnedOf(meter, hold, before.time) - hold.paid < taking.amount;
}

function isOpen(hold: HoldBook, until: number, { time, closedMs }: Moment): boolean {
  return time - (closedMs - hold.closedMs) <= until;
}
