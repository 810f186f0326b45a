/** What the console says of who may open it, in English; and to whoever has just founded a sovereign. */
export const accessEnglish = {
  title: 'Access',
  lead: 'Who opens this console, and with what.',
  passkeys: 'Passkeys',
  passkeysLead:
    'A passkey is kept by your device or security key, and opens with your finger, face or PIN. It works on this address and nowhere else.',
  none: 'There is none yet. Without one the console opens with a link from the machine’s terminal.',
  name: 'Name of this passkey',
  nameMeans: 'So that you know it again, such as “Office laptop”.',
  suggested: 'This device',
  add: 'Add a passkey',
  adding: 'Your device asks for your finger, face or PIN.',
  added: 'The passkey is added. The next time the console opens with it.',
  created: (when: string) => `added ${when}`,
  lastUsed: (when: string) => `last used ${when}`,
  neverUsed: 'not used yet',
  elsewhere: (name: string) => `for ${name}`,
  remove: 'Remove',
  removeOf: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove “${name}”?`,
  removeText: 'Nobody opens the console with it any more, and whoever is in with it is out.',
  removeLast:
    'It is the last one: from then on only the link from the machine’s terminal opens the console.',
  keep: 'Keep it',
  failed: 'No passkey was added.',
  cancelled:
    'Your device has no answer: it was cancelled, took too long, or has this passkey already.',
  unable: 'This browser makes no passkeys. A current one does.',
  unnamed:
    'Passkeys are bound to a name, and this address is only a number. Open the console here instead:',
  sessions: 'Open consoles',
  sessionsLead:
    'Each console that is open somewhere. One that is opened with a passkey stays open as long as it is used, for twelve hours at most.',
  this: 'this one',
  by: {
    key: 'With a link from the terminal',
    founding: 'With the founder’s link',
    passkey: (name: string) => `With “${name}”`,
  },
  since: (when: string) => `since ${when}`,
  endOthers: 'End all others',
  ended: 'All others are ended.',
  notEnded: 'The others may still be open.',
  left: 'You are out here, but the sovereign does not confirm it: the session may still be open there.',
  welcome: {
    title: (name: string) => `${name} is founded`,
    lead: 'It runs. What is left, in whatever order you like:',
    passkeyTitle: 'So that you come back in',
    passkeyText:
      'This page is open for a quarter of an hour. With a passkey you open it again with your finger, face or PIN; without one, from the terminal of this machine.',
    skip: 'Not now',
    skipped: 'You can add one later, under “Access”.',
    next: 'What to do next',
    money: 'Issue the first money',
    moneyText: 'Nobody has any yet. You need the passphrase for it.',
    people: 'Invite people',
    peopleText: 'They make a wallet in their browser at this address:',
    peopleHere:
      'This address works on this machine alone. For others, put a reverse proxy with TLS before it.',
    peopleCode: 'The wallet’s address as a code',
    rules: 'Propose the first rule',
    rulesText: 'There are none: every payment is admitted.',
    console: 'Go to the console',
  },
  door: {
    passkey: 'Open with a passkey',
    passkeyLead: 'Open it with a passkey that you have added before.',
    opening: 'Your device asks for your finger, face or PIN.',
    refused: 'This passkey does not open it.',
    otherwise:
      'Or with a link from the machine’s terminal. Type this there, and follow the link that it prints:',
  },
};

export type AccessWords = typeof accessEnglish;
