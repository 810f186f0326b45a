/** Votes, the words of offices, and appeals, at the console: in English. */
export const lawEnglish = {
  votes: {
    title: 'Votes',
    lead: 'Everything that was proposed, how far it has come, and what is needed next.',
    back: 'All proposals',
    desk: 'What can be done from here',
    nothing: 'Nothing of the offices is needed now.',
    runGates: 'Run the gates',
    gatesRan: 'The gates have looked at it. Their word counts once it is in the log.',
    gatesFailed: 'The gates could not be run now. Ask again in a minute.',
    carryGates: 'Bring their word to the log, with the wallet of this browser',
    approve: (office: string): string => `Approve it, as the office “${office}”`,
    approveMeans:
      'One key of the office signs this one sentence. The key is opened in a process of its own, and forgotten.',
    audit: 'Audit it',
    auditOffice: 'Which office audited it',
    auditSays: { agrees: 'It agrees', disagrees: 'It disagrees' },
    signs: (office: string, matter: string): string =>
      `The office “${office}” approves this proposal: ${matter}.`,
    signsAudit: (office: string, matter: string, says: string): string =>
      `The office “${office}” has audited this proposal: ${matter}. ${says}.`,
    id: 'Its hash, which is what is signed',
  },
  word: {
    reading: 'Reading what would be signed, from its bytes.',
    faults: {
      unfit: 'What is to be signed does not hang together. Load this page again.',
      unproven:
        'What the sovereign shows of this proposal is not what its hash stands for, or it does not answer. Nothing is signed.',
      unread:
        'This page cannot tell what this proposal says, and an office signs nothing unread. Nothing is signed.',
    },
    inForce: (from: string, until: string | null): string =>
      until === null ? `In force from ${from}.` : `In force from ${from} until ${until}.`,
    report: 'The report of the gates that was audited',
    content: 'Hash of its content, which is no text',
    text: 'Its text, from the bytes that the hash stands for',
    noneFound: 'This file has no signature of this word.',
    signedByOthers: (count: string): string => `Good signatures of others: ${count}.`,
    dropped: (dropped: string, good: string): string =>
      `The file has signatures of something else (${dropped}): signing leaves them out. Good ones: ${good}.`,
  },
  key: {
    from: 'Key',
    fromFile: 'A key file',
    fromFileField: 'Key file of the office (.sealed or .key)',
    passphrase: 'Passphrase of the key',
    before: 'A word that others of the office have signed already',
    taken: (name: string): string => `${name} is taken in.`,
    go: 'Sign',
    going: 'Opening the key. This takes some seconds.',
    faults: {
      'does-not-open': 'That passphrase does not open this key.',
      'wrong-kind': 'This file is not opened by a passphrase.',
      damaged: 'This file is no key of a person, or it is damaged.',
      newer: 'A newer program wrote this file.',
      'not-a-signer': 'This key is none of the office’s.',
      unfit: 'What is to be signed does not hang together. Load this page again.',
    },
    enough: (count: string): string => `Signed by ${count}: that is enough.`,
    missing: (count: string, threshold: string): string =>
      `Signed by ${count} of ${threshold}: save the word, and give it to the next signer.`,
    hand: 'Hand it to the wallet of this browser',
    notHanded:
      'This browser stores nothing for these pages. Save the file, and bring it to a wallet under “Carry”.',
    handMeans: 'Any wallet may bring it to the log: it counts by the office’s key.',
    save: 'Save the word as a file',
    again: 'Sign something else',
  },
  appeals: {
    title: 'Appeals',
    lead: 'Whoever was refused can appeal. The office of appeals answers, by a key of its own, and the answer is in the log.',
    open: 'Open',
    overdue: 'Overdue',
    median: 'Hours to an answer, in the middle',
    longest: 'The longest wait in hours',
    outcomes: 'How they ended',
    outcome: {
      upheld: 'The refusal stands',
      exception: 'Exception: one payment is let through',
      compensation: 'Compensation',
      referred: 'Referred elsewhere',
    },
    exceptions: 'Exceptions by rule',
    exception: (granted: string, used: string): string => `${granted} granted, ${used} used`,
    none: 'None',
    case: 'Answer a case',
    caseLead:
      'Appeals are nobody’s to list: whoever appeals sends the office a file, or the number of the case.',
    caseFile: 'The file of the case',
    caseId: 'Or the number of the case',
    find: 'Open the case',
    badCase: 'This file is no case that the log knows.',
    appealed: 'Appealed',
    due: 'An answer is due by',
    late: 'overdue',
    answered: 'Answered',
    reason: 'What the appellant says',
    decision: 'The decision',
    payment: 'Payment',
    unproven: 'Only the number is known here: open the file to see what it is about.',
    verified:
      'The receipt is signed by this sovereign, and the log has this very appeal with this very reason.',
    answer: 'The answer',
    choose: 'How it ends',
    payee: 'Whom the exception is for, by handle or address',
    look: 'A last look',
    says: (outcome: string): string => `The office of appeals answers: ${outcome}.`,
    exempts: (amount: string, payee: string, rule: string, until: string): string =>
      `One payment of at most ${amount} to ${payee} is let past ${rule}, until ${until}.`,
    join: 'Sign what others of the office have signed',
    joinMeans:
      'Has somebody of the office signed an answer already? Take their file: it counts only if all sign the very same words.',
    badAnswer: 'This file is no answer to this appeal.',
    unknownPayee: 'Nobody here has that name.',
    noOffice: 'This sovereign has no office of appeals.',
  },
};

/** What every language says there. */
export type LawWords = typeof lawEnglish;
