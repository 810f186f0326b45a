import { equalBytes, type Signature } from '@tallystick/protocol';
import { checkNotAfter } from '../admit/check-not-after.ts';
import {
  areEnoughOfNew,
  checkSigners,
  signatureJobs,
  type SignatureJob,
} from '../admit/check-signatures.ts';
import { checkGenesisSuites } from '../admit/check-suite.ts';
import type { DecodedTransition } from '../admit/decode-transition.ts';
import { type Chain, findChain } from '../admit/find-chain.ts';
import { checkProofCost } from '../admit/take/proof-jobs.ts';
import { notAcceptable, type Refusal } from '../refusal/refusal.ts';
import type { LedgerState } from '../state/state.ts';
import type { Tentative, TentativeChain } from './tentative.ts';

/**
 * A transition whose signatures are worth verifying, or a refusal that says nothing to outsiders
 * but what follows from the bytes alone.
 */
export type Worth = { readonly ok: true; readonly jobs: SignatureJob[] } | Refusal;

/**
 * The cheap half of admission, before any signature is verified: `notAfter`, known chain and
 * device, successor of the stored head or of a pending transition, and the right signers. Admission
 * checks all of it again, in order.
 */
export function precheck(
  state: LedgerState,
  tentative: Tentative,
  transition: DecodedTransition,
  time: number,
): Worth {
  // What the bytes alone show is said before anything is looked up.
  const costly = checkProofCost(transition);
  if (costly !== undefined) return costly;
  const stale = checkNotAfter(transition, time, state.constitution.parameters.validityMs);
  if (stale !== undefined) return stale;
  const chain = findChain(state, transition);
  if (!chain.ok) return onTentativeChain(state, tentative, transition, chain);
  if (!follows(state, chain, transition) && !tentative.precedes(transition.state)) {
    return notAcceptable('not-successor');
  }
  // Some suites take ten times as long to verify as those that are admitted.
  const refusal =
    (chain.kind === 'new' ? checkGenesisSuites(state, chain.genesis) : undefined) ??
    checkSigners(state, transition.signatures, chain);
  if (refusal !== undefined) return refusal;
  return { ok: true, jobs: signatureJobs(state, transition, chain) };
}

function follows(state: LedgerState, chain: Chain, transition: DecodedTransition): boolean {
  const { previous, sequence } = transition.state;
  switch (chain.kind) {
    case 'new':
      return true;
    case 'identity':
      return (
        sequence === state.identities.sequence(chain.slot) + 1 &&
        state.identities.headIs(chain.slot, previous)
      );
    case 'device':
    case 'treasury':
      return (
        sequence === state.devices.sequence(chain.slot) + 1 &&
        state.devices.headIs(chain.slot, previous)
      );
  }
}

/** A chain whose `open` is pending: the genesis in it has the keys. */
function onTentativeChain(
  state: LedgerState,
  tentative: Tentative,
  transition: DecodedTransition,
  refusal: Refusal,
): Worth {
  const chain = tentative.chain(transition.state.chain);
  if (chain === undefined || transition.state.sequence === 0) return refusal;
  const { previous, sequence } = transition.state;
  const isFirst = sequence === 1 && equalBytes(previous, chain.head);
  if (!isFirst && !tentative.precedes(transition.state)) return notAcceptable('not-successor');
  if (!mayStart(chain, transition.signatures)) return notAcceptable('wrong-signers');
  const { root, device, kind } = chain;
  const jobs = transition.signatures.map(({ by, bytes }) => ({
    key: kind === 'identity' && by === 0 ? root : device,
    message: transition.id,
    signature: bytes,
    context: state.contexts.transition,
  }));
  return { ok: true, jobs };
}

/** Who may sign on a chain that is a moment old: its device; its root, or a sole device. */
function mayStart(chain: TentativeChain, signatures: readonly Signature[]): boolean {
  if (chain.kind === 'device') return signatures.length === 1 && signatures[0]?.by === 0;
  return areEnoughOfNew(signatures, chain.threshold);
}
