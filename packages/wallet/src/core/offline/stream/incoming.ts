import {
  type Amount,
  type Hash,
  MAX_AMOUNT,
  type Stream,
  type Tick,
  type TickPlace,
  streamStart,
  tickFault,
  ticksWorth,
  toHex,
} from '@tallystick/protocol';
import { ledgerTime } from '../../chain/ledger-time.ts';
import { type Context, store, storing } from '../../context.ts';
import { type Json, type Outcome, failed } from '../../outcome.ts';
import { guard } from '../../stop.ts';
import { OFFLINE_KEYS } from '../records/keys.ts';
import { gotTickRecordCodec } from '../records/stream-records.ts';
import type { ShownTick } from './stream-types.ts';

/** Ticks that were jumped over and may still come are kept in so many gaps; the oldest is given up first. */
const MOST_GAPS = 64;

/** What is asked of ticks. */
export interface TickLimits {
  readonly mostUnstored: number;
  readonly mostSkipped: number;
}

/** A stream as its act and its hold say. */
export interface IncomingTerms {
  readonly hold: Hash;
  readonly sequence: number;
  readonly currency: Hash;
  readonly stream: Stream;
  /** What the tab's acts gave, and the most that it gives. */
  readonly total: Amount;
  readonly cap: Amount;
  /** No tick is taken after this. */
  readonly until: number;
  /** The number of the sovereign's epoch under which the hold was proven. */
  readonly epoch: number;
  /** The highest signed time that others have shown. */
  readonly floor: number;
}

/** Ticks after `from` and up to `to` that nobody has shown yet; `above` is the tick that jumped over them. */
interface Gap {
  readonly from: number;
  readonly to: number;
  readonly above: TickPlace;
}

/**
 * The payee's side of a stream. A tick that is shown pays the `ticks` ticks up to its count; whatever a tick has jumped over
 * can be shown later, once, since requests of one stream may overtake each other. Ticks are stored by writes that take
 * together what has come meanwhile; after a crash everything up to the stored tick counts as spent. After a write that failed
 * nothing is taken until the wallet is opened again, nor told of a last tick: the payer would go on after what nobody stored.
 */
export class LiveIncoming {
  readonly hold: string;
  readonly terms: IncomingTerms;
  readonly #context: Context;
  #last: TickPlace;
  #stored: number;
  #gaps: Gap[] = [];
  #isEnded = false;
  #writing: Promise<void> | undefined;
  /** Why a write failed: the vault takes no more of them. */
  #fault: Error | undefined;

  constructor(context: Context, terms: IncomingTerms, last: TickPlace = streamStart(terms.stream)) {
    this.hold = toHex(terms.hold);
    this.terms = terms;
    this.#context = context;
    this.#last = last;
    this.#stored = last.count;
  }

  /** The highest tick; null before the first. */
  get last(): Tick | null {
    return this.#last.count === 0 ? null : this.#last;
  }

  receive(shown: ShownTick, limits: TickLimits): Promise<Outcome<number>> {
    if (this.#fault !== undefined) return guard(() => Promise.reject(this.#fault));
    const refusal = this.#termsFault(shown) ?? this.#spend(shown, limits.mostSkipped);
    if (refusal !== undefined) return Promise.resolve(refusal);
    return guard(async () => {
      await this.#durable(shown.count - limits.mostUnstored);
      return this.#last.count;
    });
  }

  /** Resolves when all that was taken is stored. */
  async settle(): Promise<void> {
    await this.#durable(this.#last.count);
  }

  /** Takes nothing more, and stores what was taken. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await this.settle();
  }

  /** Takes ticks again: the act that was to follow was not accepted. */
  resume(): void {
    this.#isEnded = false;
  }

  /** What keeps a tick from being worth anything, before a single hash is made. */
  #termsFault({ sequence, count, ticks }: ShownTick): Outcome<never> | undefined {
    const { terms } = this;
    const isNewEpoch = terms.epoch < (this.#context.trust.epochs.at(-1)?.number ?? 0);
    if (this.#isEnded || isNewEpoch || sequence !== terms.sequence) {
      return failed('refused', 'stream-ended', 'This stream has ended: open another.');
    }
    const isCount = Number.isSafeInteger(count) && count >= 1 && count <= terms.stream.links;
    if (!isCount || !Number.isSafeInteger(ticks) || ticks < 1 || ticks > count) {
      return failed('refused', 'tick-count', 'The stream has no such tick.');
    }
    const worth = ticksWorth(terms.stream, count) ?? MAX_AMOUNT;
    if (terms.total + worth > terms.cap) {
      return failed('refused', 'tick-above-cap', 'The tab has no room for this tick.');
    }
    const now = Math.max(ledgerTime(this.#context), this.#context.ports.clock.now(), terms.floor);
    if (now <= terms.until) return undefined;
    return failed('refused', 'tick-window', 'The tab ends too soon to be relied on.');
  }

  /** Takes a tick that is new; one that jumped is a hash for each that it jumped over. */
  #spend(shown: ShownTick, mostSkipped: number): Outcome<never> | undefined {
    const { link, count, ticks } = shown;
    const start = count - ticks;
    if (count <= this.#last.count) return this.#spendLate(shown);
    if (start < this.#last.count) return this.#stale();
    if (count - this.#last.count > mostSkipped) {
      const message = `A tick may be at most ${mostSkipped} ahead of the last.`;
      return failed('refused', 'ticks-skipped', message, this.#shown());
    }
    if (tickFault({ link, count }, this.#last, this.terms.stream) !== undefined) return noTick();
    const above = { link: link.slice(), count };
    if (start > this.#last.count) this.#keep({ from: this.#last.count, to: start, above });
    this.#last = above;
    return undefined;
  }

  /** Takes a tick that another one has jumped over. */
  #spendLate({ link, count, ticks }: ShownTick): Outcome<never> | undefined {
    const start = count - ticks;
    const at = this.#gaps.findIndex(({ from, to }) => from <= start && count <= to);
    const gap = this.#gaps[at];
    if (gap === undefined) return this.#stale();
    const { above, from, to } = gap;
    if (tickFault(above, { link, count }, this.terms.stream) !== undefined) return noTick();
    this.#gaps.splice(at, 1);
    if (to > count) this.#keep({ from: count, to, above });
    if (start > from) this.#keep({ from, to: start, above: { link: link.slice(), count } });
    return undefined;
  }

  #keep(gap: Gap): void {
    this.#gaps.push(gap);
    if (this.#gaps.length > MOST_GAPS) this.#gaps.shift();
  }

  #stale(): Outcome<never> {
    const message = 'These ticks have been shown before: go on after the last one.';
    return failed('refused', 'tick-stale', message, this.#shown());
  }

  #shown(): { readonly [name: string]: Json } {
    const { last } = this;
    return { last: last === null ? null : { count: last.count, link: toHex(last.link) } };
  }

  /** Resolves when every tick up to `count` is stored; what came meanwhile is stored with it. */
  async #durable(count: number): Promise<void> {
    if (this.#stored >= count) {
      // What may be lost is not lost for long: it is on its way to the disk.
      if (this.#stored < this.#last.count) this.#write().catch(() => undefined);
      return;
    }
    while (this.#stored < count) await this.#write();
  }

  #write(): Promise<void> {
    this.#writing ??= this.#store().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #store(): Promise<void> {
    const { hold, sequence } = this.terms;
    const tick = this.#last;
    const key = OFFLINE_KEYS.gotTick(hold);
    try {
      await store(this.#context.vault, [storing(key, gotTickRecordCodec, { sequence, tick })]);
    } catch (error) {
      this.#fault = error instanceof Error ? error : new Error(String(error));
      throw error;
    }
    this.#stored = tick.count;
  }
}

function noTick(): Outcome<never> {
  return failed('refused', 'tick-link', 'This is no tick of the stream.');
}
