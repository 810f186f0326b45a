/** What the operator's console says, in English. */
export const consoleEnglish = {
  title: 'Console',
  book: 'Open book',
  end: 'Leave',
  door: {
    title: 'The operator’s console',
    lead: 'It opens with a link that only this machine gives out. Type this there, and follow the link that it prints:',
    command: 'npx tally sovereign console DIR',
    commandMeans: 'DIR is the sovereign’s folder.',
    over: 'This session is over. Ask for a new link.',
  },
  groups: {
    running: 'Running',
    money: 'Money',
    law: 'Rules and votes',
    keeping: 'Keeping',
  },
  home: {
    title: 'Health',
    lead: 'What this sovereign is doing now.',
    status: 'Status',
    since: 'Running since',
    entries: 'Entries in the log',
    identities: 'Identities',
    devices: 'Devices',
    openHolds: 'Open holds',
    queued: 'Waiting to be admitted',
    memory: 'Memory',
  },
};

/** What every language says there. */
export type ConsoleWords = typeof consoleEnglish;
