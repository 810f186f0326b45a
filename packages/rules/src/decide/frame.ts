import type { Facts } from '../facts/facts.ts';
import type { Truth } from './truth.ts';

/** One receiver that a hold's facts admit, as programs see it. Filled anew for each. */
export interface Frame {
  /** Aligned: its sums, counts, lists, rates and indicators stand as the rulebook's needs do. */
  facts: Facts;
  receiverTier: number;
  /** Whether this is the first payment to it. */
  first: Truth;
  /** Its place among the facts' receivers. */
  receiver: number;
}

/** A condition for one corridor (origin, destination, currency), which it need not ask any more. */
export type Program = Truth | ((frame: Frame) => Truth);

export function run(program: Program, frame: Frame): Truth {
  return typeof program === 'function' ? program(frame) : program;
}
