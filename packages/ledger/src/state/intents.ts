import { equalBytes, type Hash } from '@tallystick/protocol';
import { type Intent, NO_DETAIL } from './details.ts';
import { setDetail } from './sent.ts';
import { detailOf, type LedgerState } from './state.ts';

/** An intent that nothing was put for lapses after 31 days. */
const LAPSES_AFTER_MS = 31 * 86_400_000;

/** What an identity has announced and not put, as of a header's time: the oldest first. */
export function openIntents(state: LedgerState, identity: number, time: number): readonly Intent[] {
  const { intents } = detailOf(state, identity) ?? NO_DETAIL;
  return intents.filter(({ at }) => time - at <= LAPSES_AFTER_MS);
}

/** One more is announced, and those that have lapsed go. */
export function addIntent(state: LedgerState, identity: number, { terms, at }: Intent): void {
  const intents = [...openIntents(state, identity, at), { terms: terms.slice(), at }];
  setDetail(state, identity, { ...(detailOf(state, identity) ?? NO_DETAIL), intents });
}

/** Each of these was put for at `time`: of several with the same terms the oldest. */
export function useIntents(
  state: LedgerState,
  identity: number,
  { terms: used, time }: { readonly terms: readonly Hash[]; readonly time: number },
): void {
  const intents = [...openIntents(state, identity, time)];
  for (const terms of used) {
    const at = intents.findIndex((intent) => equalBytes(intent.terms, terms));
    if (at < 0) throw new Error('an intent that nobody announced was used');
    intents.splice(at, 1);
  }
  setDetail(state, identity, { ...(detailOf(state, identity) ?? NO_DETAIL), intents });
}
