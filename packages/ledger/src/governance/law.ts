import { type Constitution, MAX_UINT } from '@tallystick/protocol';
import { noObjection, type Rulebook, type RulebookSource, reignsOf } from '@tallystick/rules';
import type { LedgerState } from '../state/state.ts';
import { type Items, itemsAt } from './constitution-at.ts';
import type { Governing } from './governing.ts';
import { historyAt } from './standing.ts';

/** The rulebook that governance has made, and what it was compiled from. */
export interface RulebookInForce {
  readonly source: RulebookSource;
  readonly rulebook: Rulebook;
}

/** What is in force under a header, and for how long nothing but what is said can change it. */
export interface Law extends Items {
  readonly revision: number;
  readonly from: number;
  readonly until: number;
  readonly rules: RulebookInForce;
}

export function makeLaw(state: LedgerState, governing: Governing, time: number): Law {
  const items = itemsAt(governing, state.constitution, time, time);
  return {
    ...items,
    revision: governing.revision,
    from: time,
    until: nextChange(governing, time),
    rules: rulesOf(state, items.constitution),
  };
}

function rulesOf(state: LedgerState, { currencies }: Constitution): RulebookInForce {
  const own = currencies.map(({ code, decimals }, number) => ({
    code,
    id: state.currencies.ids[number] as Uint8Array,
    decimals,
  }));
  return {
    source: { modules: [], lists: [], settings: [], currencies: own },
    rulebook: noObjection,
  };
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
