import { notAcceptable, type Refusal } from '../refusal/refusal.ts';
import type { DecodedTransition } from './decode-transition.ts';

/**
 * A transition that was kept back goes stale, and none is made that would not for longer than the
 * constitution's `validityMs`. `time` is the batch header's; before there is one, what it will be at
 * least: a transition that is refused for lying too far ahead may be good later.
 */
export function checkNotAfter(
  transition: DecodedTransition,
  time: number,
  validityMs: number,
): Refusal | undefined {
  const { notAfter } = transition.operation;
  if (time > notAfter) return notAcceptable('expired');
  // Not `time + validityMs`, which may be more than a number holds exactly.
  return notAfter - time > validityMs ? notAcceptable('too-far-ahead') : undefined;
}
