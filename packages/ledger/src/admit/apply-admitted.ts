import { applyChange } from '../state/apply.ts';
import { assertConserved } from '../state/currencies.ts';
import type { LedgerState } from '../state/state.ts';
import type { Admitted } from './admit.ts';

/** Changes the state as admitted, and asserts that no value appeared or was lost. */
export function applyAdmitted(state: LedgerState, admitted: Admitted): void {
  for (const change of admitted.changes) {
    applyChange(state, change);
  }
  for (const change of admitted.changes) {
    if (change.kind === 'balance') assertConserved(state.currencies, change.currency);
  }
}
