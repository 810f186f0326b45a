import {
  type Amount,
  type Hash,
  MAX_AMOUNT,
  type Stream,
  type Tick,
  type TickChain,
  createTickChain,
  equalBytes,
  ticksWorth,
  toHex,
} from '@tallystick/protocol';
import { type Context, store, storing } from '../../context.ts';
import { type Outcome, failed } from '../../outcome.ts';
import { guard, stop } from '../../stop.ts';
import { stoppingHold } from '../own-hold.ts';
import { OFFLINE_KEYS } from '../records/keys.ts';
import { type OutgoingRecord, outgoingRecordCodec } from '../records/stream-records.ts';
import type { OutgoingStream, ShownTick } from './stream-types.ts';

/** How many ticks are set aside in one write: the fewest and the most. */
const FEWEST = 16;
const MOST = 1024;
/** When the last write was younger than this, the next sets aside twice as many; else half. */
const OFTEN_MS = 100;

/**
 * The payer's side of a stream. Before a tick leaves it is stored that ticks up to some count, which is not below it, may have
 * left. A crash forgets only how many of those did: the wallet then counts them all as given until the payee shows its last
 * one. So no tick is ever given for two things on purpose, and nothing is given that was not counted.
 */
export class LiveOutgoing implements OutgoingStream {
  readonly hold: string;
  readonly sequence: number;
  readonly links: number;
  readonly perTicks: number;
  readonly #context: Context;
  readonly #hold: Hash;
  readonly #record: OutgoingRecord;
  readonly #chain: TickChain;
  /** What the tab had given by acts. */
  readonly #base: Amount;
  #position: number;
  #reserved: number;
  /** False after a restart: fewer ticks may have left than are counted. */
  #isCertain: boolean;
  #isEnded = false;
  #stride = FEWEST;
  #storedAt = 0;
  #writing: Promise<void> | undefined;

  constructor(context: Context, hold: Hash, record: OutgoingRecord, base: Amount) {
    this.hold = toHex(hold);
    this.sequence = record.sequence;
    this.links = record.stream.links;
    this.perTicks = record.stream.perTicks;
    this.#context = context;
    this.#hold = hold;
    this.#record = record;
    this.#base = base;
    this.#chain = createTickChain(record.seed, record.stream.links);
    this.#position = record.reserved;
    this.#reserved = record.reserved;
    this.#isCertain = record.reserved === 0;
  }

  get position(): number {
    return this.#position;
  }

  /** Whether ticks are left, or may be. */
  get hasMore(): boolean {
    return !this.#isCertain || this.#position < this.links;
  }

  get terms(): Stream {
    return this.#record.stream;
  }

  /** What its ticks have given, as far as they may have left. */
  get ticked(): Amount {
    return ticksWorth(this.terms, this.#position) ?? MAX_AMOUNT;
  }

  valueAfter(ticks: number): bigint {
    return this.#base + (ticksWorth(this.terms, this.#position + ticks) ?? MAX_AMOUNT);
  }

  pay(ticks: number): Promise<Outcome<ShownTick>> {
    const refusal = this.#refusal(ticks);
    if (refusal !== undefined) return Promise.resolve(refusal);
    this.#position += ticks;
    const count = this.#position;
    return guard(async () => {
      if (count > this.#reserved) await this.#reserve(count);
      else this.#prefetch();
      const { hold, sequence } = this;
      return { hold, sequence, ticks, ...this.#chain.tick(count) };
    });
  }

  continueAfter(known: Tick | null): Promise<Outcome<number>> {
    return guard(async () => {
      const count = known?.count ?? 0;
      if (known !== null && !this.#isOwn(known)) {
        stop('refused', 'other-tick', 'What the payee shows is no tick of this stream.');
      }
      if (count > this.#reserved) {
        await this.end();
        await store(this.#context.vault, [
          await stoppingHold(this.#context, this.#hold, 'rolled-back'),
        ]);
        const message =
          'The payee has ticks that this wallet has not given: it was put back from an older copy, or there is a second one.';
        stop('refused', 'rolled-back', message);
      }
      this.#position = this.#isCertain ? Math.max(this.#position, count) : count;
      this.#isCertain = true;
      return this.#position;
    });
  }

  store(): Promise<Outcome<null>> {
    return guard(async () => {
      await this.#writing;
      if (!this.#isEnded && this.#position < this.#reserved) await this.#store(this.#position);
      return null;
    });
  }

  /** Gives out nothing more; resolves when nothing more is written. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#writing?.catch(() => undefined);
  }

  #refusal(ticks: number): Outcome<never> | undefined {
    if (!Number.isSafeInteger(ticks) || ticks < 1) {
      return failed('usage', 'bad-ticks', 'Pay a whole number of ticks, at least 1.');
    }
    if (this.#isEnded) return failed('refused', 'stream-ended', 'The stream has ended: open it.');
    if (this.#position + ticks > this.links) {
      return failed('refused', 'stream-used-up', 'No more ticks: open the stream again.');
    }
    return undefined;
  }

  #isOwn({ link, count }: Tick): boolean {
    if (!Number.isSafeInteger(count) || count < 1 || count > this.links) return false;
    return equalBytes(this.#chain.tick(count).link, link);
  }

  async #reserve(count: number): Promise<void> {
    while (this.#reserved < count) {
      this.#writing ??= this.#storeAhead();
      await this.#writing;
    }
  }

  /** Sets the next ticks aside while the last ones are still being given out. */
  #prefetch(): void {
    const isAhead = this.#reserved - this.#position > this.#stride / 2;
    if (isAhead || this.#reserved === this.links || this.#writing !== undefined) return;
    // A storage that fails is noticed by whoever asks for a tick that is not set aside.
    this.#storeAhead().catch(() => undefined);
  }

  #storeAhead(): Promise<void> {
    const now = this.#context.ports.clock.now();
    const isOften = Math.abs(now - this.#storedAt) < OFTEN_MS;
    this.#stride = isOften
      ? Math.min(MOST, this.#stride * 2)
      : Math.max(FEWEST, Math.floor(this.#stride / 2));
    this.#storedAt = now;
    const ahead = Math.max(this.#position, this.#reserved) + this.#stride;
    this.#writing = this.#store(Math.min(this.links, ahead)).finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #store(reserved: number): Promise<void> {
    const record = { ...this.#record, reserved };
    const key = OFFLINE_KEYS.outgoing(this.#hold);
    // What is lowered is lowered here first: a tick that is given meanwhile sets itself aside again.
    this.#reserved = Math.min(this.#reserved, reserved);
    await store(this.#context.vault, [storing(key, outgoingRecordCodec, record)]);
    this.#reserved = reserved;
  }
}
