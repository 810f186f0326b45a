import { type Outcome, type Tried, printPayment } from '@tallystick/rules';

/** How many payments came out how. */
export type Outcomes = Readonly<Record<Outcome, number>>;

/** Payments of one kind, by the rules in force and by the draft. */
export interface Cell {
  readonly key: string;
  readonly before: Outcomes;
  readonly after: Outcomes;
}

/** A payment that the draft decides differently. */
export interface ChangedPayment {
  readonly line: number;
  readonly words: string;
  readonly before: Outcome;
  readonly after: Outcome;
  /** The rule that decides now, or decided before where nothing objects now. */
  readonly rule: string | null;
}

/** What came of many payments: plain data. */
export interface TrialSums {
  readonly payments: number;
  readonly before: Outcomes;
  readonly after: Outcomes;
  /** By size, the smallest first; `key` is the power of ten of the currency's own units that it is below. */
  readonly bands: readonly Cell[];
  /** By where from and where to, the busiest first; `key`: `DE KE`. */
  readonly corridors: readonly Cell[];
  /** How many are decided differently, and the first of them. */
  readonly changes: number;
  readonly changed: readonly ChangedPayment[];
  readonly unreadable: number;
  readonly complaints: readonly string[];
}

const MOST_CHANGED = 200;
const MOST_CORRIDORS = 12;
const MOST_COMPLAINTS = 5;
/** Bands are 1 to 10, to 100, … up to this power of ten, and above. */
const HIGHEST_BAND = 6;

type Counts = Record<Outcome, number>;
type Counted = Map<string, { readonly before: Counts; readonly after: Counts }>;

function none(): Counts {
  return { refuse: 0, hold: 0, 'no-objection': 0 };
}

/** Adds up what came of payments that two rulebooks decided. */
export class TrialCount {
  readonly #before: Counts = none();
  readonly #after: Counts = none();
  readonly #bands: Counted = new Map();
  readonly #corridors: Counted = new Map();
  readonly #changed: ChangedPayment[] = [];
  readonly #complaints: string[] = [];
  #payments = 0;
  #changes = 0;
  #unreadable = 0;

  add(line: number, old: Tried, now: Tried): void {
    const [before, after] = [old.decision.outcome, now.decision.outcome];
    const { amount, origin, destination } = now.payment;
    this.#payments += 1;
    this.#before[before] += 1;
    this.#after[after] += 1;
    count(this.#bands, String(bandOf(amount.units, amount.decimals)), before, after);
    count(this.#corridors, `${origin} ${destination}`, before, after);
    if (before === after) return;
    this.#changes += 1;
    if (this.#changed.length >= MOST_CHANGED) return;
    const rule = now.decision.rule ?? old.decision.rule;
    this.#changed.push({ line, words: printPayment(now.payment), before, after, rule });
  }

  addUnreadable(line: number, why: string): void {
    this.#unreadable += 1;
    if (this.#complaints.length < MOST_COMPLAINTS) this.#complaints.push(`${line}: ${why}.`);
  }

  sums(): TrialSums {
    const bands = cellsOf(this.#bands).toSorted((a, b) => Number(a.key) - Number(b.key));
    const corridors = cellsOf(this.#corridors).toSorted((a, b) => sizeOf(b) - sizeOf(a));
    return {
      payments: this.#payments,
      before: { ...this.#before },
      after: { ...this.#after },
      bands,
      corridors: corridors.slice(0, MOST_CORRIDORS),
      changes: this.#changes,
      changed: [...this.#changed],
      unreadable: this.#unreadable,
      complaints: [...this.#complaints],
    };
  }
}

function count(into: Counted, key: string, before: Outcome, after: Outcome): void {
  const cell = into.get(key) ?? { before: none(), after: none() };
  into.set(key, cell);
  cell.before[before] += 1;
  cell.after[after] += 1;
}

function cellsOf(counted: Counted): Cell[] {
  return [...counted].map(([key, { before, after }]) => ({
    key,
    before: { ...before },
    after: { ...after },
  }));
}

function sizeOf({ after }: Cell): number {
  return after.refuse + after.hold + after['no-objection'];
}

/** The power of ten that an amount is below, in whole units of its currency: 9.99 is 1, 10.00 is 2. */
export function bandOf(units: bigint, decimals: number): number {
  const whole = units / 10n ** BigInt(decimals);
  const digits = whole === 0n ? 1 : whole.toString().length;
  return Math.min(digits, HIGHEST_BAND + 1);
}
