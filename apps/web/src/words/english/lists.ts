/** What a list of parties does, and whom it names, in English. */
export const listsEnglish = {
  does: 'What it does',
  parties: 'Whom it names',
  stopsNobody: 'No rule looks at it: being on it stops nobody.',
  onlyOthers: (rules: string): string =>
    `Being on it does not stop anybody by itself. These rules look at it together with something else: ${rules}.`,
  others: (rules: string): string =>
    `These rules look at it together with something else: ${rules}.`,
  stops: {
    sender: {
      refuse: (where: string): string =>
        `Whoever is on it makes no new payment${where}, and sets nothing new aside.`,
      hold: (where: string): string => `New payments of whoever is on it wait${where}.`,
    },
    receiver: {
      refuse: (where: string): string => `Nobody makes a new payment to whoever is on it${where}.`,
      hold: (where: string): string => `New payments to whoever is on it wait${where}.`,
    },
  },
  rule: (code: string): string => `Rule ${code}`,
  where: {
    global: '',
    currency: (code: string): string => ` in ${code}`,
    country: (country: string): string => ` to or from ${country}`,
    treaty: (name: string): string => ` under the treaty ${name}`,
  },
  excepted: 'An exception of the rules may let it through.',
  pauses: (where: string): string =>
    `What was put for them before they came onto it is paused${where}: they cannot take it, and its clock stands still, so that they lose no time.`,
  notPaused: 'What was put for them before, they can still take.',
  goesOn:
    'Nothing is taken from anybody. They keep what they have, and others can claim what was set aside for them before: tabs and allowances that are open go on.',
  cheques:
    'As long as a rule looks at who is paid, nobody opens an allowance of cheques: whom it will pay is not known yet.',
  fresh: (moment: string): string => `It can be relied on until ${moment}.`,
  freshMeans:
    'If no newer version is in force by then, nobody knows any more who is on it: payments that these rules look at wait, everybody’s, and what was paused goes on.',
  stale: (moment: string): string =>
    `It could be relied on until ${moment}, and no newer version is in force. Payments that these rules look at wait, everybody’s.`,
  toCome: (version: string, moment: string): string =>
    `Version ${version} is in force from ${moment}.`,
  nobody: 'It names nobody.',
  stranger: 'somebody who is not known here',
  count: (count: string): string => (count === '1' ? 'It names one.' : `It names ${count}.`),
  more: 'Show more',
  secret: 'Whom it names is not public.',
};

/** What every language says there. */
export type ListsWords = typeof listsEnglish;
