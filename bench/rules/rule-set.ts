import { COUNTRIES, type Facts } from '@tallystick/rules';

/** The same rules for three engines: sanctioned pairs, a cap, monthly sums by tier, cross-border. */

export const RULES = 5000;
/** Rules that are not about a pair of countries. */
const OTHERS = 4;

const ALL: readonly string[] = [...COUNTRIES];

export const CURRENCY: Uint8Array = new Uint8Array(32).fill(7);
export const CAP = 1_000_000;
/** What tiers 0 and 1 may send in thirty days, in cents. */
export const MONTHLY: readonly [number, number] = [100_000, 500_000];
export const CROSSBORDER = 100_000;

export interface Pair {
  readonly origin: string;
  readonly destination: string;
}

/** Different pairs of different countries. */
export const PAIRS: readonly Pair[] = ALL.flatMap((origin, i) =>
  ALL.filter((_, j) => j !== i).map((destination) => ({ origin, destination })),
)
  // A stride that shares no divisor with the number of pairs visits each of them once.
  .map((_, i, all) => all[(i * 20_011) % all.length] as Pair)
  .slice(0, RULES - OTHERS);

/** A payment in cents, as every engine gets it. */
export interface Payment extends Pair {
  readonly amount: number;
  readonly tier: number;
  /** In thirty days. */
  readonly sent: number;
}

/** The same payments in every run: a linear congruential generator draws them. */
export function payments(count: number): Payment[] {
  let state = 12_345;
  const draw = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const country = (): string => ALL[draw(ALL.length)] as string;
  return Array.from({ length: count }, () => ({
    origin: country(),
    destination: country(),
    amount: draw(10) === 0 ? draw(2 * CAP) : draw(CROSSBORDER),
    tier: draw(4),
    sent: draw(3) === 0 ? draw(2 * MONTHLY[1]) : draw(MONTHLY[0]),
  }));
}

export function factsOf({ origin, destination, amount, tier, sent }: Payment): Facts {
  return {
    currency: CURRENCY,
    amount: BigInt(amount),
    sender: { country: origin, tier },
    receivers: [{ kind: 'party', country: destination, tier: 1, first: false }],
    online: true,
    time: 1_830_000_000_000,
    sent: [{ hours: 720, amount: BigInt(sent) }],
    payments: [],
    payees: [],
    purpose: null,
    secondFactor: null,
    documents: null,
    waitedMs: null,
    lists: [],
    rates: [{ currency: 'EUR', rate: null }],
    indicators: [],
    exempt: [],
  };
}
