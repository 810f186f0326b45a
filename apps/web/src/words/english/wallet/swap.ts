/** An exchange with a stranger, in English. */
export const swapEnglish = {
  title: 'Exchange with a stranger',
  about: 'Two currencies, two people, nobody in the middle: both get theirs, or neither.',
  lead: 'Both lock their part under one secret. Whoever takes first shows it, and so opens the other part.',
  to: 'With whom',
  toMeans:
    'A handle. It has to be somebody by name: what anybody could take, whoever heard of the secret first would have.',
  give: 'You give',
  want: 'You want',
  currency: 'Currency',
  giveCurrency: 'Currency that you give',
  wantCurrency: 'Currency that you want',
  days: 'How long they can answer',
  dayCounts: { '1': 'a day', '3': '3 days', '7': 'a week' },
  next: 'Look once more',
  at: 'Both sides have their wallets at this sovereign. Pages exchange nothing between two.',
  faults: {
    'same-currency': 'Choose two different currencies.',
    elsewhere: 'This offer is of another sovereign than this wallet.',
    own: 'This is your own offer. Hand it on to whom it is for.',
    'too-late': 'It is too late to answer this offer. Ask for a new one.',
    'no-offer': 'This is no whole offer. Copy it once more.',
  },
  look: {
    youWant: (what: string, who: string): string => `For it you want ${what} of ${who}.`,
    locked: (what: string, until: string): string =>
      `${what} are locked until ${until}. You cannot take them back before that.`,
    answer: (who: string, until: string): string =>
      `${who} can lock their part for you. It lasts until ${until}.`,
    afterwards:
      'You look at their part and take it. That shows the secret, and their wallet takes yours.',
    nobody: 'If they do not answer, yours comes back to you at its end.',
    late: (until: string): string =>
      `Be there in time: what you have not taken by ${until} goes back to them.`,
    option:
      'Once both parts are locked you can wait and see how the rate moves, and take or not. They give you that for nothing: a free option.',
    go: 'Lock it and make the offer',
    done: 'Your part is locked.',
    comeBack: (who: string, until: string): string =>
      `When ${who} has answered, it stands under all waiting money: look at it there, and take it before ${until}.`,
    handOn: 'Hand this offer on to whom it is for. It is no secret.',
  },
  answer: {
    title: 'An offer to exchange',
    means: 'What somebody offers you. It is checked against the log before you are asked anything.',
    label: 'The offer',
    go: 'Check the offer',
    link: 'Answer an offer to exchange',
    youLock: 'You lock, to be paid',
    youGet: (what: string, who: string): string => `For it you get ${what} of ${who}.`,
    checked: (what: string, until: string): string =>
      `The log shows it: ${what} are locked for you alone until ${until}, under a secret of theirs.`,
    yours: (until: string): string =>
      `They can take yours until ${until}. If they do not, it comes back to you. You cannot take it back before that.`,
    afterwards:
      'When they take yours, the secret is out, and your wallet takes theirs as soon as it is open and reaches the sovereign.',
    late: (until: string): string =>
      `Be there in time: open this wallet before ${until}, or you may lose all of your part. So you may if rules pause what is paid to them until after then: that stops the clock of your part, and not of theirs.`,
    option:
      'Until then they can wait and see how the rate moves, and take or not. You give them that for nothing: a free option.',
    lock: 'Lock my part now',
    done: 'Your part is locked.',
    doneMeans: (until: string): string =>
      `Open this wallet again before ${until}: it takes the other part by itself once they have taken yours.`,
    already: 'You have answered this offer.',
  },
  card: {
    want: (what: string, who: string): string => `An exchange: you want ${what} of ${who} for it.`,
    notYet: (until: string): string => `Not answered yet. They can until ${until}.`,
    tooLate: 'Nobody has answered in time. It comes back to you at its end.',
    answered: (who: string): string => `${who} has locked something for you. Look at it.`,
    look: 'Look at the exchange',
    offer: 'The offer to hand on',
    get: (what: string, who: string, until: string): string =>
      `An exchange: you get ${what} of ${who} for it once they have taken it. Open this wallet before ${until}.`,
    done: (what: string): string =>
      `Exchanged: you have ${what}. Their wallet takes your part when it is next open.`,
    part: 'This is the other side of your exchange: it is taken where your own part stands.',
  },
  take: {
    youGet: 'You get',
    from: 'from',
    youGive: (what: string, who: string): string => `${who} gets ${what} of you for it.`,
    checked: (until: string): string =>
      `The log shows it: it is what you asked for, for you alone, until ${until}.`,
    shows: 'Taking it shows the secret: from then on they can take yours. It cannot be undone.',
    go: 'Take it now',
    not: 'Not now',
  },
  differs: {
    title: 'This is not what was agreed upon. Lock nothing, and take nothing:',
    amount: 'the amount is another',
    currency: 'the currency is another',
    from: 'somebody else has locked it',
    claims: 'others could take it, too',
    condition: 'it waits for more than the secret',
    hash: 'it waits for another secret',
    until: 'it ends too soon',
  },
};

export type SwapWords = typeof swapEnglish;
