import type { Random } from '../engine/random.ts';
import { CALM, drawWeather, type Weather } from '../engine/weather.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS: number = 24 * HOUR_MS;

/** What befalls people in the country within days. Rates are per day; drawn anew for each seed. */
export interface Climate {
  /** Of one village's way to the sovereign. */
  readonly cuts: number;
  readonly longestCutMs: number;
  /** The sovereign closes for hours, longer than its constitution lets a deadline run. */
  readonly closures: number;
  readonly longestClosureMs: number;
  /** How far a wallet's clock may be off: less than the margin that wallets keep. */
  readonly wrongClockMs: number;
  readonly clockSteps: number;
  /** Of a message that is carried as a file. */
  readonly lostFiles: number;
  readonly doubledFiles: number;
  readonly slowestFileMs: number;
  /** Of each wallet's machine. */
  readonly crashes: number;
  readonly putBacks: number;
  /** Somebody's machine never comes back. */
  readonly vanishings: number;
  /** Copies of the thief's wallet, and those in league with them. */
  readonly clones: number;
  readonly accomplices: number;
  /** The thief's copies keep one chain, which does not fork, and whose totals lie. */
  readonly lies: boolean;
  /** How often a copy gives all that it has at once. */
  readonly greed: number;
  /** How often somebody else gives cover for an allowance, the thief's too. */
  readonly covers: number;
}

export function drawClimate(random: Random): Climate {
  const sometimes = (most: number): number =>
    random.chance(0.6) ? (most * (1 + random.below(10))) / 10 : 0;
  return {
    cuts: sometimes(1.5),
    longestCutMs: random.pick([6 * HOUR_MS, DAY_MS, 3 * DAY_MS]),
    closures: sometimes(0.5),
    longestClosureMs: random.pick([5 * HOUR_MS, DAY_MS, 2 * DAY_MS]),
    wrongClockMs: random.pick([0, HOUR_MS, 5 * HOUR_MS]),
    clockSteps: sometimes(6),
    lostFiles: sometimes(0.4),
    doubledFiles: sometimes(0.4),
    slowestFileMs: random.pick([HOUR_MS, 8 * HOUR_MS, 2 * DAY_MS]),
    crashes: sometimes(4),
    putBacks: sometimes(0.6),
    vanishings: sometimes(0.2),
    clones: random.pick([0, 1, 2, 3]),
    accomplices: random.below(2),
    greed: random.pick([0.3, 0.7, 1]),
    lies: random.chance(0.5),
    covers: random.pick([0, 0.5, 1]),
  };
}

/** Of networks and disks; what befalls machines and clocks within minutes is not for worlds of days. */
export function drawDays(random: Random): Weather {
  const { lost, doubled, keptBack, slowestMs, diskFails, slowDisk, walletDiskFails } =
    drawWeather(random);
  return { ...CALM, lost, doubled, keptBack, slowestMs, diskFails, slowDisk, walletDiskFails };
}
