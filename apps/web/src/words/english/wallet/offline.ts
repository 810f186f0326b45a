/** What the wallet says of payments without a network, in English. DESIGN section 2 says what may be claimed. */
const cameraEnglish = {
  scan: 'Scan a code with the camera',
  hold: 'Hold the code so that all of it is in the picture.',
  picture: 'What the camera sees',
  other: 'Other camera',
  light: 'Light',
  close: 'Close the camera',
  moving: 'This code moves: it asks for a payment without a network. Pay it here:',
  troubles: {
    none: {
      title: 'No camera was found',
      text: 'Connect one, or carry the messages as files or text, below.',
    },
    refused: {
      title: 'The camera is not allowed',
      text: 'Allow it for this page in the browser’s settings (beside the address), then try again. Files and text work without it.',
    },
    busy: {
      title: 'The camera is in use',
      text: 'Another program or tab has it. Close that, then try again.',
    },
    unable: {
      title: 'This browser gives no camera',
      text: 'Carry the messages as files or text, below.',
    },
  },
};

const offlineEnglish = {
  title: 'Without a network',
  about: 'Pay and be paid from screen to camera, with no network at all.',
  lead: 'Two wallets settle with nobody between them: each shows moving codes, and reads the other’s.',
  ready: (until: string): string => `Ready to pay without a network until ${until}.`,
  notReady:
    'Not ready yet: keep this wallet open once while the sovereign can be reached. It then takes along what proves whose it is.',
  over: (when: string): string =>
    `What this wallet shows of itself was good until ${when}. Open it once while the sovereign can be reached.`,
  steps: [
    'The one who is paid types the amount.',
    'Hold the two so that each camera sees the other’s screen.',
    'The one who pays looks at the amount, and confirms.',
  ] as readonly string[],
  receive: 'I am paid',
  pay: 'I pay',
  compare: 'We compare what we have seen',
  compareMeans:
    'Two shops that compare find out whether somebody has paid both with the same money, before anybody deposits.',
  compareFirst: 'I show first',
  compareSecond: 'I look first',
  ask: 'Ask for it',
  amount: 'Amount',
  memo: 'What for (optional)',
  code: 'Moving code for the other wallet',
  reading: 'How much of the other’s message was read',
  nothingYet: 'Nothing read yet. Hold the other’s code into the picture.',
  unexpected: 'That is a code of another step: the other one is not there yet.',
  seen: (have: number, of: number): string => `${have} of ${of} parts read`,
  stop: 'Stop',
  done: 'Done',
  confirm: 'Yes, pay this',
  decline: 'No, do not pay',
  stranger: 'This wallet does not know a name for them.',
  from: {
    tab: 'It comes from what you have set aside for them. Double spend is prevented: nobody else can get it.',
    cheque:
      'It is a cheque on what you have set aside for whoever you meet. It is theirs once they have deposited it.',
    nothing:
      'You have set nothing aside that this can be paid from. Open a tab for them, or an allowance, while there is a network.',
  },
  hands: {
    same: 'You have paid this request before, and their receipt has not come. The same payment is shown again: it counts once.',
    earlier:
      'An earlier payment to them has no receipt yet. It is shown first, and then this one; should that come from something else, you are asked again.',
  },
  claimBefore: (when: string): string =>
    `Claim it before ${when}: open this wallet once while the sovereign can be reached.`,
  keepShowing: 'Keep showing this code until the other device says “Confirmed”.',
  standings: {
    looking: {
      title: 'Look at their code',
      text: 'The other one asks for an amount. Hold your camera to their screen.',
    },
    showing: {
      title: 'Show them this code',
      text: 'Hold the two so that each sees the other. Nothing is yours before this page says so.',
    },
    asked: { title: 'Do you pay this?', text: 'Nothing is signed before you say yes.' },
    working: { title: 'Signing', text: 'Stored first, then signed. It takes a moment.' },
    handed: {
      title: 'Handed over, not confirmed',
      text: 'Show them this code and look at theirs. It counts as given from now on; their receipt is your proof.',
    },
    confirmed: {
      title: 'Confirmed',
      text: 'They have it, and this wallet has their receipt.',
    },
    voided: {
      title: 'Taken back',
      text: 'They gave their word not to claim it. Your next payment on this tab does not count it.',
    },
    'word-asked': {
      title: 'Do you believe their word?',
      text: 'It is about an earlier payment of yours, and above your limit for such words.',
    },
    'word-declined': {
      title: 'Not taken back',
      text: 'Nothing has changed: it counts as given, and what they never claim comes back after the window.',
    },
    'word-given': {
      title: 'Show them your word',
      text: 'They choose “I pay” and look at this code, once. Nothing is paid yet: when they have read it, ask for the amount again.',
    },
    declined: { title: 'Not paid', text: 'Nothing was signed.' },
    'accepted-tab': {
      title: 'Accepted: it is yours',
      text: 'It was set aside for you. Double spend is prevented, as long as you claim before the window ends. What you have not claimed by then is what you can lose.',
    },
    'accepted-cheque': {
      title: 'Accepted, provisional',
      text: 'It is a cheque. Paying twice with the same money is detected, and proven to anyone, as soon as two conflicting cheques meet; until you have deposited it you can lose all of it. You cannot spend it before.',
    },
    'not-accepted': {
      title: 'Not accepted',
      text: 'Nothing has changed here. Do not hand over the goods.',
    },
    'not-confirmed': {
      title: 'Handed over, not confirmed',
      text: 'They may have it, so it counts as given. It heals when you meet again (pay the same request, or the next one), or when the ledger tells; what they never claim comes back after the window.',
    },
    failed: { title: 'Nothing happened', text: 'No money has moved.' },
    comparing: {
      title: 'Comparing',
      text: 'Hold the two so that each sees the other. Nothing is paid.',
    },
    agreed: {
      title: 'Nothing contradicts',
      text: 'What both have seen fits together. What neither has seen may still contradict it.',
    },
    forked: {
      title: 'Somebody has paid twice',
      text: 'Both wallets now have the proof of it. It goes on the public log at your next connection.',
    },
  },
  word: {
    offer: 'I did not get this: pay me again',
    verb: 'You give your word not to claim',
    from: 'Of a payment by',
    givesUp:
      'This wallet never accepts that payment then, and their next one on this tab does not count it. It cannot be undone.',
    signed: 'You sign this. If you claimed it all the same, they could show that to anybody.',
    onlyIf: 'Nothing is paid by it. When they have read your word, ask for the amount again.',
    give: 'Give my word',
    keep: 'No, I give no word',
    theyGive: 'They give their word not to claim',
    canLose:
      'If they claim it all the same, you lose that amount: their signature is the only proof. If you believe it, your next payment on this tab does not count it.',
    comesBack:
      'If you do not, it counts as given as before, and what they never claim comes back after the window.',
    believe: 'Yes, I believe it',
    doubt: 'No, it stays given',
    mayCome:
      'On a tab they can give their word not to claim it. Then choose “I pay” again, and look at the code that they show for it.',
  },
  why: {
    request: 'It answers no request that is still open. Ask again.',
    bundle:
      'What proves their money is too old, or not cosigned enough. The payer opens the wallet once with a network, then pays again.',
    currency: 'It is in another currency than was asked for.',
    claim: 'What it is paid from is not for this wallet.',
    condition: 'It pays only under a condition.',
    window: 'What it is paid from ends too soon to be relied on.',
    half: 'This wallet remembers other payments from them than they show: an older copy of theirs, or a second one.',
    act: 'It does not follow from the payments before.',
    amount: 'It does not give what was asked for.',
    limit: 'It is above the limit for cheques that are not deposited yet.',
    rulebook: 'The rules that the payee’s wallet carries object to it.',
    voided: 'The payee has given their word not to claim this payment.',
    released: 'The payee has given the rest of this tab back.',
    forked: 'The payer has signed what cannot all be true.',
    price: 'It is not at the price that was asked for.',
    form: 'What was shown is malformed.',
  } as Readonly<Record<string, string>>,
  ways: {
    title: 'No camera? As a file or text',
    lead: 'The same messages, carried by hand. Each is for this one payment.',
    file: 'Save as a file',
    copy: 'Copy as text',
    open: 'Open a file from them',
    paste: 'Or paste their text',
    read: 'Read it',
    wrong: 'That is no new message of a wallet.',
  },
};

const setAsideEnglish = {
  title: 'Tabs and allowances',
  about:
    'Money set aside, to be paid from without a network: for one payee, or for whoever you meet.',
  lead: 'What you set aside is locked until the day that stands with it. What nobody takes comes back after that.',
  ownTitle: 'Yours',
  ownNone: 'You have set nothing aside.',
  heldTitle: 'From others',
  heldNone: 'Nobody has set anything aside for you, and you have no cheques.',
  tab: 'Tab',
  allowance: 'Allowance',
  anybody: 'for whoever you meet',
  left: (left: string, cap: string): string => `${left} left of ${cap}`,
  got: (got: string, taken: string): string => `${got} given to you, ${taken} of it claimed`,
  lockedUntil: (when: string): string => `Locked until ${when}`,
  claimUntil: (when: string): string => `Claim until ${when}`,
  over: 'Over',
  collateral: (amount: string): string => `and ${amount} as collateral`,
  cover: (amount: string): string => `and ${amount} as cover from others`,
  each: (amount: string): string => `at most ${amount} for one cheque`,
  bounds: (where: string): string => `only for payees in ${where}`,
  noCollateral: 'The collateral is not on the ledger yet: no cheque is written until it is.',
  stopped: {
    closed: 'Closed: nothing more is paid from it.',
    'rolled-back':
      'Stopped: this wallet was put back from an older copy, so more may have been given than it knows.',
    forked:
      'Stopped: its cheques contradict one another, so there is a copy of this wallet. All of it can be lost, and the collateral too.',
  } as Readonly<Record<string, string>>,
  raise: 'Add to it',
  release: 'Take mine, return the rest',
  openTab: 'Open a tab for one payee',
  tabMeans:
    'Nobody else can get this money, not even you with a second copy of the wallet: double spend is prevented. It is locked until the end; ask the payee to give the rest back if you need it before.',
  openAllowance: 'Open an allowance for cheques',
  allowanceMeans:
    'For payees whom you do not know yet. Double spend is detected, not prevented: a second copy of your wallet that writes cheques loses you the allowance and the collateral.',
  to: 'For whom',
  amount: 'Amount',
  perCheque: 'At most for one cheque',
  withCollateral: 'Collateral (optional)',
  collateralMeans: 'Set aside besides: it pays when two copies of this wallet have paid.',
  days: 'For how many days',
  countries: 'Only for payees in (optional, codes such as KE, DE)',
  badDays: 'A whole number of days, 1 to 3650.',
  badCountries: 'Two letters for each country, such as KE, DE.',
  open: 'Set it aside',
  pending: 'Stored; the sovereign has not answered yet. The wallet keeps asking.',
  doneTab: 'It is set aside.',
  coverTitle: 'Cover',
  coverMeans:
    'Somebody can stand for your cheques: copy the terms of your allowance for them, and keep what they give you in return. Or give cover for the terms that somebody gave you. Whoever gives cover can lose all of it.',
  coverTerms: 'Copy the terms',
  pasteTerms: 'Terms that somebody gave you',
  keepCover: 'Keep their cover',
  giveCover: 'Give cover',
  coverAsked: (who: string, cap: string, cheque: string): string =>
    `${who} has an allowance of ${cap}, at most ${cheque} for one cheque.`,
  coverGiven: (amount: string, paid: string): string =>
    `${amount} given as cover, ${paid} of it paid out`,
  kept: 'Kept. Payees are shown it.',
  look: {
    title: 'A last look',
    next: 'Look once more',
    change: 'Change something',
    locks: 'You lock',
    covers: 'You give as cover',
    takes: 'You take',
    until: (when: string): string =>
      `Locked until ${when}. What nobody takes comes back after that.`,
    tabLost:
      'You cannot spend it before, unless they give it back. What you pay from it is theirs; what they have not claimed by then they lose.',
    collateral: (amount: string): string => `Besides, ${amount} as collateral, a week longer.`,
    both: (cap: string, collateral: string): string => `${cap}, and ${collateral} of collateral`,
    allowanceLost: (amount: string): string =>
      `Double spend is detected, not prevented. If a second copy of this wallet writes cheques, you can lose all of it: ${amount}.`,
    coverUntil: (when: string): string =>
      `Locked until a week after their allowance ends, which is on ${when}.`,
    coverLost: (amount: string): string =>
      `You can lose all of it: ${amount}. It pays where copies of their wallet have given the same money twice.`,
    goesBack: (rest: string): string => `Back to them goes ${rest}.`,
    theRest: 'the rest',
    backLost: 'Nothing more can be paid to you from this tab, and that cannot be undone.',
  },
};

const exposureEnglish = {
  title: 'What could still be lost',
  about:
    'What you have not claimed or deposited yet, of whom, and until when; and what you accept.',
  safe: 'Nothing that was paid to you waits to be claimed.',
  safeMeans:
    'It is claimed or deposited, and you give no cover. What you have set aside yourself, and can lose, stands below.',
  atRisk: 'At risk until you open this wallet with a network',
  toMe: 'To be claimed',
  byMe: 'Set aside by you',
  kinds: {
    tab: 'from a tab: prevented, as long as you claim in time',
    stream: 'from a stream: prevented, as a tab',
    cheque: 'a cheque: detected, not prevented, until it is deposited',
    allowance:
      'in an allowance of yours: if a second copy of this wallet writes cheques, all of it is lost, and the collateral too',
    cover: 'cover that you gave: all of it can be lost',
  },
  own: {
    tab: 'in a tab for them alone: nobody else gets it, and what they do not claim comes back',
    stream: 'in a stream to them alone: nobody else gets it, and what they do not claim comes back',
  } as Readonly<Record<string, string>>,
  until: (when: string): string => `until ${when}`,
  uncovered: 'Deposited, and nothing is left to pay it.',
  lossTitle: 'What if others were paid with the same money?',
  lossMeans:
    'Somebody with several copies of a wallet can give the same allowance to several payees who cannot see each other. How many there are nobody knows beforehand.',
  payees: 'How many isolated payees',
  loss: (payees: string, amount: string): string =>
    `${payees} payees lose ${amount} together, at most.`,
  noLoss: (payees: string): string =>
    `${payees} payees lose nothing: the collateral and cover pay for it.`,
  backing: (cap: string, collateral: string, cover: string): string =>
    `Allowance ${cap}, collateral ${collateral}, cover ${cover}`,
  paid: 'paid',
  short: 'short',
  forksTitle: 'Forks that are proven',
  fork: 'Its writer has signed what cannot all be true.',
  forkLogged: 'The proof is on the public log.',
  forkWaits: 'The proof goes on the public log at the next connection.',
  limits: {
    title: 'What you accept',
    lead: 'Your wallet takes no cheque beyond these limits. Tabs need none. Empty: no limit.',
    perAct: 'One cheque',
    perActMeans: 'How much would you hand over on an honest face?',
    perPayer: 'One customer’s cheques together',
    perPayerMeans: 'How much of one customer would you write off?',
    total: 'All cheques together',
    totalMeans: 'How much could you lose between two connections, and still open tomorrow?',
    hours: 'How old a proof may be, in hours',
    hoursMeans: 'Empty: as the constitution has it.',
    voids: 'Believe a taken-back payment up to',
    voidsMeans:
      'A payee who did not accept can give their word not to claim. Above this you are asked.',
    save: 'Save',
    saved: 'Saved',
    three: 'Fill in all three limits, or none.',
  },
};

/** What the rooms of payments without a network say. */
export interface OfflineRoomWords {
  readonly camera: typeof cameraEnglish;
  readonly offline: typeof offlineEnglish;
  readonly setAside: typeof setAsideEnglish;
  readonly exposure: typeof exposureEnglish;
}

export const offlineRoomEnglish: OfflineRoomWords = {
  camera: cameraEnglish,
  offline: offlineEnglish,
  setAside: setAsideEnglish,
  exposure: exposureEnglish,
};
