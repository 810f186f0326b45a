import { type ChangesWords, changesEnglish } from './changes.ts';
import { type CountingWords, countingEnglish } from './counting.ts';
import { type ListsWords, listsEnglish } from './lists.ts';
import { type PipelineWords, pipelineEnglish } from './pipeline.ts';

const decimalsText = (decimals: number): string =>
  decimals === 0
    ? 'This currency has no decimals: type a whole number.'
    : `Type at most ${decimals} decimals, and no separators of thousands.`;

/** Of the frame and the book's own pages. */
const first = {
  frame: {
    product: 'Tallystick',
    skip: 'To the content',
    newer:
      'A newer version of these pages is ready. Loading it locks the wallet and an open console.',
    takeNewer: 'Load it',
    takingNewer: 'It is loaded as soon as what is under way has ended.',
    newerUnfit:
      'The sovereign offers a newer version of these pages that could not be kept: it did not come whole, or it is not what it says of itself. This one stays.',
    pagesDiffer:
      'This page is not what the sovereign says it serves. Type no passphrase and show no passkey here: close all its pages and ask the operator.',
    servedHash:
      'The hash of what it says it serves. Compare it with what the operator has published elsewhere:',
    whichPages: 'Which?',
    language: 'Language',
    light: 'Light colours',
    dark: 'Dark colours',
    book: 'The open book',
    mayI: 'May I send?',
    rules: 'Rules',
    votes: 'Votes',
    money: 'Money',
    numbers: 'Numbers',
    log: 'Log',
    wallet: 'Wallet',
    constitution: 'Constitution',
    api: 'API documentation',
    founded: (name: string, country: string, day: string): string =>
      `${name}, ${country}. Founded on ${day}.`,
    nowhere: 'There is no such page',
    nowhereMeans: 'The address leads nowhere. What you look for may be in the open book.',
    home: 'To the first page',
    broken: 'Something on this page went wrong',
    brokenMeans:
      'Nothing is lost: what was paid stands in the log, and your wallet is stored. Load the page again.',
    reload: 'Load again',
  },
  states: {
    loading: 'Loading',
    again: 'Try again',
    old: (when: string, why: string): string => `As of ${when}. ${why}.`,
    failed: {
      offline: 'The sovereign cannot be reached',
      missing: 'There is nothing here',
      session: 'This session is over',
      busy: 'Too much at once',
      refused: 'This could not be answered',
    },
    next: {
      offline: 'It may be down, or you may be offline. Try again in a moment.',
      missing: 'It may have had another name, or never existed.',
      session: 'Open this page again as you did before.',
      busy: 'Many are asking at the moment. Try again in a few seconds.',
      refused: '',
    },
  },
  charts: {
    asTable: 'Show as a table',
    time: 'Time',
    nothing: 'There is nothing to show yet.',
  },
  amounts: {
    empty: (): string => 'Type an amount.',
    'not-a-number': (): string => 'Type an amount in figures, such as 12.50.',
    'too-precise': (decimals: number): string => decimalsText(decimals),
    zero: (): string => 'Type an amount above zero.',
  },
  question: {
    title: 'May I send …?',
    lead: 'Ask before you pay. The answer comes from the same rules that decide payments, without an account and without being written down.',
    amount: 'Amount',
    currency: 'Currency',
    from: 'From',
    to: 'To',
    tier: 'How well the sender is known',
    tierMeans: 'Rules may ask for an identity tier; nobody needs one to ask.',
    tiers: {
      '0': 'Tier 0: not identified',
      '1': 'Tier 1: basic identification',
      '2': 'Tier 2: full identification',
      '3': 'Tier 3: enhanced identification',
    },
    ask: 'May I?',
    answers: { yes: 'Yes', no: 'No', 'yes-if': 'Yes, if' },
    sentences: {
      yes: (what: string, from: string, to: string): string =>
        `No rule objects to sending ${what} from ${from} to ${to}.`,
      no: (what: string, from: string, to: string): string =>
        `The rules object to sending ${what} from ${from} to ${to}.`,
      'yes-if': (what: string, from: string, to: string): string =>
        `You may send ${what} from ${from} to ${to} if all of this is so:`,
    },
    rule: (code: string, title: string): string => `Rule ${code}, “${title}”`,
    byRule: (code: string): string => `This is rule ${code}.`,
    inForceSince: (day: string, module: string, version: number): string =>
      `In force since ${day}, in version ${version} of the rules of ${module}`,
    readRule: 'Read the rule',
    nobodySpeaks: 'No rules are in force for such a payment.',
  },
  home: {
    atAGlance: 'At a glance',
    money: 'Money in circulation',
    moneyMeans: 'Everything ever issued less everything taken back.',
    rules: 'Rules',
    noRules: 'None yet',
    more: (count: number): string => `and ${count} more`,
    rulesMean: 'Every rule by which payments are decided, in words.',
    votes: 'Proposals',
    noVotes: 'None yet',
    votesMean: 'What is proposed, who votes, and how it stands.',
    log: 'Log',
    entries: 'entries',
    logMeans: 'Append-only. Verify it here, in your own browser.',
    invitation: {
      title: 'A wallet of your own',
      text: (name: string): string =>
        `Hold and send money of ${name}. Your keys are made in this browser and stay in it.`,
      open: 'Open the wallet',
    },
  },
  rules: {
    title: 'Rules',
    lead: 'Payments are decided by these texts and by nothing else. Each version has a date, a vote behind it, and its differences from the one before.',
    none: 'There are no rules yet',
    noneMeans: 'Until somebody proposes one and a vote carries it, nothing is objected to.',
    modules: 'In force and to come',
    lists: 'Lists that rules refer to',
    global: 'For everybody',
    inForce: 'in force',
    over: 'over',
    from: (day: string): string => `from ${day}`,
    versionSince: (version: number, day: string): string => `Version ${version}, from ${day}`,
    noneOfName: (name: string): string => `No rules of ${name} are in force or to come.`,
    history: 'Versions',
    noHistory: 'No vote has changed these rules.',
    decided: (day: string): string => `Decided on ${day}`,
    howDecided: 'how it was decided',
    text: 'The text',
    changes: (before: string): string => `What changed since ${before}`,
    difference: 'Difference between two versions',
    added: 'new',
    removed: 'gone',
    same: 'unchanged',
  },
  votes: {
    title: 'Proposals and votes',
    lead: 'Whoever may vote can propose. A proposal is heard, voted on, waits, and comes into force; each step is in the log.',
    none: 'Nothing has been proposed yet',
    noneMeans: 'Who may propose and vote stands in the',
    emergency: 'emergency',
    emergencyMeans: (office: string): string =>
      `An emergency: ${office} can put stricter rules in force at once, without a vote. They lapse by themselves.`,
    stages: {
      comment: 'comments',
      voting: 'vote',
      timelock: 'waiting',
      adopted: 'adopted',
      withdrawn: 'withdrawn',
      failed: 'failed',
    },
    next: { voteFrom: 'vote opens', voteUntil: 'vote ends', lockUntil: 'decided' },
    ends: (moment: string): string => `until ${moment}`,
    opens: (moment: string): string => `from ${moment}`,
    ifCarried: 'if it is carried',
    vote: 'The vote',
    counted: (yes: string, no: string, abstain: string, members: string): string =>
      `${yes} yes, ${no} no, ${abstain} abstained, of ${members} who may vote.`,
    offices: 'What offices said',
    approved: 'has approved it',
    verdicts: {
      failed: 'found that it must not pass',
      passed: 'found nothing wrong with it',
      tightens: 'found that it only makes rules stricter',
    },
    audits: { agrees: 'agrees with it', disagrees: 'disagrees with it' },
    text: 'What is proposed',
    beside: 'Beside the rules in force',
    matter: (matter: string): string => {
      const [kind = '', name = ''] = matter.split(' ');
      if (kind === 'module') return `Rules of ${name}`;
      if (kind === 'list') return `List ${name}`;
      return MATTERS[kind] ?? matter;
    },
  },
  money: {
    title: 'Money',
    lead: 'How much there is of each currency, and who can issue more. Every figure follows from the log.',
    unknownCurrency: (amount: string, currency: string): string =>
      `${amount} of the smallest unit of a currency that is not known here (${currency})`,
    circulating: 'in circulation',
    minted: 'Issued in all',
    burned: 'Taken back in all',
    treasury: 'Treasury',
    signers: (threshold: number, signers: number): string =>
      signers === 1
        ? 'One key signs for it'
        : `${threshold} of ${signers} keys have to sign together`,
    asOf: (moment: string): string => `As of ${moment}.`,
    inCirculation: 'In circulation',
    chart: (code: string): string => `How much ${code} there has been`,
    newest: (amount: string, moment: string): string => `${amount} since ${moment}.`,
    chartMeans: 'Computed by the sovereign from its log. Whoever audits the log computes the same.',
    reserve: 'In reserve',
    reserves: {
      nobody: 'Nobody has attested reserves.',
      covered: (share: string): string => `${share} of what is in circulation`,
      until: (moment: string): string => `An office vouches for it until ${moment}.`,
      over: (moment: string): string =>
        `An office vouched for it until ${moment}, and has not since.`,
      means: 'It is that office’s word: nothing here keeps more from being issued.',
    },
  },
  numbers: {
    title: 'Numbers',
    lead: 'What can be counted here without exposing anybody.',
    supply: 'How much of each currency there is, and has been',
    log: {
      title: 'The log, day by day',
      entries: 'entries in all',
      perDay: 'Entries that day',
      means:
        'Payments and all else that leaves an entry; signs of life of a quiet log count too. Days are those of universal time (UTC).',
    },
    appeals: {
      title: 'Appeals against decisions',
      open: 'Waiting for an answer',
      overdue: 'Waiting for longer than it should',
      none: 'Nobody has appealed yet.',
      outcomes: {
        upheld: 'Decision confirmed',
        exception: 'Payment allowed as an exception',
        compensation: 'Compensated',
        referred: 'Passed on to somebody else',
      },
      median: (hours: string): string => `Half were answered within ${hours} hours.`,
    },
    watch: {
      title: 'Who watches the rules',
      alarms: (all: string, raised: string): string =>
        `${all} alarms watch over rules in force; ${raised} of them have been raised.`,
      noDecoys: 'No payment is held at random.',
      decoys: (share: string): string =>
        `${share} of payments that nothing objects to are held all the same, at random, so that being held tells less about anybody.`,
    },
  },
  constitution: {
    lead: 'The founding document, signed by the root of this sovereign. Every wallet pins it and notices if it is ever another.',
    name: 'Name',
    country: 'Country',
    founded: 'Founded',
    witnesses: 'Witnesses of the log',
    validators: 'Validators',
    quorum: 'Cosignatures that evidence needs',
    heartbeat: 'A sign of life at least every',
    closure: 'Counts as closed after',
    nobody: 'none named',
    proof: 'Its hash',
    proofMeans:
      'Compare it with what the sovereign publishes elsewhere: on paper, on a wall, in a newspaper.',
    nobodyChanges: 'Nobody can change the rules or the constitution: none were given the right to.',
    whoDecides: 'Who decides',
    electorate: (countries: string | null, tier: number): string => {
      const who =
        countries === null ? 'Everybody with a country record' : `Everybody of ${countries}`;
      return tier === 0 ? `${who}.` : `${who}, from identity tier ${tier}.`;
    },
    office: (threshold: number, signers: number): string =>
      signers <= 1 ? 'An office of one key.' : `An office: ${threshold} of ${signers} keys.`,
    procedures: 'How each matter is decided',
  },
  log: {
    title: 'The log',
    lead: 'Every payment, vote and rule leaves an entry that nobody can change or take out without being noticed.',
    newest: (moment: string): string => `Newest time in it: ${moment}`,
    verify: 'Verify it yourself',
    verifyMeans:
      'Your browser fetches every entry, builds the tree over them, and compares it with what the sovereign has signed. Nothing is taken on trust from this page’s server.',
    verifyNow: 'Verify the whole log',
    unreachable: 'The log could not be fetched. Try again in a moment.',
    holds: (name: string, entries: string): string =>
      `The log of ${name} holds together: ${entries} entries.`,
    checkedHere: (ms: string): string =>
      `Checked here, in ${ms} ms: the founding signatures, each entry, the tree, its stored hashes and the signed checkpoint.`,
    broken: 'The log does not hold together',
    brokenMeans: 'Keep this page, and show it to others: what stands here is not what was signed.',
    proof: 'The figures',
    root: 'Root of the tree',
    constitutionHash: 'Hash of the constitution',
    whatItMeans: 'What this proves, and what not',
    meanings: [
      'No entry was changed or removed since the checkpoint was signed.',
      'What entries contain is private to those they concern; their hashes are public.',
      'That others are shown the same log is for witnesses, mirrors and wallets to compare. Two people who hold checkpoints can compare them.',
    ] as readonly string[],
    files: 'For programs:',
  },
};

const MATTERS: Readonly<Record<string, string>> = {
  modules: 'Rules of anybody',
  global: 'Rules for everybody',
  lists: 'Lists',
  settings: 'Settings of rules',
  suites: 'Cryptographic suites',
  currencies: 'Currencies',
  cosigners: 'Witnesses and validators',
  peers: 'Peers',
  vendors: 'Vendors of voting keys',
  governance: 'Governance itself',
};

/** What has a file of its own. */
interface MoreWords {
  readonly counting: CountingWords;
  readonly pipeline: PipelineWords;
  readonly changes: ChangesWords;
  readonly lists: ListsWords;
}

/** What the frame and the open book say, in English. */
export const bookEnglish: typeof first & MoreWords = {
  ...first,
  counting: countingEnglish,
  pipeline: pipelineEnglish,
  changes: changesEnglish,
  lists: listsEnglish,
};

/** What every language says there. */
export type BookWords = typeof bookEnglish;
