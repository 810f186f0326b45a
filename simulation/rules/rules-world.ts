import { compile, type Rulebook } from '@tallystick/rules';
import { DecisionBook } from '../check/decision-book.ts';
import { note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { CALM, type Weather } from '../engine/weather.ts';
import { drawDays } from '../offline/climate.ts';
import { outcomes, submission } from '../parties/raw-account.ts';
import { Treasury } from '../parties/treasury.ts';
import type { Pace } from '../sovereign/founding.ts';
import { Stage, type StageOptions } from '../stage.ts';
import { drawLaw, type Law } from './law.ts';
import { Resident } from './resident.ts';
import { drawRingFaults, PretendedRing, type RingFaults } from './ring.ts';

export interface RulesOptions extends StageOptions {
  /** Drawn from the seed unless it is given. */
  readonly ring?: RingFaults;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** How long a world lasts: a little longer than its law changes. */
const HOURS = 13;
/** Around an edge: when most come, and when those come who know it to the millisecond. */
const RUSH_MS = 1_500;
const RAZOR = { from: -6, to: 0 } as const;
const NO_FAULTS: RingFaults = { lost: 0, doubled: 0, late: 0, crashes: 0 };
const PACE: Pace = {
  heartbeatMs: 10 * MINUTE_MS,
  closureAfterMs: 30 * MINUTE_MS,
  validityMs: 10 * MINUTE_MS,
};
const CODES = ['HRB', 'GLD'] as const;

/**
 * One sovereign under rules that change, asking a ring that fails, and people with several devices each who all come when an hour turns,
 * or a version ends, for the last of what they may still send.
 */
export class RulesWorld extends Stage {
  readonly residents: Resident[] = [];
  readonly law: Law;
  readonly decisions: DecisionBook;
  readonly treasury: Treasury;
  readonly #random: Random;
  readonly #stormy: Weather;
  readonly #stormyRing: RingFaults;
  #faults: RingFaults = NO_FAULTS;
  #isOver = false;

  constructor({ weather, ring, ...options }: RulesOptions) {
    super(options, PACE, (key) => ({ registrars: { threshold: 1, keys: [key('registrar')] } }));
    const { context, node, books } = this;
    const { random } = context;
    this.#random = random.fork('fate');
    this.#stormy = weather ?? drawDays(random.fork('weather'));
    this.#stormyRing = ring ?? drawRingFaults(random.fork('ring faults'));
    const { constitution } = node.founding;
    this.law = drawLaw(constitution, random.fork('law'));
    node.rulebook = this.law.rulebook;
    if (this.#random.chance(0.8)) {
      const ofRing = random.fork('ring');
      node.ring = (machine) => new PretendedRing(context, machine, ofRing, () => this.#faults);
    }
    const legal = { source: this.law.source, rulebook: compiledAnew(this.law) };
    this.decisions = new DecisionBook(books, constitution, () => legal, this.law.ceiling);
    this.treasury = new Treasury(context, node, books);
    const count = this.#random.between(2, 4);
    for (let at = 0; at < count; at++) this.residents.push(new Resident(this, at));
  }

  override async step(): Promise<boolean> {
    const isMore = await super.step();
    this.decisions.read(this.node.image.entries);
    return isMore;
  }

  /** Everybody gets an identity, devices, tiers and money, in calm weather. */
  async found(): Promise<void> {
    this.scheduler.after(0, () => this.node.start());
    await this.runFor(1_000);
    for (const resident of this.residents) {
      for (const transition of resident.beginnings()) {
        const serving = this.node.serve(submission([transition]));
        const answer = serving && (await this.drive(serving));
        const [code] = answer === undefined ? [] : outcomes(answer);
        if (code !== 'admitted') throw new Error(`beginning in calm weather: ${code}`);
      }
    }
    for (const resident of this.residents) {
      for (const account of resident.accounts) {
        for (const code of CODES) {
          const amount = code === 'HRB' ? 500_000n : 250_000n;
          const issued = await this.drive(this.treasury.issue(resident.id, code, amount));
          if (issued !== 'admitted') throw new Error(`issuing in calm weather: ${issued}`);
        }
        await this.drive(resident.collect(account));
      }
    }
  }

  begin(): void {
    this.weather = this.#stormy;
    this.#faults = this.#stormyRing;
    note(this.context, `the weather: ${JSON.stringify(this.#stormy)}`);
    note(this.context, `the ring: ${JSON.stringify(this.#stormyRing)}`);
    const edges = this.#edges();
    for (const inMs of edges) this.#rushAt(inMs);
    this.scheduler.after(Math.max(...edges) + MINUTE_MS, () => {
      this.#isOver = true;
    });
    this.#befall();
  }

  /** Until it is over, or so many events have happened. */
  async live(steps: number): Promise<void> {
    for (let n = 0; n < steps && !this.#isOver && (await this.step()); n++);
  }

  calm(): void {
    this.weather = CALM;
    this.#faults = NO_FAULTS;
    this.node.clockError = 0;
    note(this.context, 'calm');
    for (const resident of this.residents) resident.isLiving = false;
  }

  /** Hours that turn, versions that end, and some moments between: how soon each is. */
  #edges(): number[] {
    const now = this.node.wall();
    const turns = Array.from({ length: HOURS }, (_, hour) => {
      return (Math.floor(now / HOUR_MS) + hour + 1) * HOUR_MS;
    });
    const between = turns.map((turn) => turn + this.#random.between(1, 3_600) * 1_000);
    const edges = [...turns, ...between, ...this.law.instants].sort((a, b) => a - b);
    return edges.map((edge) => edge - now).filter((inMs) => inMs > RUSH_MS);
  }

  #rushAt(inMs: number): void {
    const now = this.node.wall();
    for (const resident of this.residents) {
      for (const account of resident.accounts) {
        const rush = this.#random.between(-RUSH_MS, RUSH_MS);
        if (this.#random.chance(0.5))
          this.scheduler.after(inMs + rush, () => resident.rush(account));
        if (this.#random.chance(0.5)) continue;
        const razor = this.#random.between(RAZOR.from, RAZOR.to);
        this.scheduler.after(inMs + razor, () => resident.strike(account, now + inMs));
      }
    }
    // Nothing else would move a clock just then.
    if (this.#random.chance(0.2)) this.scheduler.after(inMs - RUSH_MS, () => this.#stepClock());
    if (this.#random.chance(0.1)) {
      const rush = this.#random.between(-RUSH_MS, RUSH_MS);
      this.scheduler.after(inMs + rush, () => this.node.stop(this.#random.between(50, 3_000)));
    }
  }

  #stepClock(): void {
    const most = this.#random.pick([500, 2_000, 120_000]);
    this.node.clockError = this.#random.chance(0.6) ? 0 : this.#random.between(-most, most);
    note(this.context, `the sovereign's clock is ${this.node.clockError} ms off`);
  }

  /** Every half hour, fate decides. */
  #befall(): void {
    this.scheduler.after(HOUR_MS / 2, () => {
      if (this.weather === CALM) return;
      if (this.#random.chance(0.05)) this.node.stop(this.#random.between(HOUR_MS / 4, HOUR_MS));
      if (this.#random.chance(0.2)) this.#random.pick(this.residents).rise();
      this.#befall();
    });
  }

  figures(): Record<string, number> {
    const total = (count: (resident: Resident) => number): number =>
      this.residents.reduce((sum, resident) => sum + count(resident), 0);
    return {
      entries: this.books.size,
      transitions: this.books.indexes.size,
      decided: this.decisions.decided,
      objected: total(({ objected }) => objected),
      undecided: total(({ undecided }) => undecided),
      hours: Math.round(this.scheduler.now / HOUR_MS),
    };
  }
}

/** From the same texts, by nobody whom the node has met. */
function compiledAnew({ source }: Law): Rulebook {
  const again = compile(source);
  if (!again.ok) throw new Error('the law does not compile');
  return again.rulebook;
}
