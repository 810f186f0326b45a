import type { Amount } from '@tallystick/protocol';

/**
 * Money as it is written: `1000.00 EUR` is 100000 units with 2 decimals. How many decimals the
 * currency itself has is checked elsewhere, so that a text can be read without knowing it.
 */
export interface Money {
  readonly kind: 'money';
  readonly units: Amount;
  readonly decimals: number;
  readonly currency: string;
}

/** A count, a tier, or an indicator's figure: 0 to 2^63 − 1. */
export interface Figure {
  readonly kind: 'figure';
  readonly value: bigint;
}

export type Constant = Money | Figure;
