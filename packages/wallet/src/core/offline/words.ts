/** What is promised of a way to pay: the columns of README, “What is promised”, word by word. */
interface Promised {
  readonly doubleSpend: string;
  readonly asLongAs: string;
  readonly mostLost: string;
}

/** A test holds these to the table that everybody reads (DESIGN section 2). */
export const PROMISED: Readonly<Record<'tab' | 'stream' | 'cheque', Promised>> = {
  tab: {
    doubleSpend: 'prevented, in software, even against a cloned payer',
    asLongAs:
      'the payee claims before its window ends; time in which the ledger was closed does not count',
    mostLost: 'what the payee has not claimed by then',
  },
  stream: {
    doubleSpend: 'prevented, as a tab',
    asLongAs: 'as a tab',
    mostLost: 'ticks since the payee last stored one',
  },
  cheque: {
    doubleSpend: 'detected, and proven to anyone',
    asLongAs: 'two conflicting halves reach one honest party',
    mostLost:
      'each payee: what it accepted from that payer; in all max(0, (N − 1) × cap − collateral − cover) for N isolated payees, and N is not known beforehand',
  },
};

/** One way to pay in three lines. */
export function promisedText(way: keyof typeof PROMISED): string {
  const { doubleSpend, asLongAs, mostLost } = PROMISED[way];
  return [
    `A ${way}. Double spend is ${doubleSpend}.`,
    `  As long as: ${asLongAs}.`,
    `  The most that can be lost: ${mostLost}.`,
  ].join('\n');
}

/** What an act means to whoever gets it. */
interface Meaning {
  readonly kind: 'tab' | 'cheque';
  readonly doubleSpend: 'prevented' | 'detected';
  readonly words: string;
}

export function meaningOf(kind: 'tab' | 'cheque'): Meaning {
  const doubleSpend = kind === 'tab' ? 'prevented' : 'detected';
  return { kind, doubleSpend, words: promisedText(kind) };
}

export const STREAM: { readonly doubleSpend: 'prevented'; readonly words: string } = {
  doubleSpend: 'prevented',
  words: promisedText('stream'),
};
