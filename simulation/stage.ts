import type { VotingCrypto } from '@tallystick/protocol';
import { Books } from './check/books.ts';
import { compareMemory } from './check/memory-and-disk.ts';
import { demand } from './check/violation.ts';
import type { WorldContext } from './engine/context.ts';
import { keyedHashCrypto } from './engine/keyed-hash-crypto.ts';
import { type Random, seededRandom } from './engine/random.ts';
import { Scheduler } from './engine/scheduler.ts';
import type { Seams } from './engine/seams.ts';
import { Trace } from './engine/trace.ts';
import { CALM, type Weather } from './engine/weather.ts';
import { type Charter, found, type Pace, START } from './sovereign/founding.ts';
import { SovereignNode } from './sovereign/node.ts';

export interface StageOptions {
  readonly seed: number;
  readonly crypto?: VotingCrypto;
  readonly seams?: Seams;
  /** Drawn from the seed unless it is given. */
  readonly weather?: Weather;
  readonly onTrace?: (line: string) => void;
}

/** What every world is played on: virtual time, one sovereign, and the books that are compared after every event. */
export class Stage {
  readonly books: Books;
  readonly node: SovereignNode;
  readonly trace: Trace;
  readonly scheduler: Scheduler = new Scheduler();
  readonly context: WorldContext;
  steps = 0;
  /** Of the moment. */
  weather: Weather = CALM;
  #fault: { readonly error: unknown } | undefined;
  #compared = 0;

  constructor(
    { seed, crypto = keyedHashCrypto, seams = {}, onTrace }: Omit<StageOptions, 'weather'>,
    pace?: Pace,
    charter?: Charter,
  ) {
    const random: Random = seededRandom(seed);
    this.trace = new Trace(onTrace);
    this.context = {
      scheduler: this.scheduler,
      random,
      trace: this.trace,
      crypto,
      seams,
      overheard: [],
      weather: () => this.weather,
      fail: (error) => {
        this.#fault ??= { error };
      },
    };
    const founding = found(crypto, pace, charter);
    this.books = new Books(founding.constitution, crypto);
    this.books.latestTime = () => START + this.scheduler.now + 86_400_000;
    this.node = new SovereignNode(this.context, founding);
  }

  /** The disk is another: all of it is compared anew. */
  compareAnew(): void {
    this.#compared = 0;
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
}
