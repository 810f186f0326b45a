/** Finding things in the history, and statements, in English. */
export const statementEnglish = {
  title: 'Statements',
  about: 'What came and went in a time, with balances: to print, or as a table.',
  lead: 'Of this wallet’s own device, from what it has proofs of.',
  currency: 'Currency',
  from: 'From',
  to: 'Until and with',
  opening: 'Balance before',
  closing: 'Balance after',
  cameIn: 'Came in',
  wentOut: 'Went out',
  date: 'Date',
  what: 'What',
  change: 'Change',
  balance: 'Balance',
  none: 'Nothing came or went in this time.',
  unknown: (count: number): string =>
    count === 1
      ? 'Of one line this wallet does not know the amount: balances before it may be off.'
      : `Of ${count} lines this wallet does not know the amount: balances before them may be off.`,
  print: 'Print',
  table: 'Save as a table (CSV)',
  of: (who: string, sovereign: string): string => `${who} at ${sovereign}`,
  filter: {
    title: 'Show only',
    kind: 'Kind',
    status: 'State',
    any: 'everything',
    from: 'From the day',
    to: 'Until the day',
    none: 'Nothing of that kind.',
  },
  person: {
    title: 'Only with one person',
    all: (count: number): string => `All ${count}`,
    only: (name: string): string =>
      `Only what came from or went to ${name}. Balances stand in the whole statement.`,
    unknown: (count: number): string =>
      count === 1
        ? 'Of one line this wallet does not know whom it was with: it is missing here.'
        : `Of ${count} lines this wallet does not know whom they were with: they are missing here.`,
  },
  note: {
    label: 'Your own note',
    means: 'Sealed in this browser; nobody else has it.',
    of: 'Your note:',
    keep: 'Keep this note',
    remove: 'Remove the note',
  },
  row: {
    more: 'More',
    id: 'Transition',
    proof: 'Certificate, as the sovereign gives it',
    again: 'Pay this again',
    why: 'Why it was stopped',
  },
};

export type StatementWords = typeof statementEnglish;
