/** Changing the constitution, at the console: in English. */
export const changesRoomEnglish = {
  title: 'Change the constitution',
  lead: 'A new currency, who signs for one, how many of an office have to agree, how long a vote lasts. It is drafted and looked at here, proposed by a person’s wallet, and decided as the constitution says.',
  nobody: 'This constitution gives nobody the right to change it.',
  currenciesMean:
    'None that there is can be dropped, and its decimals stay. A currency has no limit of its own: rules set limits.',
  newCurrency: 'A new currency',
  changeCurrency: (code: string): string => `Change ${code}`,
  governanceMeans: 'The people of each office, and the figures by which each matter is decided.',
  changeGovernance: 'Change who decides',
  governance: 'Who decides',
  code: 'Code',
  codeMeans: '3 to 8 capital letters and figures, such as HRB. It stays for good.',
  name: 'Name',
  decimals: 'Decimals',
  decimalsMean: '2 for money with cents. They stay for good.',
  whoSigns: 'Who signs',
  noKeys: 'Nobody yet: add at least one key.',
  key: (number: string): string => `Key ${number}`,
  drop: 'Take it out',
  add: 'Add a public key: the file that ends in .pub',
  threshold: 'How many have to sign together',
  outOf: (threshold: string, keys: string): string => `${threshold} of ${keys}`,
  keysMean:
    'A vote makes no keys. Whoever is to sign makes one on a machine of their own, keeps it, and gives you its public half:',
  office: (name: string): string => `Office “${name}”`,
  approval: 'Yes of yes and no, in %',
  quorum: 'Of all who may vote, in %',
  comment: 'Time for comments',
  vote: 'Time for the vote',
  timelock: 'Waiting time after it',
  unit: (of: string): string => `${of}: unit`,
  units: { day: 'days', hour: 'hours', minute: 'minutes', second: 'seconds' },
  look: 'Look at it',
  cancel: 'Leave it',
  mend: 'Change the draft',
  propose:
    'Whoever may vote may propose, with a wallet: the console itself proposes nothing. Hand the draft to the wallet of this browser.',
  afterwards:
    'The wallet asks from when it is to be in force. How it stands then, and what the offices sign, is under “Votes”.',
};

/** What every language says there. */
export type ChangesRoomWords = typeof changesRoomEnglish;
