/** What is said of a report on a draft of rules, in English: at the console and in the wallet. */
export const reportEnglish = {
  verdicts: {
    failed: 'The gates would refuse it',
    passed: 'The gates would let it pass',
    tightens: 'The gates would let it pass: it only makes rules stricter',
  },
  examples: (count: string): string => `${count} of its examples come out as they say.`,
  mistakes: 'What is wrong',
  line: (line: string): string => `Line ${line}`,
  differences: 'What it changes',
  noDifferences: 'It decides no payment differently than the rules in force.',
  overruled: 'What global rules refuse all the same',
  findings: 'What stands out',
  noFindings: 'Nothing stands out: no conflict, no gap, no rule or exception without effect.',
  closed: 'Corridors without any way',
  closedOne: (from: string, to: string, currency: string | null, rule: string): string =>
    `Nothing can be paid from ${from} to ${to} in ${currency ?? 'any currency'} (${rule}).`,
  undecided: 'What could not be decided',
  leftOut: (count: string): string => `${count} more are not shown.`,
  witness: 'Such a payment:',
};

/** What every language says there. */
export type ReportWords = typeof reportEnglish;
