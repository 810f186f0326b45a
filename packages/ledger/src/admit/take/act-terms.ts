import type { ActTerms } from '@tallystick/protocol';
import { writerKey } from '../../state/hold-terms.ts';
import type { LedgerState } from '../../state/state.ts';
import type { WorkingHold } from './working-holds.ts';

/** What acts on a hold are checked against; undefined where nobody writes. */
export function actTermsOf(state: LedgerState, { hold, terms }: WorkingHold): ActTerms | undefined {
  const writer = writerKey(state, terms);
  if (writer === undefined) return undefined;
  const { sovereign } = state;
  return { sovereign, hold: hold.id, terms: terms.record.hold, cap: hold.cap, writer };
}
