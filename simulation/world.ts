import { encodeAddress, fromHex, type Hash } from '@tallystick/protocol';
import { note } from './engine/context.ts';
import type { Random } from './engine/random.ts';
import { CALM, drawWeather, type Weather } from './engine/weather.ts';
import { broughtBy } from './parties/brought.ts';
import { Middle } from './parties/middle.ts';
import { Outlaw } from './parties/outlaw.ts';
import { Person, type Town } from './parties/person.ts';
import { submission } from './parties/raw-account.ts';
import { Treasury } from './parties/treasury.ts';
import { Operator } from './sovereign/operator.ts';
import { Stage, type StageOptions } from './stage.ts';

const NAMES = ['ada', 'ben', 'cora', 'dan', 'eve', 'finn'] as const;
const CODES = ['HRB', 'GLD'] as const;
/** A clock that leaps goes this far at least: further than what a node believes when it starts. */
const LEAP_MS = 40 * 86_400_000;

export interface WorldOptions extends StageOptions {
  /** The outlaw does nothing but put holds for others that they may be refused. */
  readonly isDusty?: boolean;
}

/** One sovereign, several wallets and an outlaw, and everything that may befall them. */
export class World extends Stage {
  /** Who has a wallet now, and who has had one on a device that was revoked. */
  readonly people: Person[];
  readonly retired: Person[] = [];
  readonly outlaw: Outlaw;
  readonly treasury: Treasury;
  readonly operator: Operator;
  readonly #random: Random;
  readonly #stormy: Weather;

  constructor({ weather, isDusty = false, ...options }: WorldOptions) {
    super(options);
    const { context, node, books } = this;
    this.#random = context.random.fork('fate');
    this.#stormy = weather ?? drawWeather(context.random.fork('weather'));
    this.operator = new Operator(context, node, books, {
      bring: async () => {
        const { crypto } = context;
        const disks = [...this.people, ...this.retired].map(({ machine }) => machine.disk);
        return (await Promise.all(disks.map((disk) => broughtBy(disk, crypto)))).flat();
      },
      restored: () => this.compareAnew(),
    });
    const names = NAMES.slice(0, 3 + this.#random.below(NAMES.length - 2));
    this.people = names.map((name) => new Person(context, node, name));
    this.outlaw = new Outlaw(context, node, books, isDusty);
    this.treasury = new Treasury(context, node, books);
  }

  /** Everybody gets a wallet and money, in calm weather. */
  async found(): Promise<void> {
    this.scheduler.after(0, () => this.node.start());
    await this.runFor(1_000);
    const opening = this.node.serve(submission([this.outlaw.opening()]));
    if (opening === undefined) throw new Error('the sovereign is down');
    await this.drive(opening);
    // A backup from here on lacks the identities of whoever comes later.
    const early = this.#random.below(4 * this.people.length);
    for (const [at, { machine, name }] of this.people.entries()) {
      if (at === early) this.operator.backUp();
      const claimMs = this.#random.pick([8_000, 30_000, 240_000]);
      const validityMs = this.#random.pick([3_000, 15_000, 30_000]);
      const created = await this.drive(machine.create(claimMs, validityMs));
      if (!created.ok) throw new Error(`${name}: ${JSON.stringify(created.failure)}`);
    }
    for (const payee of [...this.#identities(), this.outlaw.identity]) {
      for (const code of CODES) {
        const issued = await this.drive(this.treasury.issue(payee, code, 100_000n));
        if (issued !== 'admitted') throw new Error(`issuing in calm weather: ${issued}`);
      }
    }
    for (const { machine } of this.people) {
      if (machine.wallet !== undefined) await this.drive(machine.wallet.sync());
    }
    await this.drive(this.outlaw.settle());
  }

  /** The weather turns, and everybody lives. */
  begin(): void {
    this.weather = this.#stormy;
    note(this.context, `the weather: ${JSON.stringify(this.weather)}`);
    const payees = this.people.flatMap(({ name, machine: { wallet } }) =>
      wallet === undefined ? [] : [`@${name}`, wallet.view().address, wallet.view().address],
    );
    payees.push(encodeAddress(this.outlaw.identity));
    const town: Town = {
      payees,
      joins: (person) => {
        this.people.push(person);
        person.live(town);
      },
      leaves: (person) => this.retire(person),
    };
    for (const person of this.people) {
      person.live(town);
      const { machine, name } = person;
      if (!this.#random.chance(this.weather.middles)) continue;
      machine.server = new Middle(this.context, this.node, name);
      machine.hasMet = true;
    }
    this.outlaw.live(this.#identities());
    this.#befall();
  }

  /** A device is revoked: its wallet is used no more. */
  retire(person: Person): void {
    const at = this.people.indexOf(person);
    if (at < 0) return;
    this.people.splice(at, 1);
    this.retired.push(person);
    person.isLiving = false;
  }

  /** The weather is calm, every machine runs, every clock is right, and nobody begins anything new. */
  calm(): void {
    this.weather = CALM;
    note(this.context, 'calm');
    this.node.clockError = 0;
    this.outlaw.isLiving = false;
    for (const person of this.people) {
      person.isLiving = false;
      person.machine.clockError = 0;
      person.machine.server = this.node;
      // What was shown to it bent it does not look at again before it is opened anew.
      if (person.machine.hasMet) person.machine.stop();
    }
  }

  #identities(): Hash[] {
    return this.people.map(({ machine, name }) => {
      const id = fromHex(machine.wallet?.view().identity ?? '', 32);
      if (id === undefined) throw new Error(`${name} has no wallet`);
      return id;
    });
  }

  /** Once a second, fate decides about machines and clocks. */
  #befall(): void {
    this.scheduler.after(1_000, () => {
      const weather = this.weather;
      if (weather === CALM) return;
      const happens = (perMinute: number): boolean => this.#random.chance(perMinute / 60);
      if (happens(weather.ledgerCrashes)) this.node.stop(this.#random.between(200, 10_000));
      if (happens(weather.ledgerCloses)) this.node.stop(this.#random.between(50_000, 200_000));
      if (happens(weather.walletCrashes)) this.#random.pick(this.people).crash();
      if (happens(weather.clockSteps)) this.#stepClock(weather.clockStepMs);
      if (happens(weather.clockLeaps)) this.#leap();
      if (happens(weather.disksLost)) this.operator.loseDisk();
      if (happens(3)) this.operator.backUp();
      if (happens(6)) this.operator.pullMirror();
      if (happens(4)) this.#random.pick(this.people).machine.copyDisk();
      if (happens(weather.putBacks)) this.#random.pick(this.people).fallBack();
      if (happens(3)) this.#issue();
      this.#befall();
    });
  }

  #stepClock(most: number): void {
    const step = this.#random.between(-most, most);
    const clock = this.#random.pick([this.node, ...this.people.map(({ machine }) => machine)]);
    clock.clockError = this.#random.chance(0.3) ? 0 : clock.clockError + step;
    note(this.context, `a clock is ${clock.clockError} ms off`);
  }

  /** Somebody sets the sovereign's clock months ahead, and somebody sets it right again. */
  #leap(): void {
    const leap = this.#random.between(LEAP_MS, 10 * LEAP_MS);
    this.node.clockError = leap;
    note(this.context, `the sovereign's clock leaps by ${leap} ms`);
    this.scheduler.after(this.#random.between(1_000, 40_000), () => {
      if (this.node.clockError >= LEAP_MS / 2) this.node.clockError = 0;
    });
  }

  #issue(): void {
    const amount = BigInt(this.#random.between(1, 50_000));
    const payee = this.#random.pick(
      [...this.books.chains.values()].filter(({ kind }) => kind === 'identity'),
    );
    const code = this.#random.pick(CODES);
    const issued = this.treasury.issue(payee.head.chain, code, amount);
    issued.catch((error: unknown) => this.context.fail(error));
  }

  /** For whoever reads the result. */
  figures(): Record<string, number> {
    return {
      entries: this.books.size,
      transitions: this.books.indexes.size,
      acknowledged: this.node.witness.acknowledged,
      disksLost: this.operator.losses,
      epochs: this.operator.epochs,
      givenUp: this.node.witness.givenUp,
      seconds: Math.round(this.scheduler.now / 1000),
    };
  }
}
