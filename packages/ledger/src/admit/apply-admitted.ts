import { applyChange } from '../state/apply.ts';
import type { Change } from '../state/change.ts';
import { assertConserved } from '../state/currencies.ts';
import type { LedgerState } from '../state/state.ts';
import type { Admitted } from './admit.ts';

/** Changes the state as admitted, and asserts that no value appeared or was lost. */
export function applyAdmitted(state: LedgerState, { changes }: Admitted): void {
  for (let i = 0; i < changes.length; i += 1) applyChange(state, changes[i] as Change);
  for (let i = 0; i < changes.length; i += 1) {
    const change = changes[i] as Change;
    if (change.kind === 'balance') assertConserved(state.currencies, change.currency);
  }
}
