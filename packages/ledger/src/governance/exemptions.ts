import { equalBytes, type Exemption, type Hash } from '@tallystick/protocol';
import type { Facts, Rulebook } from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import type { Governing } from './governing.ts';
import type { AppealView } from './views.ts';

/** An exemption that an appeal ended with, and that has not been used. */
export interface Usable {
  readonly appeal: AppealView;
  readonly exemption: Exemption;
}

/** What is exempted: one hold, or what a raise adds. */
export interface Exempting {
  readonly currency: Hash;
  readonly cap: bigint;
  /** The slot of the only payee; -1 where there are others, or anybody within bounds. */
  readonly payee: number;
}

const NONE: readonly Usable[] = [];

/** Of one identity, in the order of the answers; nearly everybody has none. */
export function usableExemptions(
  state: LedgerState,
  owner: number,
  time: number,
): readonly Usable[] {
  const { governing } = state;
  if (governing === null || !governing.exempting.has(owner)) return NONE;
  const usable: Usable[] = [];
  for (const id of lastingExemptions(governing, governing.speaker(owner).exemptions, time)) {
    const appeal = governing.appeal(id);
    const exemption = appeal?.answer?.exemption ?? null;
    if (appeal === undefined || exemption === null) continue;
    usable.push({ appeal, exemption });
  }
  return usable;
}

/** Those of an identity's unused exemptions that are not over at `time`. */
export function lastingExemptions(
  governing: Governing,
  exemptions: readonly Hash[],
  time: number,
): Hash[] {
  return exemptions.filter((id) => {
    const exemption = governing.appeal(id)?.answer?.exemption ?? null;
    return exemption !== null && time <= exemption.until;
  });
}

/**
 * The exemptions without which a rule would stop this, in the order in which rules stop it: one is
 * not spent where nothing objects. Rules are public, so this needs nobody's word; the decision does.
 */
export function neededExemptions(
  state: LedgerState,
  usable: readonly Usable[],
  item: Exempting,
  facts: Facts,
  rulebook: Rulebook,
): readonly Usable[] {
  const fitting = usable.filter(({ exemption }) => fits(state, exemption, item));
  const needed: Usable[] = [];
  for (let left = fitting; left.length > 0; left = left.filter((one) => !needed.includes(one))) {
    const exempt = needed.map(({ exemption }) => exemption.rule);
    const { rule } = rulebook.decide({ ...facts, exempt });
    const next = left.find(({ exemption }) => exemption.rule === rule);
    if (next === undefined) break;
    needed.push(next);
  }
  return needed;
}

function fits(state: LedgerState, exemption: Exemption, item: Exempting): boolean {
  return (
    item.payee >= 0 &&
    item.cap <= exemption.amount &&
    equalBytes(exemption.currency, item.currency) &&
    state.identities.find(exemption.payee) === item.payee
  );
}
