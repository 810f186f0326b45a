import type { SignatureJob } from '@tallystick/protocol';
import type { LedgerState } from '../../state/state.ts';
import type { DecodedTransition } from '../decode-transition.ts';
import { forkProofJobs, NO_JOBS } from '../check-fork-proof.ts';
import { checkCost, hasProofs } from './cost.ts';
import type { Refusal } from '../../refusal/refusal.ts';
import type { TakeContext } from './scene.ts';
import { sceneOf, takeAll } from './take-further.ts';

/** What an operation shows can be verified; see `checkCost`. */
export function checkProofCost({ operation, signatures }: DecodedTransition): Refusal | undefined {
  if (operation.kind !== 'take' || !hasProofs(operation)) return undefined;
  return checkCost(operation, signatures.length);
}

/** Whether there can be signatures inside an operation. */
export function isProving({ operation }: DecodedTransition): boolean {
  return operation.kind === 'say' || (operation.kind === 'take' && hasProofs(operation));
}

/**
 * The signatures inside an operation, as far as the state shows by now whose they have to be: of
 * what follows from a transition that is still pending, admission verifies them.
 */
export function proofJobs(
  state: LedgerState,
  transition: DecodedTransition,
  context: TakeContext,
): readonly SignatureJob[] {
  const {
    operation,
    state: { chain },
  } = transition;
  if (operation.kind === 'say') return forkProofJobs(state, operation, context.crypto);
  const slot = state.devices.find(chain);
  if (operation.kind !== 'take' || slot < 0) return NO_JOBS;
  const scene = sceneOf(state, transition, state.devices.owner(slot), context);
  // What is refused now may be good when it is admitted, and then verifies there.
  takeAll(scene, operation);
  return scene.jobs;
}
