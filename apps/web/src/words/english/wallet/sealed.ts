/** Sealed content, in English. */
export const sealedEnglish = {
  title: 'Seal something',
  about: 'A letter or a small file that somebody opens once people let it go, or with a secret.',
  lead: 'Nobody can read it before, the sovereign neither: it is never sent there. You get a file, and hand it on.',
  notTime:
    'A time or the log cannot seal anything: whoever could open it then could open it now. What is meant for a day is sealed to people who wait until then.',
  text: 'What is to be sealed',
  textMeans: 'A text; or choose a file instead.',
  letter: 'letter.txt',
  file: 'A file, at most 256 kB',
  chosen: (name: string, size: string): string => `${name}, ${size} bytes`,
  typeInstead: 'Type a text instead',
  way: 'What opens it',
  ways: { shares: 'people who let their shares go', secret: 'a secret that I hand over' },
  to: 'For whom',
  toMeans: 'A handle. Without them the others cannot open it.',
  keepers: 'Who keeps a share',
  keepersMeans: 'Handles, such as: @carl, @dora, @eve',
  least: 'How many of them have to let it go',
  secret: 'Which secret',
  newSecret: 'a new one',
  moneySecret: (what: string, who: string): string => `the one that ${what} for ${who} wait for`,
  secretMeans:
    'Money can lie beside it: set it aside with “Pay for a secret” first, and choose its secret here. Showing it opens both.',
  next: 'Look once more',
  faults: {
    empty: 'Type a text, or choose a file that is not empty.',
    'too-large': 'At most 262144 bytes can be sealed.',
    'no-name': 'Type handles of letters and digits, apart by commas.',
    'no-keepers': 'Say who keeps a share.',
    'same-name': 'Name everybody once; whom it is for keeps no share.',
    least: 'Type a whole number, at most as many as keep a share.',
    'too-many':
      'That is more than 16 ways to choose them. Name fewer people, or let all of them be needed.',
  },
  look: {
    seals: 'You seal',
    size: (size: string): string => `${size} bytes`,
    forWhom: 'For',
    keepers: (least: number): string =>
      least === 1
        ? 'It opens when one of these lets a share go:'
        : `It opens when ${least} of these let their shares go:`,
    honest:
      'Nothing but they themselves keeps them from letting their shares go earlier, and no share is taken back.',
    device:
      'A share is for the first device of each. If that device is lost, so is the share; if too many are, nobody ever opens it.',
    yourself: 'You yourself cannot open it unless you are one of them: keep what you still need.',
    secret:
      'It opens for whoever has the file and the secret, at once. This wallet keeps the secret until you show it: open the file here to do so.',
    secretMoney: 'Money waits for the same secret: showing it opens both.',
    lost: 'If this wallet is lost before, nobody ever opens it.',
    go: 'Seal it and save the file',
    done: 'It is sealed.',
    handOn: 'Hand the file on to whom it is for, and to whoever keeps a share.',
    handOnSecret: 'Hand the file on to whom it is for. The secret comes later, from you.',
    again: 'Save the file once more',
    change: 'Change something',
  },
  open: {
    title: 'Open something sealed',
    link: 'Open something sealed',
    means: 'Choose a file that somebody has sealed. It stays in this browser.',
    file: 'Sealed file',
    tooLarge: 'No sealed file is as large as that.',
    size: (size: string): string => `There are ${size} bytes in it.`,
    opens: 'It can be opened here now.',
    lacksSecret: 'Still missing: the secret.',
    lacks: (count: number): string =>
      count === 1 ? 'Still missing: one more share.' : `Still missing: ${count} more shares.`,
    people: 'Who has a share',
    you: 'you',
    somebody: 'somebody whom this wallet does not know',
    standings: { released: 'has let it go', missing: 'has not let it go yet' },
    go: 'Open and save it',
    text: 'What it says',
    wordTitle: 'A share or a secret that was handed to you',
    word: 'The text that you were given',
    keep: 'Check it and keep it',
    kept: 'Kept.',
    share: 'Let my share go',
    shareMeans:
      'Whoever has the file and the shares of enough people can open it, with whom it is for. No share is taken back.',
    shareLook: 'You let go your share of',
    shareGo: 'Yes, let it go',
    shareDone: 'Hand this on to whom it is for.',
    secret: 'Show the secret',
    secretMeans: 'Whoever has this text and the file can open it. It is not taken back.',
    secretMoney: (what: string, who: string): string =>
      `${what} for ${who} wait for the same secret: with it they can be taken, too.`,
    secretLook: 'You show the secret of',
    secretGo: 'Yes, show it',
    secretDone: 'Hand this on to whom it is for, and to nobody else.',
    not: 'Not now',
    another: 'Another file',
  },
};

export type SealedWords = typeof sealedEnglish;
