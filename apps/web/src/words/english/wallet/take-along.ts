/** Taking a wallet's records along in a file, and reading such a file, in English. */
export const takeAlongEnglish = {
  title: 'Take along',
  about: 'What is yours to keep, in one file; and reading such a file.',
  lead: 'What may be moved, in one file: for another browser, or to keep. A device itself is enrolled, not copied.',
  save: {
    title: 'Save a file',
    inIt: 'What is in it, of each of your wallets here:',
    what: [
      'the history, with notes, and balances: what statements are made of',
      'proofs of what this device has done (certificates)',
      'what was seen of the sovereign’s log, so that another browser can compare',
      'the sovereign’s name, address and fingerprint',
      'when the wallet locks, and the language',
    ] as readonly string[],
    notIn: 'What is not in it: keys, passphrases, passkeys. Nobody can pay with this file.',
    keepPrivate:
      'It is not sealed: whoever has the file can read what you paid and were paid. Keep it private.',
    go: 'Save the file',
    saved: (lines: string, proofs: string): string =>
      `Given to your browser to save: ${lines} lines of history, ${proofs} proofs.`,
    missing: (names: string): string => `Not in it, for it could not be opened: ${names}.`,
    tooLarge:
      'There is too much for one file (more than 64 MB). Statements can be saved for any time.',
    notMade: 'No file was made: something in the wallet is not as expected.',
  },
  read: {
    title: 'Read a file',
    lead: 'Shows what is in such a file. It changes nothing here by itself, and none of it becomes part of this wallet.',
    choose: 'A file of “Take along”',
    busy: 'Reading the file',
    refused: {
      'too-large': 'This file is too large: more than 64 MB. Nothing of it was read.',
      keys: 'This is a file with keys, or of a sort that has them. It is not taken in: a device is enrolled, not copied. Two copies of one would sign two different things. Never give such a file to a page.',
      letter:
        'This is something that somebody sealed: a letter or a small file, and no file of “Take along”. It is opened elsewhere.',
      enrolment:
        'This is a text with which a device is enrolled, and not a file of “Take along”. A device is enrolled, not copied.',
      other:
        'This is no file of “Take along”, and is not taken in. If it is to bring a wallet here: a device is enrolled, not copied.',
      newer:
        'A newer version of these pages has made this file. Close all pages of the wallet, open them again, and try once more.',
      damaged: 'This file is damaged or was changed: something in it is not as it should be.',
    },
    toDevices: 'To “Devices”: have your wallet on another device',
  },
  found: {
    made: (when: string): string => `Made ${when}. What follows is what the file says.`,
    none: 'There is no wallet in this file.',
    of: (who: string, sovereign: string): string => `${who} at ${sovereign}`,
    address: 'Address',
    fingerprint: 'Fingerprint',
    proofs: 'Proofs',
    balances: 'Balances then',
    pins: {
      same: 'You have a wallet at this very sovereign.',
      other:
        'The file says another fingerprint for this address than your wallet here knows. Somebody has shown two constitutions, or changed the file: find out before you pay.',
      none: 'You have no wallet at this sovereign here.',
    },
    join: 'Look who answers there now, and compare',
    seen: {
      comparing: 'Comparing what was seen of the log',
      same: (count: string): string =>
        `The log is one and the same: ${count} states that the file has seen agree with yours.`,
      nothing: 'The file has seen nothing of the log.',
      noWallet: 'What it has seen of the log is not compared: that takes a wallet there.',
      forked:
        'The sovereign has signed two different histories: one for the file, one for you. Stop paying, keep this, and show it to everybody:',
      failed: 'What it has seen of the log could not be compared:',
    },
    settings: 'Settings in the file',
    locks: (minutes: string): string => `Locks after ${minutes}`,
    locksHidden: 'and as soon as its page is not in sight',
    take: 'Take them over',
    taken: 'Taken over.',
    archive: 'History in the file',
    archiveMeans:
      'To read and to search. It is not part of this wallet’s history, and nobody has checked it.',
    matches: (shown: string, all: string): string => `${shown} of ${all} lines`,
    more: 'Show more',
  },
};

export type TakeAlongWords = typeof takeAlongEnglish;
