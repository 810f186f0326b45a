import {
  type VotingCrypto,
  effectsCodec,
  entryLeaf,
  type Epoch,
  type Hash,
  type Header,
} from '@tallystick/protocol';
import type { Rulebook } from '@tallystick/rules';
import { slab } from '../effects/slab.ts';
import type { Refusal } from '../refusal/refusal.ts';
import type { Change } from '../state/change.ts';
import type { LedgerState } from '../state/state.ts';
import { admitIssue } from './admit-issue.ts';
import { admitOpen } from './admit-open.ts';
import { admitPut } from './admit-put.ts';
import { admitSay } from './admit-say.ts';
import { admitTake } from './admit-take.ts';
import type { Outcome } from './admitted.ts';
import { checkNotAfter } from './check-not-after.ts';
import { checkOperation } from './check-operation.ts';
import { checkSignatures, type Verify } from './check-signatures.ts';
import { checkSuccessor } from './check-successor.ts';
import type { Answers } from './decide.ts';
import type { DecodedTransition } from './decode-transition.ts';
import { type Chain, findChain } from './find-chain.ts';

/** A transition that may enter the log. Nothing has changed yet: see `applyAdmitted`. */
export interface Admitted {
  readonly ok: true;
  readonly id: Hash;
  /** Canonical bytes, for the batch's lifetime (see `Slab`). */
  readonly effects: Uint8Array;
  /** The data of its leaf in the log. */
  readonly leaf: Uint8Array;
  readonly changes: readonly Change[];
}

/** What `admit` decides under. */
export interface AdmitContext {
  readonly header: Header;
  readonly rulebook: Rulebook;
  /** What has been decided before, elsewhere; null: the rulebook decides here. */
  readonly answers: Answers | null;
  /** Verifies transitions' signatures, or `VERIFIED` where somebody has. */
  readonly verify: Verify;
  /** Verifies what is signed inside an operation. */
  readonly verifyInside: Verify;
  /** For what needs no key: hashes. */
  readonly crypto: VotingCrypto;
  /** The epoch that the header names. */
  readonly epoch: Epoch;
}

/**
 * Decides about one transition, of good form already, in the order of DESIGN section 6, cheapest
 * first. A pure function: the same state, transition and header give the same answer, bit for bit.
 */
export function admit(
  state: LedgerState,
  transition: DecodedTransition,
  context: AdmitContext,
): Admitted | Refusal {
  const { validityMs } = state.constitution.parameters;
  const stale = checkNotAfter(transition, context.header.time, validityMs);
  if (stale !== undefined) return stale;
  const chain = findChain(state, transition);
  if (!chain.ok) return chain;
  const refusal =
    checkSuccessor(state, chain, transition.state) ??
    checkSignatures(state, transition, chain, context) ??
    checkOperation(chain, transition.operation);
  if (refusal !== undefined) return refusal;
  const outcome = perform(state, transition, chain, context);
  if (!outcome.ok) return outcome;
  if (chain.kind !== 'new') outcome.changes.push(moveHead(chain, transition));
  const effects = slab.encode(effectsCodec, outcome.effects);
  const { id } = transition;
  return { ok: true, id, effects, leaf: entryLeaf(id, effects), changes: outcome.changes };
}

/** The operation's own checks: balances, holds, conditions, the rulebook's decision, capacity. */
function perform(
  state: LedgerState,
  transition: DecodedTransition,
  chain: Chain,
  context: AdmitContext,
): Outcome | Refusal {
  const { operation } = transition;
  const { header } = context;
  const slot = chain.kind === 'new' ? -1 : chain.slot;
  switch (operation.kind) {
    case 'open':
      return admitOpen(state, transition, operation, header);
    case 'mint':
    case 'burn':
      return admitIssue(state, transition, operation, slot, header);
    case 'put':
      return admitPut(state, transition, operation, slot, header, context);
    case 'take':
      return admitTake(state, transition, operation, slot, context);
    case 'say':
      return admitSay(state, transition, operation, slot, context);
  }
}

function moveHead(chain: Exclude<Chain, { kind: 'new' }>, transition: DecodedTransition): Change {
  const { entropy, sequence } = transition.state;
  const { slot } = chain;
  const kind = chain.kind === 'identity' ? 'identity-head' : 'device-head';
  return { kind, slot, id: transition.id, entropy, sequence };
}
