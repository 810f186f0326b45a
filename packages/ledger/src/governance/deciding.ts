import { noObjection, type Rulebook } from '@tallystick/rules';
import type { CurrentRulebook } from '../cycle/questions.ts';
import type { LedgerState } from '../state/state.ts';
import { lawOf } from './law.ts';

/** What puts are decided by under the header that was entered last; `port` without governance. */
export function decidingRulebook(state: LedgerState, port: Rulebook): CurrentRulebook {
  if (state.governing === null) return { source: null, rulebook: port };
  const { source, rulebook } = lawOf(state, state.governing).rules;
  return { source: rulebook === noObjection ? null : source, rulebook };
}
