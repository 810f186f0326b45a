/** What is promised of each way to pay, and what can be lost: DESIGN section 2. */

/** What an act means to whoever gets it. */
export interface Meaning {
  readonly kind: 'tab' | 'cheque';
  readonly doubleSpend: 'prevented' | 'detected';
  readonly words: string;
}

export function meaningOf(kind: 'tab' | 'cheque'): Meaning {
  return kind === 'tab'
    ? {
        kind,
        doubleSpend: 'prevented',
        words:
          'A tab: double spending is prevented, as long as the payee claims before its window ends. What can be lost is what the payee has not claimed by then.',
      }
    : {
        kind,
        doubleSpend: 'detected',
        words:
          'A cheque: double spending is detected, and proven to anyone, as soon as two conflicting halves reach one honest party. Until it is deposited it is provisional: what can be lost is what was accepted.',
      };
}

export const STREAM: { readonly doubleSpend: 'prevented'; readonly words: string } = {
  doubleSpend: 'prevented',
  words:
    'A stream: double spending is prevented, as on a tab, as long as the payee claims before its window ends. What can be lost is ticks since the payee last stored one, and what it has not claimed by then.',
};
