import { fromHex, type Hash } from '@tallystick/protocol';
import { DueBook } from '../check/due-book.ts';
import { EdgeBook } from '../check/edge-book.ts';
import { MandateBook } from '../check/mandate-book.ts';
import { SwapBook } from '../check/swap-book.ts';
import { note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { CALM, type Weather } from '../engine/weather.ts';
import { type Climate, DAY_MS, drawClimate, drawDays, HOUR_MS } from '../offline/climate.ts';
import { Fate, HOURS, VILLAGES } from '../offline/fate.ts';
import { Roads } from '../offline/roads.ts';
import { Rush } from '../offline/rush.ts';
import { Racer } from '../parties/racer.ts';
import { submission } from '../parties/raw-account.ts';
import { Treasury } from '../parties/treasury.ts';
import { Stage, type StageOptions } from '../stage.ts';
import { CODE, DECIMALS, OTHER_CODE } from './currencies.ts';
import { Dweller, type Habits, type Settlement } from './dweller.ts';
import { openTab } from './stream-session.ts';

export interface WaitingOptions extends StageOptions {
  /** Drawn from the seed unless they are given. */
  readonly climate?: Climate;
  readonly habits?: Habits;
}

const NAMES = ['ada', 'ben', 'cora', 'dan', 'eve'] as const;
/** Villages within days, whose people pay by ticks, and set value aside for a time, for a word, for every period. */
export class WaitingWorld extends Stage {
  readonly people: Dweller[] = [];
  readonly roads: Roads;
  readonly dues: DueBook;
  readonly swaps: SwapBook = new SwapBook();
  readonly mandates: MandateBook;
  readonly treasury: Treasury;
  readonly racer: Racer;
  readonly #edgeBook: EdgeBook;
  readonly #climate: Climate;
  readonly #random: Random;
  readonly #stormy: Weather;
  readonly #fate: Fate;
  readonly #rush: Rush<Dweller>;

  constructor({ weather, climate, habits, ...options }: WaitingOptions) {
    super(options, HOURS);
    const { context, node, books } = this;
    const { random } = context;
    this.#random = random.fork('fate');
    this.#rush = new Rush(this, this.#random, {
      endsOf: ({ claims }) => new Set(claims.map(({ until }) => until)),
      isFor: ({ identity }, { owner, claims }) =>
        owner === identity || claims.some(({ payee }) => payee === identity),
      idle: 0.3,
    });
    this.#climate = climate ?? drawClimate(random.fork('climate'));
    this.#stormy = weather ?? drawDays(random.fork('weather'));
    this.roads = new Roads(context, this.#climate);
    const now = (): number => this.scheduler.now;
    this.dues = new DueBook(books, now);
    const { validityMs } = HOURS;
    this.mandates = new MandateBook(books, now, { decimals: DECIMALS[CODE] ?? 0, validityMs });
    this.treasury = new Treasury(context, node, books);
    this.#edgeBook = new EdgeBook(books, () => node.now(), HOURS.closureAfterMs);
    this.racer = new Racer(context, node, books, this.#edgeBook);
    const { roads, dues, swaps, mandates, people } = this;
    const chosen = habits ?? this.#random.pick(HABITS);
    const judges = { books, dues, swaps, mandates };
    const settlement: Settlement = { context, node, roads, ...judges, people, habits: chosen };
    this.#fate = new Fate(settlement, this.#climate, this.#random, people);
    const names = NAMES.slice(0, 3 + this.#random.below(NAMES.length - 2));
    for (const [at, name] of names.entries()) {
      people.push(new Dweller(settlement, name, at % VILLAGES));
    }
  }

  /** Everybody gets a wallet and money, in calm weather. */
  async found(): Promise<void> {
    this.scheduler.after(0, () => this.node.start());
    await this.runFor(1_000);
    for (const opening of this.racer.openings()) {
      const opened = this.node.serve(submission([opening]));
      if (opened === undefined) throw new Error('the sovereign is down');
      await this.drive(opened);
    }
    for (const one of this.people) {
      const validityMs = this.#random.pick([2 * HOUR_MS, 3 * HOUR_MS]);
      const created = await this.drive(one.machine.create(DAY_MS, validityMs));
      if (!created.ok) throw new Error(`${one.name}: ${JSON.stringify(created.failure)}`);
      one.identity = created.value.view().identity;
    }
    for (const payee of [...this.people.map((one) => hashOf(one.identity)), this.racer.identity]) {
      for (const code of [CODE, OTHER_CODE]) {
        const issued = await this.drive(this.treasury.issue(payee, code, 100_000n));
        if (issued !== 'admitted') throw new Error(`issuing in calm weather: ${issued}`);
      }
    }
    for (const { machine } of this.people) {
      if (machine.wallet === undefined) continue;
      await this.drive(machine.wallet.sync());
      await this.drive(machine.wallet.offline().prepare());
    }
    await this.drive(this.racer.settle());
    for (const one of this.people) {
      const { wallet } = one.machine;
      if (wallet !== undefined) await this.drive(openTab(one, wallet, one.other()));
    }
  }

  begin(): void {
    this.weather = this.#stormy;
    note(this.context, `the weather: ${JSON.stringify(this.#stormy)}`);
    note(this.context, `the climate: ${JSON.stringify(this.#climate)}`);
    for (const one of this.people) one.live();
    this.racer.live();
    this.#befall();
  }

  override async step(): Promise<boolean> {
    const isMore = await super.step();
    this.swaps.watch();
    this.mandates.watch();
    return isMore;
  }

  /** Everything runs, every way is open, every clock is right, and nobody begins anything new. */
  calm(): void {
    this.weather = CALM;
    note(this.context, 'calm');
    this.roads.mend();
    this.racer.isLiving = false;
    for (const one of this.people) {
      one.isLiving = false;
      one.machine.clockError = 0;
      if (!one.hasVanished) one.restart();
    }
  }

  /** Every half hour, fate decides about ways, machines and clocks. */
  #befall(): void {
    this.scheduler.after(HOUR_MS / 2, () => {
      if (this.weather === CALM) return;
      this.#fate.strike();
      for (const one of this.people) if (this.#fate.happens(this.#climate.crashes)) one.crash();
      this.#rush.look();
      this.#befall();
    });
  }

  figures(): Record<string, number> {
    const { closures } = this.#fate;
    const days = Math.round(this.scheduler.now / DAY_MS);
    const transitions = this.books.indexes.size;
    const { swaps, mandates } = this;
    const given = { swaps: swaps.size, mandates: mandates.size, edges: this.#edgeBook.judged };
    return { entries: this.books.size, transitions, ...given, ...this.#paid(), closures, days };
  }

  /** What holds have paid: by ticks and acts, under a condition, by the period; and how many returned. */
  #paid(): Record<string, number> {
    let [streamed, met, periods, returned] = [0, 0, 0, 0];
    for (const hold of [...this.books.holds.values(), ...this.books.closed.values()]) {
      for (const [at, amount] of hold.taken) {
        const claim = hold.claims[at];
        if (claim?.meter.kind === 'voucher') streamed += 1;
        if (claim?.meter.kind === 'schedule') periods += Number(amount / claim.meter.amount);
        if (claim?.condition) met += 1;
      }
      if (hold.returned > 0n) returned += 1;
    }
    return { streamed, met, periods, returned };
  }
}

/** Some worlds have mostly one kind of what waits, some a bit of all. */
const HABITS: readonly Habits[] = [
  { streams: 5, deals: 5, mandates: 1 },
  { streams: 12, deals: 2, mandates: 0 },
  { streams: 1, deals: 11, mandates: 1 },
  { streams: 2, deals: 3, mandates: 4 },
];

function hashOf(identity: string): Hash {
  const hash = fromHex(identity, 32);
  if (hash === undefined) throw new Error('somebody without an identity');
  return hash;
}
