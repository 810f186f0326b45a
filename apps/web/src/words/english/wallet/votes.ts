/** Voting, and the keys that some votes need, in English. */
export const votesEnglish = {
  title: 'Votes',
  about: 'What is proposed, what you may vote on, and what you have voted.',
  lead: 'Rules and the constitution change by proposals. Whoever belongs to an electorate has one ballot on each.',
  none: 'Nothing has been proposed yet.',
  propose: 'Propose something',
  yours: 'Waiting for your vote',
  others: 'Everything that was proposed',
  back: 'All votes',
  standings: {
    voted: (choice: string): string => `You voted ${choice}`,
    'may-vote': (closes: string): string => `You may vote until ${closes}`,
    'needs-key': (closes: string): string => `You may vote with a voting key until ${closes}`,
    'not-open': (opens: string): string => `The vote opens ${opens}`,
    'not-member': 'You do not vote on this one',
    'no-vote': 'Nobody votes on this: an office decides it',
    over: 'The vote is over',
  },
  choices: { yes: 'yes', no: 'no', abstain: 'abstain' },
  ballot: {
    title: 'Your vote',
    voted: (choice: string, entry: string): string =>
      `You voted ${choice}. It is entry ${entry} of the log, and final.`,
    outside: (countries: string, tier: number): string =>
      tier === 0
        ? `Whoever has declared one of these countries votes on it: ${countries}.`
        : `Whoever has declared one of these countries, with identity tier ${tier}, votes on it: ${countries}.`,
    anywhere: 'every country',
    later: 'Who votes on it was counted when it was proposed, and this wallet is younger.',
    opens: (moment: string): string =>
      `Until ${moment} it is open for comments: talk about it, and read what it would change.`,
    over: 'You did not vote on it.',
    noVote: (office: string): string => `The office “${office}” decides it alone.`,
    ask: 'What do you say?',
    options: {
      yes: 'Yes: it should come into force',
      no: 'No: it should not',
      abstain: 'I abstain: I count as taking part, for neither side',
    },
    next: 'Look once more',
    lastLook: 'Before you vote',
    youSay: (choice: string, name: string): string => `You vote ${choice} on ${name}.`,
    publicTitle: 'Everybody can see, for ever',
    publicList: [
      'your address, and so your handle',
      'what you vote, and when',
      'that it was this proposal, word for word',
    ] as readonly string[],
    publicKey: 'which maker’s hardware you vote with',
    coerced:
      'There is no secret ballot. Whoever would pay or threaten you for your vote can see it too.',
    final: 'Your first ballot is your only one. Nobody can change it, you neither.',
    send: (choice: string): string => `Vote ${choice} now`,
    touch: 'Touch your voting key when it blinks.',
    change: 'Change something',
    needsKey: (vendors: number): string =>
      `Ballots on this are signed by a voting key in attested hardware, of at least ${vendors} makers in all.`,
    getKey: 'Register a voting key',
  },
  result: {
    carried: 'As it stands, it would be carried.',
    notCarried: 'As it stands, it would not be carried.',
    wasCarried: 'It was carried.',
    wasNotCarried: 'It was not carried.',
    reasons: {
      'no-report': 'The gates had not reported when the vote was to begin.',
      gates: 'The gates refused it.',
      audits: 'Too few offices had audited it and agreed.',
      'not-approved': 'Its office did not approve in time.',
      vote: 'The vote did not carry.',
      superseded: 'Another version had been decided before it.',
      'too-soon': 'An emergency had only just been over.',
      expired: 'Its time was over before it could be in force.',
    } as Readonly<Record<string, string>>,
  },
  findings: {
    title: 'What it would change',
    lead: 'As the gates found it, each with a payment that shows it.',
    none: 'The gates found nothing that would be decided otherwise.',
    unasked: 'The gates have not been asked yet.',
    mistakes: 'Mistakes',
    for: (witness: string): string => `For example: ${witness}`,
  },
  withdraw: {
    title: 'You proposed this',
    means: 'You can take it back as long as it is open for comments.',
    go: 'Take it back',
    sure: 'Everybody will see that you took it back. It can be proposed again later.',
    now: 'Take it back now',
    keep: 'Leave it',
    done: 'You have taken it back.',
  },
  faults: {
    'no-vote': 'Nobody votes on this.',
    'no-member': 'You were not in the electorate when this was proposed.',
    voted: 'You have voted on this already.',
    unattested: 'This needs a voting key.',
    attested: 'This takes no voting key.',
    'no-voting-key': 'No voting key of yours is registered.',
    'vendor-changed':
      'Your voting key is of another maker than the one you had when this was proposed.',
    assertion: 'That was not signed by your voting key.',
  } as Readonly<Record<string, string>>,
  key: {
    title: 'Voting key',
    about: 'A key in hardware that some votes ask for.',
    lead: 'Some votes take a key that lives in hardware and cannot be copied, so that no program votes a million times. Its maker vouches for it.',
    none: 'You have none yet. Where a vote asks for none, you need none.',
    yours: (maker: string): string => `You have a voting key by ${maker}.`,
    unknownMaker: 'a maker that is not registered any more: it casts no ballots',
    entry: (entry: string): string => `It was registered in entry ${entry} of the log.`,
    replaces:
      'A new key replaces this one, and never gives a second ballot. On proposals that are open already, only a key of the same maker counts.',
    vendors: 'Makers that are registered here',
    noVendors:
      'No maker is registered yet, so no key can be. Governance decides which are: a proposal about vendors.',
    noRegistrars: 'This sovereign registers no voting keys: its votes ask for none.',
    what: 'What you need',
    whatList: [
      'a security key with a PIN or a fingerprint (FIDO2), or the part of your device that keeps passkeys which are not copied',
      'a maker from the list below',
    ] as readonly string[],
    publicTitle: 'Everybody can see',
    publicList: [
      'that you have a voting key, and of which maker',
      'the certificate of its batch, which does not name your device',
    ] as readonly string[],
    register: 'Register a voting key',
    again: 'Register another one',
    working: 'Touch your key when it blinks, and let the browser show its make.',
    registered: 'Your voting key is registered.',
  },
  hardware: {
    missing: 'This browser cannot ask for keys in hardware.',
    cancelled: 'Nothing was signed: it was cancelled, or took too long. Try again.',
    place:
      'A browser makes such keys only for an address with a name. Open this sovereign under its name, not under a number.',
    unsuited: 'This key cannot do what is asked. Use one with a PIN or a fingerprint.',
    failed: (what: string): string => `The key answered with a fault: ${what}`,
  },
};

export type VotesWords = typeof votesEnglish;
