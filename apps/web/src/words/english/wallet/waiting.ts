/** Money that waits, in English. */
export const waitingEnglish = {
  title: 'Waiting money',
  about: 'Standing orders, money for later, escrows, an inheritance.',
  lead: 'Money set aside for somebody: nobody can spend it meanwhile, you neither. What is not taken in time comes back to its owner.',
  none: 'Nothing is set aside by you or for you.',
  make: 'Set money aside',
  back: 'All waiting money',
  locked: (what: string): string => `You have set aside ${what}.`,
  orders: 'Standing orders',
  amounts: 'Set aside',
  order: {
    every: (what: string, to: string, period: string): string => `${what} to ${to} every ${period}`,
    times: (count: number, first: string): string => `${count} times, from ${first} on`,
    funded: (funded: number, periods: number): string =>
      `${funded} of ${periods} periods are set aside`,
    next: (moment: string): string => `The next period begins on ${moment}`,
    short: (needed: string, by: string): string =>
      `${needed} more is needed in this wallet by ${by}, or that period is paid late.`,
    statuses: { active: 'running', cancelled: 'cancelled', over: 'over' },
    cancel: 'Cancel',
    cancelMeans:
      'Nothing more is set aside. What is set aside already stays theirs, period by period.',
    cancelNow: 'Cancel it now',
    keep: 'Leave it',
  },
  statuses: { open: 'waiting', pending: 'not final yet', gone: 'over', 'not-put': 'refused' },
  by: (name: string): string => `set aside by ${name}`,
  you: 'you',
  anybody: 'anybody',
  unproven: 'Only the sovereign says so: ask for its terms, and take them in below.',
  missing: 'Still missing',
  lacks: {
    ended: 'The time to take it is over.',
    firstPeriod: 'the first period',
    nextPeriod: 'the next period',
    impossible: (what: string) => `This can no longer be: ${what}`,
    after: (moment: string) => `the time ${moment}`,
    before: (moment: string) => `it had to be before ${moment}`,
    preimage: (hash: string) => `the secret of the hash ${hash}`,
    oneSignature: (names: string) => `a signature by ${names}`,
    signatures: (count: string, names: string) => `${count} signatures by ${names}`,
    attested: (name: string, statement: string) => `the word of ${name} that ${statement}`,
    returned: (hold: string, sovereign: string) =>
      `that hold ${hold} has come back at the sovereign ${sovereign}`,
    taken: (hold: string, sovereign: string, claim: string) =>
      `that hold ${hold} is taken under claim ${claim} at the sovereign ${sovereign}`,
    fork: (hold: string) => `a proof that ${hold} was given away twice`,
    and: ', and ',
    or: ' or ',
    oneOf: (list: string) => `one of: ${list}`,
    someOf: (count: string, list: string) => `${count} of: ${list}`,
  },
  claims: {
    now: (who: string, until: string): string => `Can be taken by ${who} now, until ${until}.`,
    after: (who: string, from: string, until: string): string =>
      `Can be taken by ${who} from ${from} on, until ${until}.`,
    signed: (who: string, least: string, names: string, until: string): string =>
      `Can be taken by ${who} when ${least} of these agree: ${names}. Until ${until}.`,
    secret: (who: string, until: string): string =>
      `Can be taken by ${who} when the secret is shown, until ${until}.`,
    says: (who: string, name: string, said: string, until: string): string =>
      `Can be taken by ${who} when ${name} says: “${said}” Until ${until}.`,
    other: (who: string, until: string): string =>
      `Can be taken by ${who} until ${until}, when this is so:`,
    schedule: (who: string, amount: string, period: string, times: string): string =>
      `${amount} for ${who} every ${period}, ${times} times.`,
  },
  act: {
    take: 'Take it',
    takeBack: 'Take it back',
    agree: 'Agree that it is taken',
    agreeMeans: 'Your word is final: whoever has it can use it.',
    word: 'Hand this on to whoever takes it. It is no secret.',
    terms: 'Terms to hand on',
    termsMeans: 'Whoever is to agree, or to take it, takes this text in first.',
    reveal: 'Show the secret',
    revealMeans: 'Whoever has this text can take the money. Give it to nobody else.',
    attest: 'Say that it is so',
    attestMeans:
      'It lets go every amount that waits for these very words of yours, not this one alone, and is final.',
    youSay: 'You say for good',
    opens: (count: number): string =>
      count === 1
        ? 'This wallet knows of one amount that waits for these words. There may be others.'
        : `This wallet knows of ${count} amounts that wait for these words. There may be others.`,
    among: (what: string, who: string): string => `Among them: ${what} for ${who}.`,
    whoever: 'whoever meets the condition',
    lets: 'Your word lets this go',
    go: 'Yes, give my word',
    not: 'Not now',
    taken: 'Taken.',
  },
  takeIn: {
    title: 'Take in a text',
    means:
      'Terms that somebody handed you, or the word of somebody who agrees. It is checked against the log, and a bent one is refused.',
    label: 'Text',
    go: 'Check it and keep it',
    done: (count: number): string =>
      count === 1 ? 'Kept. It is about one amount above.' : `Kept. It is about ${count} amounts.`,
  },
  recipes: {
    title: 'What is it for?',
    after: {
      title: 'Pay after a day',
      about: 'They can take it from a day on. You trust nobody for that.',
    },
    every: {
      title: 'Pay every month',
      about: 'A standing order: an amount for every week, fortnight or month.',
    },
    escrow: {
      title: 'Pay when the goods are there',
      about: 'You or a third person let it go; they or the third person send it back.',
    },
    goal: {
      title: 'Give if enough others do',
      about:
        'It goes to the project once somebody who counts says that the goal is met. If they do not, it comes back.',
    },
    secret: {
      title: 'Pay for a secret',
      about: 'They can take it once you have shown them a secret that this wallet makes.',
    },
    inheritance: {
      title: 'Leave it to somebody',
      about: 'It is yours until the day that you name, and theirs if you have not taken it back.',
    },
    own: {
      title: 'A condition of your own',
      about: 'In the language of conditions, for whoever knows it.',
    },
  },
  form: {
    to: 'To',
    toMeans: 'A handle such as @ada.',
    amount: 'Amount',
    each: 'Amount each time',
    currency: 'Currency',
    day: 'From which day on',
    third: 'The third person',
    thirdMeans: 'A handle. They decide where you two do not agree, and never have the money.',
    counter: 'Who counts',
    counterMeans: 'A handle. They add up what is set aside, and never have the money.',
    statement: 'What they are to say',
    statementMeans:
      'The very same words for everybody who gives, such as: The boat has its 100.00 HRB.',
    period: 'How often',
    periods: { week: 'every week', fortnight: 'every two weeks', month: 'every 30 days' },
    times: 'How many times',
    ahead: 'Set aside only one period at a time',
    aheadMeans: 'This wallet does it whenever it is open. While it stays closed nothing is paid.',
    days: 'How long they can take it',
    dayCounts: { '30': '30 days', '90': '90 days', '365': 'a year' },
    condition: 'Condition',
    conditionMeans: 'Such as: after 2027-01-01T00:00Z and signed 1 of carl',
    at: (place: number, reason: string): string => `At character ${place}: ${reason}`,
    next: 'Look once more',
  },
  faults: {
    'no-name': 'Type a handle of letters and digits: a name in a condition stands for a key.',
    'no-own-name': 'Your wallet needs a handle of letters and digits for this.',
    'same-name': 'These have to be three different people.',
    'no-day': 'Choose a day that is still to come.',
    'no-times': 'Type a whole number from 1 to 1200.',
    'no-statement': 'Type what they are to say: one line, at most 200 characters.',
    'no-condition': 'Mend the condition first.',
  },
  look: {
    title: 'A last look',
    hold: 'You set aside',
    order: 'You order',
    lockedUntil: (moment: string): string =>
      `It is locked until ${moment} at the latest. Then, if nobody has taken it, it comes back.`,
    words: 'Whose word decides besides',
    inAll: (what: string, last: string): string => `${what} in all; the last time is on ${last}.`,
    cancel:
      'You can cancel it at any time. What is set aside by then stays theirs, period by period.',
    lockedEach: (what: string): string => `${what} of it is set aside now.`,
    noWayBack: 'You cannot take it back before that.',
    names:
      'A name stands for the one device that its owner has today. If that device is lost, so is its word.',
    lost: 'What they have taken is theirs, and cannot be undone. What they have not taken by the end they lose.',
    go: 'Set it aside now',
    goOrder: 'Order it now',
    change: 'Change something',
    done: 'It is set aside.',
    doneOrder: 'The standing order runs.',
  },
  spans: {
    weeks: (count: number): string => (count === 1 ? 'week' : `${count} weeks`),
    days: (count: number): string => (count === 1 ? 'day' : `${count} days`),
    hours: (count: number): string => (count === 1 ? 'hour' : `${count} hours`),
  },
};

export type WaitingWords = typeof waitingEnglish;
