/** FIPS 204 and 205. */
const SUITES: Readonly<Record<number, string>> = {
  1: 'ML-DSA-44 (short signatures)',
  2: 'ML-DSA-65 (stronger, and longer)',
  3: 'SLH-DSA-SHA2-128f (from hashes alone; long signatures)',
  4: 'SLH-DSA-SHA2-128s (from hashes alone; slow to sign)',
};

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
    nothing: 'It names no version before it: nothing of this had been decided.',
    version: 'Beside the version that it would replace, read from its bytes.',
    founding:
      'Beside what the sovereign shows as the constitution of its founding, which it would replace.',
  },
  noBefore: 'What it would replace could not be read: nothing here is compared.',
  rest: (count: string): string => `What stays as it is (${count})`,
  empty: 'It names nothing.',
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
  keysOfVendors: (count: string): string => `Ballots need voting keys of ${count} makers.`,
  audits: (count: string): string => `Audits by other offices: ${count}.`,
  emergency: (time: string): string => `Emergencies last ${time}.`,
  settings: 'Settings of rules',
  parameter: (title: string, module: string, parameter: string): string =>
    `${title} (${parameter} of ${module})`,
  set: (value: string, own: string): string =>
    `${value}, in place of ${own}, which the rules themselves say.`,
  unset: (own: string): string => `${own}, as the rules themselves say.`,
  bounds: (low: string, high: string): string => `The rules allow ${low} to ${high}.`,
  setOfNothing: (value: string): string =>
    `${value}. The rules in force have no such parameter that could be set.`,
  suites: 'Cryptographic suites',
  suitesOf: {
    roots: 'New root keys, with which identities are founded and lost devices revoked',
    devices: 'New keys of devices, which sign payments',
    log: 'The key that signs the log',
  },
  suite: (suite: number): string => SUITES[suite] ?? String(suite),
  witnesses: 'Witnesses',
  validators: 'Validators',
  cosigns: {
    witnesses: 'Signs that the log only grows.',
    validators: 'Executes every entry again, and signs what it came to.',
  },
  peers: 'Peers',
  peer: 'Another sovereign that this one knows by this name.',
  vendors: 'Vendors of voting keys',
  roots: (count: string): string =>
    count === '1' ? 'One certificate vouches for it.' : `${count} certificates vouch for it.`,
  ids: {
    suites: 'One by one',
    peers: 'Its identifier: the hash of its constitution',
    vendors: 'Its certificates, each by its SHA-256',
  },
  faults: {
    'to-come':
      'Another version of this is decided and not in force yet, and this one would undo it. Wait until it is in force.',
    procedure: 'The constitution says of nobody that they may change this.',
    'bad-key': 'One of the files is no public key. Take the file that ends in .pub.',
    'same-key': 'The same key would stand there twice. Another vote may have added it already.',
    threshold:
      'At least one key has to sign, and not more than there are. Another vote may have changed which there are.',
    code: 'A currency’s code is 3 to 8 capital letters and figures.',
    name: 'A name is missing.',
    decimals: 'The decimals of a currency never change: amounts would mean others.',
    figures: 'One of the figures is none. Write numbers only.',
    gone: 'What this changes or takes out is not there any more, or is something else by now: another vote has changed it. Draft it anew.',
    there: 'What this adds is there already, or twice: under that name, or under another one.',
    'in-use':
      'An office that would go still decides or does something. Give that to another one in the same draft.',
    'office-name': 'The name of an office is small letters, figures and hyphens, such as council.',
    value:
      'One of the values is none. Write an amount with a point or a comma and no separators of thousands, or a whole number.',
    bounds: 'One of the values is not within the bounds that its rules allow.',
    'cosigner-name':
      'A witness or validator signs by a name of visible letters without spaces, such as north.example/witness.',
    'cosigner-key':
      'A witness or validator signs with a key of ML-DSA-44, and this key is of another kind.',
    peer: 'A sovereign is 64 digits of 0–9 and a–f, or the whole answer of its /v1/constitution.',
    certificate: 'One of the files is no certificate in PEM (X.509).',
    nothing: 'This changes nothing.',
    unfit:
      'Nothing that holds together would come of it. A share of yes is 50.1 to 100 %, a name has at most 64 letters, comments and votes take time.',
  },
};

/** What every language says there. */
export type ChangesWords = typeof changesEnglish;
