import { notAcceptable, type Refusal } from '../refusal/refusal.ts';
import type { DecodedTransition } from './decode-transition.ts';

/** A transition that was kept back goes stale. `time` is the batch header's. */
export function checkNotAfter(transition: DecodedTransition, time: number): Refusal | undefined {
  return time > transition.operation.notAfter ? notAcceptable('expired') : undefined;
}
