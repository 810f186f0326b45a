/** What the console says about currencies and treasuries, in English. */
export const moneyEnglish = {
  title: 'Money',
  lead: 'Every currency, what stands behind it, and who can issue more.',
  ownBalance: 'The treasury itself has',
  unclaimed: 'Issued and not taken yet',
  nothingUnclaimed: 'Nothing waits to be taken.',
  unclaimedIs: (amount: string, count: string, isAll: boolean): string =>
    `${isAll ? '' : 'At least '}${amount}, in ${count} payments.`,
  keysHere: (count: number): string =>
    count === 0
      ? 'None of its keys lies on this machine.'
      : count === 1
        ? 'One of its keys lies on this machine, sealed.'
        : `${count} of its keys lie on this machine, sealed.`,
  issue: (code: string): string => `Issue ${code}`,
  takeBack: (count: number): string => `Take back what nobody claimed (${count})`,
  burn: 'Destroy some',
  issueTitle: (code: string): string => `Issue ${code}`,
  pasteMeans:
    'One line for each payee. Several lines can be pasted at once: a handle or address, then the amount.',
  payee: 'To',
  amount: (code: string): string => `Amount in ${code}`,
  addLine: 'Another line',
  look: 'Look once more',
  cancel: 'Cancel',
  nobody: (who: string): string => `Nobody here is ${who}.`,
  noCountry: (who: string): string => `${who} has no country record, and cannot be paid.`,
  notReached: 'The sovereign did not answer. Nothing is lost: try again in a moment.',
  burnTitle: (code: string): string => `Destroy ${code}`,
  burnMeans: (amount: string): string =>
    `At most what the treasury itself has: ${amount}. Money that somebody has taken is theirs.`,
  lastLook: 'One last look',
  cannotUndo:
    'Nobody can take this back once it is signed and in the log. Compare each address with the payee’s by another way.',
  does: { mint: 'New money is made:', burn: 'Destroyed for good:' },
  takesBack: (count: number): string =>
    count === 1 ? 'Taken back from one payment' : `Taken back from ${count} payments`,
  pays: 'To',
  whichKey: 'Sign with',
  keyHere: (signer: number): string => `The key of signer ${signer} on this machine`,
  keyInFile: 'A key file of mine',
  keyFile: 'Key file',
  keyFileMeans:
    'As `tally sovereign key` makes it. Never use one key on two machines: each remembers for itself what the key has signed.',
  passphrase: 'Passphrase of the key',
  passphraseMeans: 'It opens the key in this browser, for one signature, and goes nowhere else.',
  signAndSend: 'Sign and hand in',
  signOne: (place: number, threshold: number): string => `Sign (${place} of ${threshold})`,
  isFinal: 'Done. It is in the log, and final.',
  refused: (why: string): string => `The ledger did not take it: ${why}`,
  waitsTitle: 'Waits for signatures',
  placeTaken: 'On its way',
  haveSigned: (count: string, threshold: string): string => `${count} of ${threshold} have signed.`,
  until: (moment: string): string =>
    `Until ${moment} nothing else is signed for this treasury, so that nobody ever signs two things in one place.`,
  bringFile: 'Bring a file that was signed elsewhere (`tally sovereign sign`)',
  openOrder: {
    title: {
      unknown: 'Perhaps taken: it is being asked',
      taken: 'It was taken',
      'not-taken': 'It was not taken',
      partly: 'Only a part of it was taken',
    },
    means: {
      unknown:
        'This was signed in this browser, and no answer came. Perhaps the ledger has taken it. The log is asked until that is certain, and until then this browser signs nothing else for this treasury.',
      taken: 'What was signed here is in the log, and final. Do not order it again.',
      'not-taken':
        'What was signed here is not in the log, and cannot get there any more. It can be ordered again.',
      partly:
        'The first part of what was signed here is in the log, and the rest cannot get there any more. See what the treasury itself has before you order again.',
    },
    again: 'Hand in the same once more',
    seen: 'I have seen it',
  },
  noProposal: 'This file is no proposal of a treasury.',
  faults: {
    'wrong-passphrase': 'That is not the passphrase of this key.',
    'no-key': 'The key could not be read. Choose another one.',
    'not-a-signer': 'This key does not sign for this treasury.',
    'not-shown': 'What would be signed is not what stands here. Nothing was signed: begin again.',
    'place-not-free':
      'This key has signed something else in the same place, which could still reach the log. Wait until that is over, and try again.',
    outdated: 'What this key signed before is in the log by now. Begin again.',
    'perhaps-taken':
      'Something that was signed in this browser was perhaps taken. Look at that first: nothing was signed now.',
    'not-stored': 'This browser stores nothing, so that nothing is signed in it.',
    insufficient: 'The treasury itself does not have so much.',
    'too-many': 'These are too many payees for once: at most 256.',
    'too-much': 'Together this is more than any currency can have.',
    'bad-head': 'The sovereign’s answer about this treasury makes no sense. Load the page again.',
  },
};

export type MoneyWords = typeof moneyEnglish;
