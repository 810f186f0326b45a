import {
  type Amount,
  type Hash,
  streamStart,
  type TakeOperation,
  type Taking,
  type TakingEffect,
  tickFault,
} from '@tallystick/protocol';
import { type Refusal, refuse } from '../../refusal/refusal.ts';
import type { LedgerState } from '../../state/state.ts';
import { isOver, takeClaim, takeRest } from './take-claim.ts';
import { badProof, type Scene, type TakeContext } from './scene.ts';
import { type WorkingHold, WorkingHolds } from './working-holds.ts';

/** What takings come to, each seeing what those before it did. */
export interface Taken {
  readonly ok: true;
  readonly effects: readonly TakingEffect[];
  /** By the constitution's index of the currency. */
  readonly credits: ReadonlyMap<number, Amount>;
}

/** `taker`: what the taking chain belongs to. */
export function sceneOf(
  state: LedgerState,
  { id: transition }: { readonly id: Hash },
  taker: number,
  context: TakeContext,
): Scene {
  const { header, crypto, epoch } = context;
  const holds = new WorkingHolds(state);
  return { state, transition, taker, header, crypto, epoch, holds, jobs: [], ticks: [] };
}

/** All takings in order. What has to be verified is in the scene afterwards, and is not yet. */
export function takeAll(scene: Scene, { takings }: TakeOperation): Taken | Refusal {
  const effects: TakingEffect[] = [];
  const credits = new Map<number, Amount>();
  for (const [index, taking] of takings.entries()) {
    const working = scene.holds.find(taking.hold);
    if (working === undefined) {
      return refuse('unknown-hold', { taking: index, hold: taking.hold.toHex() });
    }
    const shown = { taking, index };
    const refusal =
      taking.claim === null
        ? takeBack(scene, working, shown)
        : takeClaim(scene, working, taking.claim, shown);
    if (refusal !== undefined) return refusal;
    assertWithinCap(working);
    const { currency } = working.hold;
    credits.set(currency, (credits.get(currency) ?? 0n) + taking.amount);
    effects.push({ paidAfter: working.paid, closed: working.closed });
  }
  return { ok: true, effects, credits };
}

/** Ticks lead to their anchors: up to 262,144 hashes in all. */
export function checkTicks({ ticks }: Scene): Refusal | undefined {
  for (const { taking, tick, stream } of ticks) {
    const fault = tickFault(tick, streamStart(stream), stream);
    if (fault !== undefined) return badProof(taking, fault);
  }
  return undefined;
}

/** Back to the owner, once every claim has ended. */
function takeBack(
  scene: Scene,
  working: WorkingHold,
  { taking, index }: { readonly taking: Taking; readonly index: number },
): Refusal | undefined {
  if (taking.proof !== null) return badProof(index, 'not-asked-for');
  const { hold } = working;
  if (hold.owner !== scene.taker) return refuse('not-claimant', { taking: index });
  for (const [claim, { until }] of hold.claims.entries()) {
    if (isOver(scene, working, claim)) continue;
    return refuse('not-returnable-yet', { taking: index, until });
  }
  return takeRest(working, taking, index);
}

function assertWithinCap({ hold, paid }: WorkingHold): void {
  if (paid >= hold.paid && paid <= hold.cap) return;
  throw new Error(`hold ${hold.number}: ${paid} paid of ${hold.cap}, ${hold.paid} before`);
}
