import type { Constant } from './constant.ts';

/** A figure that may be set anew within its bounds, without a new version of the module. */
export interface Fixed {
  readonly kind: 'fixed';
  readonly value: Constant;
}

/**
 * A published indicator's figure, times a constant where there is one, kept within the bounds. An
 * indicator that is missing or stale makes whatever reads the parameter a missing fact.
 */
export interface Follows {
  readonly kind: 'follows';
  readonly indicator: string;
  readonly times: Constant | null;
}

/** `parameter CAP "A month's cap" is 3000.00 EUR between 1000.00 EUR and 5000.00 EUR` */
export interface Parameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly title: string;
  readonly value: Fixed | Follows;
  readonly low: Constant;
  readonly high: Constant;
}
