/** Notifications, in English. */
export const noticesEnglish = {
  title: 'Notifications',
  about: 'Be told when something comes in, or becomes final.',
  lead: 'Your browser can tell you when money comes in, and when a payment that was not final has become so, while you look at something else.',
  means:
    'That works only as long as this wallet is open and unlocked in a tab. Nobody sends anything to your device from outside: there is no push service, and so no third party that would learn when you are paid.',
  shown: 'Whoever sees your screen can read the amounts.',
  allow: 'Allow notifications',
  allowed: 'Notifications are on. Your browser’s settings turn them off.',
  denied: 'Your browser does not allow them. Its settings for this site can.',
  missing: 'This browser has no notifications.',
  received: (what: string): string => `Received ${what}`,
  receivedFrom: (name: string): string => `from ${name}`,
  final: (what: string): string => `Your payment of ${what} is final`,
};

export type NoticesWords = typeof noticesEnglish;
