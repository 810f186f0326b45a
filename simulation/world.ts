import { type CryptoProvider, encodeAddress, fromHex, type Hash } from '@tallystick/protocol';
import { Books } from './check/books.ts';
import { compareMemory } from './check/memory-and-disk.ts';
import { demand } from './check/violation.ts';
import { note, type WorldContext } from './engine/context.ts';
import { keyedHashCrypto } from './engine/keyed-hash-crypto.ts';
import { type Random, seededRandom } from './engine/random.ts';
import { Scheduler } from './engine/scheduler.ts';
import type { Seams } from './engine/seams.ts';
import { Trace } from './engine/trace.ts';
import { CALM, drawWeather, type Weather } from './engine/weather.ts';
import { Outlaw } from './parties/outlaw.ts';
import { Person, type Town } from './parties/person.ts';
import { submission } from './parties/raw-account.ts';
import { Treasury } from './parties/treasury.ts';
import { found } from './sovereign/founding.ts';
import { SovereignNode } from './sovereign/node.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly crypto?: CryptoProvider;
  readonly seams?: Seams;
  /** Drawn from the seed unless it is given. */
  readonly weather?: Weather;
  readonly onTrace?: (line: string) => void;
}

const NAMES = ['ada', 'ben', 'cora', 'dan', 'eve', 'finn'] as const;
const CODES = ['HRB', 'GLD'] as const;

/** One sovereign, several wallets and an outlaw, and everything that may befall them. */
export class World {
  readonly books: Books;
  readonly node: SovereignNode;
  /** Who has a wallet now, and who has had one on a device that was revoked. */
  readonly people: Person[];
  readonly retired: Person[] = [];
  readonly outlaw: Outlaw;
  readonly treasury: Treasury;
  readonly trace: Trace;
  readonly scheduler: Scheduler = new Scheduler();
  steps = 0;
  readonly #context: WorldContext;
  readonly #random: Random;
  readonly #stormy: Weather;
  #weather: Weather = CALM;
  #fault: { readonly error: unknown } | undefined;
  #compared = 0;

  constructor({ seed, crypto = keyedHashCrypto, seams = {}, weather, onTrace }: WorldOptions) {
    const random = seededRandom(seed);
    this.#random = random.fork('fate');
    this.#stormy = weather ?? drawWeather(random.fork('weather'));
    this.trace = new Trace(onTrace);
    this.#context = {
      scheduler: this.scheduler,
      random,
      trace: this.trace,
      crypto,
      seams,
      weather: () => this.#weather,
      fail: (error) => {
        this.#fault ??= { error };
      },
    };
    const founding = found(crypto);
    this.books = new Books(founding.constitution);
    this.node = new SovereignNode(this.#context, founding);
    const names = NAMES.slice(0, 3 + this.#random.below(NAMES.length - 2));
    this.people = names.map((name) => new Person(this.#context, this.node, name));
    this.outlaw = new Outlaw(this.#context, this.node, this.books);
    this.treasury = new Treasury(this.#context, this.node, this.books);
  }

  get context(): WorldContext {
    return this.#context;
  }

  /** Everybody gets a wallet and money, in calm weather. */
  async found(): Promise<void> {
    this.node.start();
    await this.runFor(1_000);
    for (const { machine, name } of this.people) {
      const claimMs = this.#random.pick([8_000, 30_000, 240_000]);
      const validityMs = this.#random.pick([3_000, 15_000, 30_000]);
      const created = await this.drive(machine.create(claimMs, validityMs));
      if (!created.ok) throw new Error(`${name}: ${JSON.stringify(created.failure)}`);
    }
    const opening = this.node.serve(submission([this.outlaw.opening()]));
    if (opening === undefined) throw new Error('the sovereign is down');
    await this.drive(opening);
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
    this.#weather = this.#stormy;
    note(this.#context, `the weather: ${JSON.stringify(this.#weather)}`);
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
    for (const person of this.people) person.live(town);
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
    this.#weather = CALM;
    note(this.#context, 'calm');
    this.node.clockError = 0;
    this.outlaw.isLiving = false;
    for (const person of this.people) {
      person.isLiving = false;
      person.machine.clockError = 0;
    }
  }

  /** One event, and the checks after it. */
  async step(): Promise<boolean> {
    const isMore = await this.scheduler.step();
    this.steps += 1;
    if (this.#fault !== undefined) throw this.#fault.error;
    this.books.read(this.node.image.entries);
    const ledger = this.node.settledLedger;
    if (ledger !== undefined && this.#compared !== this.books.size) {
      compareMemory(ledger.state, this.books);
      this.#compared = this.books.size;
    }
    return isMore;
  }

  async run(steps: number): Promise<void> {
    for (let n = 0; n < steps && (await this.step()); n++);
  }

  async runFor(ms: number): Promise<void> {
    let isOver = false;
    this.scheduler.after(ms, () => {
      isOver = true;
    });
    while (!isOver) await this.step();
  }

  /** Lets the world go on until something has happened. */
  async drive<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const watched = work.finally(() => {
      isDone = true;
    });
    watched.catch(() => {});
    for (let n = 0; !isDone; n++) {
      demand(n < 200_000, 'nobody is stuck', () => 'something that should end does not');
      if (!(await this.step())) break;
    }
    return watched;
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
      const weather = this.#weather;
      if (weather === CALM) return;
      const happens = (perMinute: number): boolean => this.#random.chance(perMinute / 60);
      if (happens(weather.ledgerCrashes)) this.node.stop(this.#random.between(200, 10_000));
      if (happens(weather.ledgerCloses)) this.node.stop(this.#random.between(50_000, 200_000));
      if (happens(weather.walletCrashes)) this.#random.pick(this.people).crash();
      if (happens(weather.clockSteps)) this.#stepClock(weather.clockStepMs);
      if (happens(3)) this.#issue();
      this.#befall();
    });
  }

  #stepClock(most: number): void {
    const step = this.#random.between(-most, most);
    const clock = this.#random.pick([this.node, ...this.people.map(({ machine }) => machine)]);
    clock.clockError = this.#random.chance(0.3) ? 0 : clock.clockError + step;
    note(this.#context, `a clock is ${clock.clockError} ms off`);
  }

  #issue(): void {
    const amount = BigInt(this.#random.between(1, 50_000));
    const payee = this.#random.pick(
      [...this.books.chains.values()].filter(({ kind }) => kind === 'identity'),
    );
    const code = this.#random.pick(CODES);
    const issued = this.treasury.issue(payee.head.chain, code, amount);
    issued.catch((error: unknown) => this.#context.fail(error));
  }

  /** For whoever reads the result. */
  figures(): Record<string, number> {
    return {
      entries: this.books.size,
      transitions: this.books.indexes.size,
      acknowledged: this.node.witness.acknowledged,
      seconds: Math.round(this.scheduler.now / 1000),
    };
  }
}
