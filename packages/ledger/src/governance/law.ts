import { type Constitution, MAX_UINT } from '@tallystick/protocol';
import { reignsOf } from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import { type Items, itemsAt } from './constitution-at.ts';
import type { Governing } from './governing.ts';
import { type Rules, rulesAt } from './rules-at.ts';
import { historyAt } from './standing.ts';

/** What is in force under a header, and for how long nothing but what is said can change it. */
export interface Law extends Items {
  readonly revision: number;
  readonly from: number;
  readonly until: number;
  readonly rules: Rules;
}

export function makeLaw(state: LedgerState, governing: Governing, time: number): Law {
  const items = itemsAt(governing, state.constitution, time, time);
  return {
    ...items,
    revision: governing.revision,
    from: time,
    until: nextChange(governing, time),
    rules: rulesAt(state, governing, time, governing.law?.rules ?? null),
  };
}

/** That of the header that was entered last; after a restart that of the newest one. */
export function lawOf(state: LedgerState, governing: Governing): Law {
  governing.law ??= makeLaw(state, governing, state.header?.time ?? 0);
  return governing.law;
}

/** The constitution under the header that was entered last. */
export function currentConstitution(state: LedgerState): Constitution {
  const { governing, constitution } = state;
  return governing === null ? constitution : lawOf(state, governing).constitution;
}

/** The next instant at which a stage ends, or a version begins or ends. */
function nextChange(governing: Governing, time: number): number {
  let next = MAX_UINT;
  const consider = (instant: number | null): void => {
    if (instant !== null && instant > time && instant < next) next = instant;
  };
  for (const number of governing.open) {
    const { voteFrom, voteUntil, lockUntil } = governing.proposal(number).schedule;
    for (const end of [voteFrom, voteUntil, lockUntil]) consider(end);
  }
  for (const matter of governing.matters()) {
    for (const reign of reignsOf(historyAt(governing, matter, time))) {
      consider(reign.from);
      consider(reign.until);
    }
  }
  return next;
}
