import { shortKeys } from '@tallystick/protocol';
import type { Outcome } from '@tallystick/wallet';
import { valueOf } from '../../failure.ts';
import { Stop } from '../../stop.ts';

/** What to type after a failure, by its code; DIR is the wallet's folder. */
const NEXT: Readonly<Record<string, string>> = {
  'void-unconfirmed':
    'To believe it: tally offline finish DIR FILE --void AMOUNT. To be asked above an amount only: tally offline limits DIR CURRENCY --voids AMOUNT',
  'no-evidence': 'While the sovereign can be reached: tally sync DIR',
  'no-room':
    'While the sovereign can be reached: tally tab open DIR TO AMOUNT CURRENCY, tally tab raise DIR TO AMOUNT, or tally allowance open DIR AMOUNT CURRENCY --per-cheque AMOUNT',
  'request-expired': 'Whoever is to be paid asks again: tally offline request',
  'too-many-unconfirmed': 'Read the receipts that are missing: tally offline finish DIR FILE',
  'place-not-free': 'Give the same command again then.',
  'unknown-tab': 'Your tabs: tally tab list DIR',
  'condition-unmet':
    'What every claim waits for: tally hold list DIR. A word that somebody gave is read with: tally hold add DIR FILE',
  'not-proven':
    'Have the terms handed over (tally hold terms), and read them with: tally hold add DIR FILE',
  'not-asked-for': 'What waits, and for what: tally hold list DIR',
  'still-sealed':
    'The others release theirs with tally hold share; read it with: tally hold add DIR FILE',
  'swap-differs': 'Its terms, claim by claim: tally hold list DIR',
  'hold-gone': 'What became of it: tally hold list DIR --all, and tally history DIR',
};

/** The value of a wallet's answer; a failure says what to type next where that is known. */
export function offlineValue<T>(outcome: Outcome<T>, dir: string): T {
  const next = outcome.ok ? undefined : NEXT[outcome.failure.code];
  try {
    return valueOf(outcome);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const said = shortKeys(error.answer.complaint ?? '');
    const complaint = next === undefined ? said : `${said}\n${next.replaceAll('DIR', dir)}`;
    throw new Stop({ ...error.answer, complaint });
  }
}
