import { fromHex, type Hash } from '@tallystick/protocol';
import { LyingPayer } from '@tallystick/wallet/testing/lying-payer';
import { OfflineBook } from '../check/offline-book.ts';
import { note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { CALM, type Weather } from '../engine/weather.ts';
import { Cheat } from '../parties/cheat.ts';
import { submission } from '../parties/raw-account.ts';
import { Treasury } from '../parties/treasury.ts';
import { Stage, type StageOptions } from '../stage.ts';
import { type Climate, DAY_MS, drawClimate, drawDays, HOUR_MS } from './climate.ts';
import { Fate, HOURS, VILLAGES } from './fate.ts';
import { Roads } from './roads.ts';
import { Rush } from './rush.ts';
import { CODE, type Country, THIEFS_CAP, Villager } from './villager.ts';

export interface OfflineOptions extends StageOptions {
  /** Drawn from the seed unless it is given. */
  readonly climate?: Climate;
}

const NAMES = ['ada', 'ben', 'cora', 'dan', 'eve'] as const;

/** Villages within days: people who pay each other whether the sovereign can be reached or not, a thief, and a cheat. */
export class OfflineWorld extends Stage {
  readonly people: Villager[];
  readonly roads: Roads;
  readonly book: OfflineBook;
  readonly treasury: Treasury;
  readonly cheat: Cheat;
  readonly #climate: Climate;
  readonly #random: Random;
  readonly #stormy: Weather;
  readonly #country: Country;
  readonly #rush: Rush<Villager>;
  readonly #fate: Fate;

  constructor({ weather, climate, ...options }: OfflineOptions) {
    super(options, HOURS);
    const { context, node, books } = this;
    const { random } = context;
    this.#random = random.fork('fate');
    this.#rush = new Rush(this, this.#random, {
      endsOf: ({ claims }) => [claims[0]?.until ?? 0],
      isFor: ({ role }) => role !== 'thief',
      idle: 0.4,
    });
    this.#climate = climate ?? drawClimate(random.fork('climate'));
    this.#stormy = weather ?? drawDays(random.fork('weather'));
    this.roads = new Roads(context, this.#climate);
    this.book = new OfflineBook(books, () => this.scheduler.now);
    this.treasury = new Treasury(context, node, books);
    this.cheat = new Cheat(context, node, books);
    this.people = [];
    const { roads, book, people } = this;
    const { greed, lies, covers } = this.#climate;
    const liar = lies ? new LyingPayer(context.crypto, node.founding.sovereign) : null;
    this.#country = { context, node, roads, book, greed, covers, liar, people };
    this.#fate = new Fate(this.#country, this.#climate, this.#random, people);
    const names = NAMES.slice(0, 3 + this.#random.below(NAMES.length - 2));
    for (const [at, name] of names.entries()) this.#settles(name, at % VILLAGES, 'honest');
    if (this.#climate.clones === 0) return;
    this.#settles('rob', 0, 'thief');
    if (this.#climate.accomplices > 0) this.#settles('moll', 0, 'accomplice');
  }

  /** Whether an identity has one wallet that remembers everything. */
  isHonest(identity: string): boolean {
    return this.people.every((one) => one.identity !== identity || one.isHonest);
  }

  /** Everybody gets a wallet and money, in calm weather; the thief copies the wallet with all that it has set aside. */
  async found(): Promise<void> {
    this.scheduler.after(0, () => this.node.start());
    await this.runFor(1_000);
    for (const opening of this.cheat.openings()) {
      const opened = this.node.serve(submission([opening]));
      if (opened === undefined) throw new Error('the sovereign is down');
      await this.drive(opened);
    }
    for (const one of this.people) await this.#create(one);
    const payees = [...this.people.map(({ identity }) => hashOf(identity)), ...this.cheat.payees];
    for (const payee of payees) {
      const issued = await this.drive(this.treasury.issue(payee, CODE, 100_000n));
      if (issued !== 'admitted') throw new Error(`issuing in calm weather: ${issued}`);
    }
    for (const { machine } of this.people) {
      if (machine.wallet === undefined) continue;
      await this.drive(machine.wallet.sync());
      await this.drive(machine.wallet.offline().prepare());
    }
    await this.drive(this.cheat.settle());
    for (const one of this.people) {
      const { wallet } = one.machine;
      if (wallet === undefined || one.role !== 'honest') continue;
      await this.drive(one.openTab(wallet));
      if (this.#random.chance(0.6)) await this.drive(one.openAllowance(wallet));
    }
    await this.#multiply();
  }

  begin(): void {
    this.weather = this.#stormy;
    note(this.context, `the weather: ${JSON.stringify(this.#stormy)}`);
    note(this.context, `the climate: ${JSON.stringify(this.#climate)}`);
    for (const one of this.people) one.live();
    this.cheat.live();
    this.#befall();
  }

  /** Everything runs, every way is open, every clock is right, and nobody begins anything new. */
  calm(): void {
    this.weather = CALM;
    note(this.context, 'calm');
    this.roads.mend();
    this.cheat.isLiving = false;
    for (const one of this.people) {
      one.isLiving = false;
      one.machine.clockError = 0;
      if (!one.hasVanished) one.restart();
    }
  }

  #settles(name: string, village: number, role: Villager['role']): Villager {
    const one = new Villager(this.#country, name, village, role);
    this.people.push(one);
    return one;
  }

  async #create(one: Villager): Promise<void> {
    const validityMs = this.#random.pick([2 * HOUR_MS, 3 * HOUR_MS]);
    const created = await this.drive(one.machine.create(DAY_MS, validityMs));
    if (!created.ok) throw new Error(`${one.name}: ${JSON.stringify(created.failure)}`);
    one.identity = created.value.view().identity;
  }

  /** The thief sets value aside, and then there are several of it. */
  async #multiply(): Promise<void> {
    const thief = this.people.find(({ role }) => role === 'thief');
    const offline = thief?.machine.wallet?.offline();
    if (thief === undefined || offline === undefined) return;
    const collateral = this.#random.pick([{}, { collateral: '15.00' }, { collateral: '60.00' }]);
    const days = this.#random.between(1, 3);
    const cheques = { amount: THIEFS_CAP, perCheque: THIEFS_CAP, currency: CODE, days };
    const opened = await this.drive(offline.openAllowance({ ...cheques, ...collateral }));
    const [victim] = this.people;
    const to = victim?.machine.wallet?.view().address ?? '';
    const tab = await this.drive(offline.openTab({ to, amount: '50.00', currency: CODE, days }));
    if (!opened.ok || !tab.ok) throw new Error('a thief without means');
    await this.#cover(thief, opened.value.hold);
    for (let copy = 1; copy <= this.#climate.clones; copy++) {
      const other = this.#settles(`rob ${copy}`, copy % VILLAGES, 'thief');
      other.identity = thief.identity;
      thief.machine.copyTo(other.machine);
      const started = await this.drive(other.machine.open());
      if (!started.ok) throw new Error(`${other.name}: ${started.failure.code}`);
    }
  }

  /** Somebody honest may stand for the thief, and every copy shows it. */
  async #cover(thief: Villager, allowance: string): Promise<void> {
    const random = this.context.random.fork('cover');
    const guarantor = this.people.findLast(({ role }) => role === 'honest');
    const [theirs, own] = [guarantor?.machine.wallet, thief.machine.wallet];
    if (guarantor === undefined || theirs === undefined || own === undefined) return;
    if (!random.chance(this.#climate.covers)) return;
    const terms = await this.drive(own.offline().terms(allowance));
    if (!terms.ok) throw new Error(`an allowance without terms: ${terms.failure.code}`);
    const amount = random.pick(['10.00', '25.00']);
    const given = await this.drive(guarantor.giveCover(theirs, terms.value, amount));
    if (given === undefined) throw new Error('no cover in calm weather');
    await this.drive(thief.keepCover(own, given));
  }

  /** Every half hour, fate decides about ways, machines and clocks. */
  #befall(): void {
    this.scheduler.after(HOUR_MS / 2, () => {
      if (this.weather === CALM) return;
      const climate = this.#climate;
      const fate = this.#fate;
      fate.strike();
      for (const one of this.people) {
        if (fate.happens(climate.crashes)) one.crash();
        if (fate.happens(4)) one.machine.copyDisk();
      }
      if (fate.happens(climate.putBacks)) this.#random.pick(this.people).fallBack();
      this.#rush.look();
      this.#befall();
    });
  }

  figures(): Record<string, number> {
    return {
      entries: this.books.size,
      transitions: this.books.indexes.size,
      accepted: this.book.size,
      closures: this.#fate.closures,
      days: Math.round(this.scheduler.now / DAY_MS),
    };
  }
}

function hashOf(identity: string): Hash {
  const hash = fromHex(identity, 32);
  if (hash === undefined) throw new Error('somebody without an identity');
  return hash;
}
