/** What a change of the constitution says, and why one cannot be drafted, in English: on every door’s pages. */
export const changesEnglish = {
  content: 'What it would say',
  reading: 'Reading what it says, from its bytes.',
  unproven:
    'What the sovereign shows of it is not what its hash stands for, or it does not answer.',
  newOne: 'new',
  changed: 'changed',
  gone: 'no longer',
  before: (text: string): string => `Before: ${text}`,
  beside: {
    version: 'Beside the version that it would replace, read from its bytes.',
    founding:
      'Beside what the sovereign shows as the constitution of its founding, which it would replace.',
  },
  noBefore: 'What it would replace could not be read: nothing here is compared.',
  rest: (count: string): string => `What stays as it is (${count})`,
  whole: 'All that it says',
  currencies: 'Currencies',
  electorates: 'Who votes',
  offices: 'Offices',
  procedures: 'How each matter is decided',
  roles: 'Which office does what',
  role: {
    gates: 'Reports what the gates found',
    registrars: 'Registers voting keys',
    appeals: 'Answers appeals',
  },
  noOffice: 'no office',
  currency: (name: string, decimals: string, signers: string): string =>
    `${name}; decimals: ${decimals}. ${signers}`,
  oneSigner: 'One key signs.',
  signers: (threshold: string, keys: string): string => `${threshold} of ${keys} keys sign.`,
  keys: 'Its keys, each by the hash of the whole key',
  decides: (electorate: string | null, office: string | null): string =>
    electorate === null
      ? `The office “${office ?? ''}” decides.`
      : office === null
        ? `“${electorate}” vote.`
        : `“${electorate}” vote, and the office “${office}” has to approve.`,
  figures: (approval: string, quorum: string): string =>
    `At least ${approval} of the votes for yes or no must be yes; at least ${quorum} of those who may vote must take part.`,
  times: (comment: string, vote: string, timelock: string): string =>
    `${comment} for comments, ${vote} for the vote, then ${timelock} of waiting.`,
  vendors: (count: string): string => `Ballots need voting keys of ${count} makers.`,
  audits: (count: string): string => `Audits by other offices: ${count}.`,
  emergency: (time: string): string => `Emergencies last ${time}.`,
  faults: {
    'to-come':
      'Another version of this is decided and not in force yet, and this one would undo it. Wait until it is in force.',
    procedure: 'The constitution says of nobody that they may change this.',
    'bad-key': 'One of the files is no public key. Take the file that ends in .pub.',
    'same-key': 'The same key stands there twice.',
    threshold: 'At least one key has to sign, and not more than there are.',
    code: 'A currency’s code is 3 to 8 capital letters and figures.',
    name: 'The currency needs a name.',
    decimals: 'The decimals of a currency never change: amounts would mean others.',
    figures: 'One of the figures is none. Write numbers only.',
    nothing: 'This changes nothing.',
    unfit:
      'Nothing that holds together would come of it. A share of yes is 50.1 to 100 %, a name has at most 64 letters, comments and votes take time.',
  },
};

/** What every language says there. */
export type ChangesWords = typeof changesEnglish;
