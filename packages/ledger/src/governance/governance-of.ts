import type { Constitution, Governance } from '@tallystick/protocol';
import { readItem } from './constitution-at.ts';
import type { Governing } from './governing.ts';
import type { ProposalState } from './proposal-state.ts';

/** Offices are those of the governance under which the proposal was admitted. */
export function governanceOf(
  governing: Governing,
  founding: Constitution,
  { governedBy }: Pick<ProposalState, 'governedBy'>,
): Governance {
  if (governedBy !== null) return readItem(governing, 'governance', governedBy);
  // A ledger that is governed was founded with a governance.
  return founding.governance as Governance;
}
