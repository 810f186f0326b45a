import type { GovernanceStatement, Hash, Header } from '@tallystick/protocol';
import type { AdmitContext } from '../../admit/admit.ts';
import type { Refusal } from '../../refusal/refusal.ts';
import type { LedgerState } from '../../state/state.ts';
import type { GovernanceChange } from '../change.ts';
import type { Governing } from '../governing.ts';
import type { Law } from '../law.ts';

/** A statement about governance, and all that it is judged by. */
export interface Speech {
  readonly state: LedgerState;
  readonly governing: Governing;
  readonly law: Law;
  /** The slot and the id of the identity that says it. */
  readonly slot: number;
  readonly identity: Hash;
  /** The transition's id. */
  readonly id: Hash;
  readonly header: Header;
  readonly context: AdmitContext;
}

/** What a statement changes, or why it is not admitted. */
export type Judged = { readonly ok: true; readonly change: GovernanceChange } | Refusal;

export type Saying<K extends GovernanceStatement['kind']> = Extract<
  GovernanceStatement,
  { kind: K }
>;
