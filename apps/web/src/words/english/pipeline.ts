/** A proposal's way from a draft to force, in English. */
export const pipelineEnglish = {
  title: 'Its way',
  proposed: 'Proposed',
  steps: {
    comment: 'Comments',
    voting: 'Vote',
    timelock: 'Waiting time',
    active: 'In force',
  },
  deciding: 'Decision',
  until: (moment: string): string => `until ${moment}`,
  from: (moment: string): string => `from ${moment}`,
  ifCarried: 'if it is carried',
  states: { past: 'done', now: 'now', later: 'to come', none: 'not reached' },
  next: 'What is needed next',
  needs: {
    gates: (moment: string): string =>
      `The gates have to report on it by ${moment}: anybody can ask them, and bring their word to the log.`,
    audits: (left: string, moment: string): string =>
      `Audits are missing: ${left}. They have to agree by ${moment}.`,
    comments: (moment: string): string =>
      `Nothing: everybody can read it and comment until the vote opens on ${moment}.`,
    approval: (office: string, moment: string): string =>
      `The office “${office}” has to approve by ${moment}.`,
    votes: (moment: string): string => `Whoever may vote can vote until ${moment}.`,
    ends: (moment: string): string =>
      `Nothing: everybody who was needed has spoken. It is decided once the time for that ends, on ${moment}.`,
    waits: (moment: string): string =>
      `Nothing: it is decided, and waits until ${moment} so that everybody can prepare.`,
    opens: (moment: string): string => `Nothing: it comes into force on ${moment}.`,
    inForce: 'Nothing: it is in force.',
    withdrawn: 'Nothing: its author has withdrawn it.',
  },
  failed: {
    'no-report': 'It has failed: the gates did not report on it in time.',
    gates: 'It has failed: the gates found that it must not pass.',
    audits: 'It has failed: audits that it needed were missing.',
    'not-approved': 'It has failed: the office whose approval it needed did not approve.',
    vote: 'It has failed: the vote did not carry it.',
    superseded: 'It has failed: another proposal changed what it was to replace.',
    'too-soon': 'It has failed: it would have begun before what it replaces.',
    expired: 'It has failed: its time was over before it could begin.',
  } as Readonly<Record<string, string>>,
  failedOtherwise: 'It has failed.',
  alarms: 'Alarms that it declares',
  /** While somebody waits for the gates. */
  gates: {
    looking: 'The gates look at it. With a large rulebook that takes minutes.',
    before: (count: string): string =>
      count === '1'
        ? 'They look at one other proposal first.'
        : `They look at ${count} other proposals first.`,
    running: (duration: string): string => `They have been looking at it for ${duration}.`,
    stop: 'Stop waiting',
    stopped: 'The gates go on with it, and nobody waits for them here now. Ask again later.',
  },
  report: {
    title: 'What the gates found',
    none: 'Nobody has asked the gates yet.',
    stricter: 'What it changes',
    standsOut: 'What stands out',
    nothing: 'Nothing.',
    wrong: 'What is wrong',
    witness: 'Such a payment:',
    /** By the kind of finding; empty: the gates' own sentence says it. */
    finding: (_kind: string, _rule: string): string => '',
    /** Of what was not decided, by the kind of finding that it would be. */
    undecided: (_kind: string, _rule: string): string => '',
    /** By the code of a mistake; empty: its own message says it. */
    mistake: (_code: string): string => '',
  },
  shadow: {
    title: 'What it would have done',
    lead: (payments: string): string =>
      `Among the last ${payments} payments decided here, had it been in force:`,
    few: 'Too few payments have been decided here to say.',
    none: 'None of them would have been decided differently.',
    changes: {
      'newly-refused': (count: string, rule: string): string => `${count} more refused by ${rule}`,
      'newly-held': (count: string, rule: string): string => `${count} more held by ${rule}`,
      'newly-allowed': (count: string, rule: string): string =>
        `${count} let go that ${rule} had stopped`,
    },
  },
  older: 'Show older ones',
};

/** What every language says there. */
export type PipelineWords = typeof pipelineEnglish;
