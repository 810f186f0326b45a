/** Paying services as one goes, in English. DESIGN section 2, row “stream”, says what may be claimed. */
export const streamsEnglish = {
  title: 'Pay as you go',
  about: 'Pay a service a little for each request, up to a budget that you set.',
  lead: 'Some services cost less than a payment each time is worth. You set a budget aside for one of them, and pay it by small ticks while you use it.',
  service: 'Address of the service',
  serviceMeans: 'Such as https://tides.example/today. It is asked what it costs; nothing is paid.',
  askPrice: 'Ask what it costs',
  offer: 'What it asks for',
  payee: 'You pay',
  price: {
    request: (sum: string): string => `${sum} for each request.`,
    tick: (sum: string): string => `${sum} for each tick.`,
    ticks: (sum: string, ticks: string): string => `${sum} for every ${ticks} ticks.`,
    takesOne: 'A request takes one tick.',
    takes: (ticks: string, sum: string): string =>
      `A request takes ${ticks} ticks: ${sum} at most.`,
  },
  budget: 'Your budget',
  budgetMeans: 'The most that you pay in all. So much is set aside for them.',
  tooLittle: 'That is less than one request costs.',
  days: 'Set aside for',
  dayCounts: { '1': 'one day', '7': 'a week', '30': '30 days' },
  often: 'How often to ask',
  oftenChoices: {
    '0': 'only when I say so',
    '1000': 'every second',
    '10000': 'every ten seconds',
    '60000': 'every minute',
  },
  next: 'Look once more',
  look: {
    title: 'A last look',
    budget: 'At most, in all',
    each: (sum: string): string => `No request costs more than ${sum}.`,
    pace: (often: string, sum: string): string => `It asks ${often}: at most ${sum} a minute.`,
    locked: (sum: string, until: string): string =>
      `Up to ${sum} is set aside for them when the first request is paid, until ${until}. You cannot use it for anything else before.`,
    already: (sum: string): string =>
      `You have ${sum} set aside for them already. That is used first, and pays this service alone from then on; more is set aside only when it is used up.`,
    pauses:
      'It pauses by itself when you leave the page or look at another tab, lock the wallet or the network goes: nothing more is paid until you go on. What is set aside stays set aside meanwhile.',
    back: 'What they do not take comes back to you after that. They can give it back earlier.',
    prevented:
      'Double spend is prevented, as with a tab: nobody else can get this money. They get only the ticks that you have given; what they can lose is the ticks since they last stored one.',
    lost: (sum: string): string =>
      `What you can lose: a request that is paid and not answered, or answered badly, counts as paid. That is ${sum} at a time.`,
    go: 'Begin and ask once',
    goOn: 'Begin',
    change: 'Change something',
  },
  run: {
    going: 'Paying as you go',
    paused: 'Paused',
    spent: 'Spent so far',
    left: (left: string, budget: string): string => `${left} left of ${budget}`,
    requests: 'Requests answered',
    rate: 'Rate',
    perMinute: (sum: string): string => `at most ${sum} a minute`,
    byHand: 'only when you ask',
    answer: 'What the service answered last',
    noAnswer: 'Nothing yet.',
    notShown: 'It is no text, or too long to be shown here.',
    elsewhere: 'It sends to another address. That is not followed.',
    status: (status: string): string => `The service answered with an error (${status}).`,
    pause: 'Pause',
    goOn: 'Go on',
    once: 'Ask once',
    stop: 'Stop',
    leaving: 'It pauses when this page is out of sight, and stops when the wallet is locked.',
  },
  kept: {
    title: 'Streams so far',
    none: 'You have paid no service this way yet.',
    paid: (given: string, cap: string): string => `${given} counts as paid, of ${cap} set aside`,
    locked: (left: string, until: string): string =>
      `${left} stays set aside for them until ${until}. Begin again with them, and it is used first.`,
    back: (left: string): string => `Over. ${left} that was not paid comes back to you by itself.`,
  },
  failures: {
    'bad-url': 'That is no address of a service. It begins with https://.',
    'no-offer': 'This address asks for no ticks: there is nothing to pay here.',
    'no-answer':
      'The service did not answer, or it does not let pages of other addresses ask it. Ticks that it was shown count as paid.',
    'bad-answer': 'The service did not take the stream. No tick was given for it.',
    'bad-offer': 'What it asks for is nothing that this wallet can pay.',
    'other-sovereign': 'It is paid in money of another sovereign than this wallet’s.',
    'other-currency': 'It asks for another currency than before. Stop, and ask what it costs.',
    'other-payee': 'Somebody else is to be paid than you looked at. Nothing more was paid.',
    'over-budget': 'The budget does not cover another request.',
    'too-expensive':
      'The request would cost more than you agreed to. Stop and look what it costs now, or ask once more if the service was just started anew.',
    'not-served': 'The service does not take what it is paid. Nothing more is paid now.',
    'stream-not-accepted': 'The service did not accept the stream. No tick was given for it.',
    'rolled-back':
      'The service has ticks that this wallet does not know of: there is an older or a second copy of it. Nothing more is paid from there.',
    'other-tick': 'What the service shows is none of this wallet’s ticks. Nothing more was paid.',
    'bad-until':
      'The end that you looked at is over, and nothing is set aside beyond it. Stop, and begin again.',
    'no-room':
      'What is set aside has no room for this, or the sovereign has not answered yet. Look under “Tabs and allowances” before you try again.',
  } as Readonly<Record<string, string>>,
};

export type StreamsWords = typeof streamsEnglish;
