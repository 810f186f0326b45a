/** Notifications, in English. */
export const noticesEnglish = {
  title: 'Notifications',
  about: 'Be told when something comes in or becomes final, and before a vote closes.',
  lead: 'Your browser can tell you while you look at something else: when money comes in, when a payment that was not final has become so, when somebody opens or raises a tab for you, and when a vote is about to close in which you have not voted.',
  means:
    'That works only as long as this wallet is open and unlocked in a tab. Nobody sends anything to your device from outside: there is no push service, and so no third party that would learn when you are paid. Of a vote you are told in its last day, or in the last tenth of its time where that is shorter.',
  shown: 'Whoever sees your screen can read the amounts.',
  allow: 'Allow notifications',
  allowed: 'Notifications are on. Your browser’s settings turn them off.',
  denied: 'Your browser does not allow them. Its settings for this site can.',
  missing: 'This browser has no notifications.',
  received: (what: string): string => `Received ${what}`,
  receivedFrom: (name: string): string => `from ${name}`,
  final: (what: string): string => `Your payment of ${what} is final`,
  tabOpened: (what: string): string => `A tab of ${what} was opened for you`,
  tabRaised: (what: string): string => `A tab for you was raised by ${what}`,
  tabBy: (name: string): string => `by ${name}, as the sovereign lists it`,
  voteCloses: (name: string): string => `The vote on ${name} closes soon`,
  voteUntil: (when: string): string => `You can vote until ${when}.`,
};

export type NoticesWords = typeof noticesEnglish;
