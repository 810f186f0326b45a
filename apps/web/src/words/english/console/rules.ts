import { type ReportWords, reportEnglish } from '../report.ts';

/** Of the room itself. */
const room = {
  title: 'Write rules',
  lead: 'Write a draft, see what it would do, and hand it to a wallet that proposes it. Nothing changes until a vote carries it.',
  drafts: 'Draft',
  draftName: (name: string, version: string): string => `${name}, version ${version}`,
  unnamed: 'Without a heading yet',
  kept: 'Drafts are kept in this browser.',
  forget: 'Throw this draft away',
  forgotten: 'The draft is thrown away.',
  undo: 'Bring it back',
  start: 'Begin another draft',
  fromForceOne: (name: string): string => `From ${name}`,
  fromEmpty: 'From an example that explains itself',
  fromFile: 'From a file',
  tooLong: 'A text of rules has at most 2 MiB.',
  noDraft: 'Begin with one of these.',
  editor: 'Text of the draft',
  help: 'Ctrl and space offer what can stand there, F8 goes to the next mistake, Tab leaves the editor.',
  write: (correction: string): string => `Write “${correction}”`,
  exampleGood: 'comes out so',
  exampleBad: 'does not come out so',
  looking: 'Being looked at',
  good: 'No mistakes',
  mistakes: (count: number): string => (count === 1 ? '1 mistake' : `${count} mistakes`),
  goThere: (line: string, column: string): string => `Line ${line}, column ${column}`,
  examples: (good: string, all: string): string =>
    `${good} of ${all} examples come out as they say`,
  noExamples:
    'It has no examples yet. An example says what is to become of a payment, and is run with every change.',
  unreachable:
    'The sovereign does not answer: the draft cannot be looked at beside what is in force.',
  save: 'Save as a file',
  analysis: {
    title: 'What the gates would say',
    lead: 'Conflicts, gaps, rules without effect, and every kind of payment that it decides differently, each shown by one such payment.',
    go: 'Look for all of it',
    running: 'Looking through the rules',
    stop: 'Stop',
    mistakes: 'First mend the mistakes above.',
    old: 'The text has changed since.',
  },
  trial: {
    title: 'Try it on payments',
    lead: 'Payments that are made up, or yours from a file, decided by the rules in force and by the draft.',
    count: 'How many to make up',
    seed: 'Number that they are made from',
    seedMeans: 'The same number makes the same payments.',
    file: 'Or a file of payments (CSV, or JSON lines)',
    fileMeans: 'It is read in this browser and goes nowhere.',
    go: 'Try the draft',
    progress: (done: string, of: string | null): string =>
      of === null ? `${done} payments` : `${done} of ${of} payments`,
    outcomes: { 'no-objection': 'allowed', hold: 'held', refuse: 'refused' },
    before: 'Now',
    after: 'With the draft',
    all: 'All payments',
    bands: 'By amount',
    band: (below: string): string => `below ${below}`,
    above: (from: string): string => `${from} and more`,
    corridors: 'By corridor',
    corridor: (from: string, to: string): string => `${from} to ${to}`,
    changed: (count: string, all: string): string =>
      `${count} of ${all} payments are decided differently`,
    nothing: 'No payment is decided differently.',
    first: (shown: string): string => `The first ${shown}:`,
    change: (before: string, after: string): string => `${before}, then ${after}`,
    line: 'No.',
    payment: 'Payment',
    outcome: 'Outcome',
    rule: 'Rule',
    unreadable: (count: string): string => `${count} lines are no payments:`,
    cannot: 'The draft cannot be tried as it is.',
    counts: 'Payments',
  },
  propose: {
    title: 'Propose it',
    lead: 'Whoever may vote may propose, with a wallet: the console itself proposes nothing. Hand the draft to the wallet of this browser, or save it for somebody else’s.',
    hand: 'Hand it to the wallet',
    file: 'With the command line:',
  },
  /** A whole text of rules, whose comments explain it. */
  template: (country: string, version: number, currency: string, day: string): string =>
    `# A text of rules belongs to a country, a currency, or to everybody ("global").
# What stands behind a # is for readers: it is not part of what is proposed.
module ${country} version ${version} in force from ${day}

# A rule has a code, a title, a condition, and what comes of it:
# refuse, hold, or hold until something is given.
rule ${country}-1 "Large payments need identity"
  when amount > 1000.00 ${currency} and sender tier < 2
  then hold until identity tier 2

# An exception takes payments out of one rule.
exception to ${country}-1 "Family"
  when purpose = FAMI and amount <= 3000.00 ${currency}
  then no objection

# Examples are run with every change: they show readers what is meant.
example 500.00 ${currency} from ${country} to ${country}, sender tier 0: allowed
example 2000.00 ${currency} from ${country} to ${country}, sender tier 0, purpose RENT: held by ${country}-1
`,
};

/** What the room for drafts of rules says, in English. */
export const rulesEnglish: typeof room & { readonly report: ReportWords } = {
  ...room,
  report: reportEnglish,
};

/** What every language says there. */
export type RulesRoomWords = typeof rulesEnglish;
