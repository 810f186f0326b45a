/** Freezes, which are lists that rules refuse: in English. */
export const freezesEnglish = {
  standing: 'Freezes',
  free: 'No list in force names this identity.',
  named: (list: string, version: string, day: string): string =>
    `On ${list} by version ${version}, in force since ${day}.`,
  stopsNobody: 'No rule looks at this list, so it stops nobody yet.',
  paused: (currency: string, moment: string): string =>
    `Payouts in ${currency} of what was put before are paused since ${moment}. The clock stands still.`,
  everyCurrency: 'every currency',
  pausedUntil: (moment: string): string => `By what is decided that ends on ${moment}.`,
  toCome: {
    freeze: (list: string, moment: string): string => `It is decided: on ${list} from ${moment}.`,
    release: (list: string, moment: string): string =>
      `It is decided: no longer on ${list} from ${moment}.`,
  },
  proposed: {
    freeze: (list: string): string => `A proposal would put this identity on ${list}.`,
    release: (list: string): string => `A proposal would take this identity off ${list}.`,
  },
  seeProposal: 'See how it stands',
  freeze: 'Freeze',
  release: 'Release',
  form: {
    titles: {
      freeze: (who: string): string => `Freeze ${who}`,
      release: (who: string): string => `Release ${who}`,
    },
    means:
      'Nobody freezes or releases anybody alone. This drafts the next version of a public list; it counts once it was proposed, decided as the constitution says, and is in force.',
    list: 'List',
    another: 'A new list',
    name: 'Name of the new list',
    nameMeans: 'Capitals, digits and hyphens, such as FROZEN.',
    lane: 'How it is decided',
    lanes: {
      ordinary: 'in the ordinary way',
      emergency: 'as an emergency: the office alone, for a while',
    },
    onlyOrdinary:
      'A release is decided in the ordinary way: an emergency can only make rules stricter. A freeze that an emergency made lapses by itself.',
    days: 'For how many days it can be relied on',
    daysMean:
      'After these days nobody knows who is on it, and payments that rules look at it for wait. Bring a newer version before.',
    draft: 'Draft it',
    cancel: 'Leave it',
    drafting: 'Being drafted beside what is in force',
  },
  faults: {
    name: 'A list’s name has capitals, digits and hyphens, and begins with a capital.',
    'no-public-list': 'That is a list of countries, or one whose entries are not public.',
    already: 'This identity is on that list already, or a decided version puts it there.',
    'not-there': 'This identity is not on that list, or a decided version takes it off.',
    'too-many': 'That list is full: a text has at most 2,097,152 characters. Begin another one.',
    'fresh-days': 'Write a number of days from 1 to 3650.',
    'nobody-decides':
      'By the constitution nobody decides on this list, so nobody can be put on it. Its governance would have to change first.',
    'no-emergency-lane': 'By the constitution there are no emergencies for this list.',
    'emergency-loosens': 'An emergency can only make rules stricter.',
    'nothing-to-tighten':
      'An emergency makes a version stricter that is in force and can be relied on for two hours more. The first version of a list, and one that is renewed, are decided in the ordinary way.',
  },
  drafted: (list: string, version: string): string => `${list}, version ${version}`,
  nobody: 'It would name nobody.',
  names: (count: string): string =>
    count === '1' ? 'It would name one.' : `It would name ${count}.`,
  difference: 'What changes beside the version before',
  decides: {
    both: (people: string, office: string): string =>
      `“${people}” vote on it, and the office “${office}” has to approve.`,
    people: (people: string): string => `“${people}” vote on it.`,
    office: (office: string): string => `The office “${office}” decides it alone.`,
    emergency: (office: string, time: string): string =>
      `The office “${office}” alone decides, and it is in force as soon as that has approved. It lapses by itself after ${time}, and then the version before is in force again.`,
    audits: (count: string): string => `So many other offices have to audit it before: ${count}.`,
  },
  opens: (moment: string): string =>
    `Proposed now, it would be in force on ${moment} at the earliest.`,
  propose:
    'Whoever may vote may propose, with a wallet: the console itself proposes nothing. Hand the draft to the wallet of this browser.',
  afterwards: 'Afterwards it is among the proposals, and this page tells how it stands.',
  rules: {
    title: 'No rule stops whoever is on it yet',
    means:
      'A list alone stops nobody. Two rules make it count: one refuses payments of whoever is on it, the other payments to them, which also pauses what was put before. They are proposed and decided like any others, after the list: a rule cannot name a list that nobody has decided.',
    some: 'Not all of it is stopped',
    someMeans:
      'The rules in force stop only some payments of whoever is on it, or only to them. Rules for the rest are drafted here.',
    forEverybody: 'Draft them for every currency',
    forCurrency: (code: string): string => `Draft them for ${code}`,
    begun:
      'The draft lies in the room for rules, where it is looked at, tried and handed to a wallet.',
    go: 'Write rules',
  },
  all: 'All freezes',
  allMean:
    'Every public list that names people, and what the rules in force make of it. Anybody sees the same in the open book.',
  none: 'There is no such list, so nobody is frozen.',
  read: 'Read it',
  devices: 'Devices',
  devicesMean:
    'Nobody but their owner adds or revokes devices. Who has lost one revokes it with another, or with the root key; it signs nothing from then on, and what it held is the identity’s.',
  device: (number: string): string => `Device ${number}`,
  active: (day: string): string => `active since ${day}`,
  activeLong: 'active',
  revoked: (day: string): string => `revoked on ${day}`,
  revokedLong: 'revoked',
  forks:
    'Whoever is proven to have written two histories sets nothing aside any more. The ledger does that by itself.',
};

/** What every language says there. */
export type FreezesWords = typeof freezesEnglish;
