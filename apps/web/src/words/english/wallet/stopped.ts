/** Payments that rules have stopped, why, and how to appeal: in English. */
export const stoppedEnglish = {
  title: 'Stopped payments',
  about: 'Why a payment was refused or held, what would help, and how to appeal.',
  lead: 'Your sovereign signed what it decided about each of these. Nothing happened to your money.',
  none: 'No payment of this wallet was stopped.',
  back: 'All stopped payments',
  outcomes: { refuse: 'Refused', hold: 'Held', 'no-objection': 'Let through' },
  means: {
    refuse: 'A rule says no to this payment. Nothing happened to your money.',
    hold: 'Not yet: a rule asks for something first. Nothing happened to your money.',
    'no-objection': 'No rule objected.',
  },
  to: (name: string): string => `to ${name}`,
  decidedOn: (moment: string): string => `Decided on ${moment}`,
  why: 'Which rule',
  byRule: (code: string, title: string): string => `${code}, “${title}”`,
  since: (day: string, module: string, version: number): string =>
    `In force since ${day}, in version ${version} of the rules of ${module}`,
  source: (source: string): string => `It comes from: ${source}`,
  nobodyTells:
    'Nobody tells why. It may be a rule or list that is confidential, one of the holds that are drawn by lot so that such a hold tells little, or a fault. Another day it may pass.',
  missingFact: 'Something that a rule asks about was not known. What is not known is no yes.',
  asks: 'What it asks for',
  requirements: {
    tier: (tier: string): string =>
      `Show who you are, up to tier ${tier}: whoever checks identities for this sovereign confirms it. Then pay again.`,
    receiverTier: (tier: string): string =>
      `They have to have shown who they are, up to tier ${tier}. Then pay again.`,
    secondFactor: 'A second confirmation of this payment. This wallet cannot give one yet.',
    document: (name: string): string =>
      `The document “${name}”. This wallet cannot bring documents yet.`,
    waiting: (time: string): string =>
      `Time: announce the payment now, and make it once ${time} have passed.`,
    other: (text: string): string => `Something that this wallet has no words for: ${text}`,
  },
  spans: {
    hours: (count: number): string => (count === 1 ? 'one hour' : `${count} hours`),
    days: (count: number): string => (count === 1 ? 'one day' : `${count} days`),
  },
  wouldPass: 'No public rule would object, if',
  announce: 'Announce this payment',
  announceMeans:
    'The sovereign learns that something will be paid, and not what or to whom. Nothing is taken from your balance.',
  announced: (from: string, until: string): string =>
    `Announced. You can make it from ${from} on, until ${until}; then it lapses.`,
  payIt: 'Pay it now',
  payAgain: 'Pay it again',
  proof: 'Is that really so?',
  proving: 'Deciding it again, in this browser',
  replays: {
    same: 'Decided again in this browser, by the same rules and about the same facts: the same answer.',
    differs:
      'Decided again in this browser, by the same rules and about the same facts, ANOTHER answer comes out. Your sovereign did not keep to its own rules. Keep this wallet: the signed receipt proves it to anybody.',
    unexplained:
      'Decided again in this browser, no public rule objects. What holds it is not told, so this part cannot be checked.',
    'no-facts':
      'It cannot be decided again here: this wallet does not have all the facts that were decided about.',
    'no-rulebook':
      'It cannot be decided again here: the sovereign does not show those rules, and this wallet has no copy.',
  },
  proven: 'The log proves that these rules were proposed and passed their gates.',
  unproven:
    'The log was not asked whether these rules were decided, or does not show it: that part is what the sovereign says.',
  rulebook: 'Hash of the rules',
  decision: 'Decision',
  appeal: {
    title: 'Do you think that is wrong?',
    lead: (office: string): string =>
      `You can appeal, once, until 30 days after the decision. The office “${office}” answers within 30 days.`,
    noOffice: 'This sovereign has no office that answers appeals.',
    tooLate: 'It is more than 30 days ago: it cannot be appealed from any more.',
    reason: 'Why should they look at it again?',
    reasonMeans: 'Only the office that you send the case to will read it.',
    next: 'Look once more',
    lastLook: 'Before you appeal',
    publicTitle: 'Everybody can see',
    publicList: [
      'that there is one appeal more, and when it was made',
      'a fingerprint of your reason, from which nobody can read it',
      'the rule, but only if you are granted an exception',
    ] as readonly string[],
    privateTitle: 'Nobody else can see',
    privateList: [
      'who appeals, how much you wanted to pay, and to whom',
      'your reason',
    ] as readonly string[],
    officeTitle: 'The office sees, in the case that you send it',
    officeList: [
      'your reason',
      'the signed decision, with all facts that it was about: amount, payee, countries, tiers, sums',
    ] as readonly string[],
    final: 'An appeal is in the log for ever, and its words cannot be changed.',
    send: 'Appeal now',
    change: 'Change something',
    yours: 'Your appeal',
    saved: 'It is in the log. Now send the case to the office: nothing does that for you.',
    download: 'Save the case',
    file: 'appeal.json',
    said: 'Your reason',
    made: (moment: string): string => `Made on ${moment}`,
    due: (moment: string): string => `An answer is due by ${moment}.`,
    overdue: (moment: string): string =>
      `An answer was due by ${moment}. Everybody can see that one is overdue; the office can still answer.`,
    states: {
      open: 'waiting for an answer',
      overdue: 'overdue',
      upheld: 'upheld',
      exception: 'exception granted',
      compensation: 'compensation',
      referred: 'referred',
    },
    answers: {
      upheld: 'The office has looked at it and the decision stands.',
      exception: 'The office lets this payment through, once.',
      compensation: 'The office grants you a compensation. It tells you how, apart from this.',
      referred: 'The office has referred it to those who can change the rule.',
    } as Readonly<Record<string, string>>,
    exemption: (rule: string, until: string): string =>
      `Rule ${rule} does not stop one payment of this amount at most to this payee, until ${until}.`,
    used: 'The exception has been used.',
    lapsed: 'The time to use the exception is over.',
    unshown: 'What became of it could not be asked.',
  },
};

export type StoppedWords = typeof stoppedEnglish;
