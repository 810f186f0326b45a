import type { Random } from './random.ts';

/**
 * How bad the world is. Drawn anew for each seed, so that some worlds have one kind of fault and others
 * all of them at once; probabilities are per request, write or minute.
 */
export interface Weather {
  /** Of a message on the way. */
  readonly lost: number;
  readonly doubled: number;
  /** Of a copy that somebody keeps back for minutes. */
  readonly keptBack: number;
  readonly slowestMs: number;
  /** Of one commit of the ledger. */
  readonly diskFails: number;
  readonly diskFull: number;
  readonly slowDisk: number;
  /** Of one write of a wallet. */
  readonly walletDiskFails: number;
  /** Per simulated minute. */
  readonly ledgerCrashes: number;
  readonly walletCrashes: number;
  readonly ledgerCloses: number;
  readonly clockSteps: number;
  /** How far a clock is stepped at most. */
  readonly clockStepMs: number;
  /** The sovereign's clock leaps for a while, months ahead. */
  readonly clockLeaps: number;
  /** The sovereign's disk dies and is put back from an older copy. */
  readonly disksLost: number;
  /** The same of a wallet's. */
  readonly putBacks: number;
  /** Of a wallet with somebody hostile between it and the sovereign. */
  readonly middles: number;
}

export const CALM: Weather = {
  lost: 0,
  doubled: 0,
  keptBack: 0,
  slowestMs: 40,
  diskFails: 0,
  diskFull: 0,
  slowDisk: 0,
  walletDiskFails: 0,
  ledgerCrashes: 0,
  walletCrashes: 0,
  ledgerCloses: 0,
  clockSteps: 0,
  clockStepMs: 0,
  clockLeaps: 0,
  disksLost: 0,
  putBacks: 0,
  middles: 0,
};

export function drawWeather(random: Random): Weather {
  const sometimes = (most: number): number =>
    random.chance(0.5) ? (most * (1 + random.below(10))) / 10 : 0;
  return {
    lost: sometimes(0.15),
    doubled: sometimes(0.15),
    keptBack: sometimes(0.05),
    slowestMs: random.pick([20, 200, 2_000]),
    diskFails: sometimes(0.02),
    diskFull: sometimes(0.02),
    slowDisk: sometimes(0.1),
    walletDiskFails: sometimes(0.01),
    ledgerCrashes: sometimes(2),
    walletCrashes: sometimes(12),
    ledgerCloses: sometimes(0.5),
    clockSteps: sometimes(2),
    clockStepMs: random.pick([500, 20_000, 120_000]),
    clockLeaps: sometimes(1),
    disksLost: sometimes(1.5),
    putBacks: sometimes(4),
    middles: sometimes(0.5),
  };
}
