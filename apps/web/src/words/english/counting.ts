/** What is said where a citizen counts a vote again, in English. */
export const countingEnglish = {
  title: 'Count this vote yourself',
  means:
    'Your browser fetches every ballot, proves that it stands in the signed log, and counts. The sovereign’s own figures are compared, and not believed.',
  now: 'Count this vote',
  again: 'Count it again',
  stop: 'Stop counting',
  looking: (done: string, of: string): string => `${done} of ${of} ballots looked at`,
  unreachable: 'Not everything that a count needs could be fetched. Try again in a moment.',
  unreadable:
    'What the sovereign answered is no vote, so nothing was counted. Try again; if it stays so, tell others.',
  tooMany: (most: string): string =>
    `This vote has more than ${most} ballots, which is more than a page counts. The command “tally vote verify” counts any number.`,
  agrees: (name: string, ballots: string): string =>
    `${name} has counted right. Ballots that were proven here: ${ballots}.`,
  differs: 'Something does not fit',
  differsMeans:
    'Keep this page, and show it to others: what the sovereign shows of this vote is not what its signed log proves.',
  more: (count: string): string => `And ${count} more.`,
  result: {
    over: {
      passes: 'By these ballots the vote has carried.',
      fails: 'By these ballots the vote has not carried.',
    },
    open: {
      passes: 'The vote is not over. As it stands it would carry.',
      fails: 'The vote is not over. As it stands it would not carry.',
    },
  },
  counted: (yes: string, no: string, abstain: string, members: string): string =>
    `${yes} yes, ${no} no, ${abstain} abstained, of ${members} who may vote.`,
  quorum: {
    enough: (cast: string, percent: string): string =>
      `Enough took part: ${cast}, and ${percent} % of all had to.`,
    few: (cast: string, percent: string): string =>
      `Too few took part: ${cast}, and ${percent} % of all had to.`,
  },
  approval: {
    enough: (yes: string, of: string, percent: string): string =>
      `Enough agreed: ${yes} of the ${of} who said yes or no, and ${percent} % had to.`,
    few: (yes: string, of: string, percent: string): string =>
      `Too few agreed: ${yes} of the ${of} who said yes or no, and ${percent} % had to.`,
  },
  vendors: (used: string, needed: string, isEnough: boolean): string =>
    `${isEnough ? 'Enough' : 'Too few'} makers of voting keys have ballots in it: ${used}, and ${needed} are needed.`,
  without: (wanting: string): string =>
    wanting === '0'
      ? 'Without the ballots of any one maker of voting keys it carries as well.'
      : `Makers of voting keys without whose ballots it would not carry: ${wanting}.`,
  checked: 'What was checked',
  founded: (entries: string): string =>
    `The founding signatures, and the newest signed checkpoint of the log: ${entries} entries.`,
  eachBallot: [
    'Each ballot is in that log, is on this proposal, and came while people could vote.',
    'Nobody is counted twice. All ballots together, in their order, make the hash that the sovereign has given of them.',
    'The text that is proposed is in the log, and is what its name says.',
    'The figures, the result and what became of the proposal are those of the ballots.',
  ] as readonly string[],
  keyed:
    'Each ballot was signed by its voter’s key, which the office that registers voting keys had signed.',
  unknown: 'What a count cannot know',
  notes: {
    electorate:
      'Who may vote, and how many they are, is the sovereign’s word. Whoever audits its whole log counts them again.',
    devices:
      'That a ballot was signed by a device of its voter is checked when it is cast, and again by whoever audits the whole log.',
    name: 'The name of this proposal is the sovereign’s: what is proposed does not say it.',
    closures: 'The sovereign was closed meanwhile. By how much that put off the vote is its word.',
    procedure:
      'How this is decided is no longer as it was founded. Which procedure holds is the sovereign’s word.',
  },
  others:
    'Whether others are shown the same log and the same constitution: compare the figures below with theirs.',
  content: 'Hash of what is proposed',
  ballot: (at: string, what: string): string => `Ballot ${at}: ${what}`,
  notCounted: (voter: string, what: string): string =>
    `A ballot of somebody whose id begins with ${voter}: ${what}`,
  /** Each goes on after “Ballot 3:”. */
  ballots: {
    unproven: 'what is shown of it is not what was signed.',
    'another-entry': 'the signed log has something else where it should be.',
    'no-place': 'the sovereign does not show the part of the log in which it should be.',
    'other-statement': 'the entry is no ballot.',
    'other-proposal': 'it is on another proposal.',
    'key-missing': 'the key that signed it is not shown.',
    'key-unproven': 'the log does not prove the key that signed it.',
    'key-other-statement': 'what is shown as its key is none.',
    'key-of-another': 'it was signed with somebody else’s key.',
    'key-unsigned': 'no office has registered its key, so it was cast by nobody who is entitled.',
    'no-registrars': 'there is no office that could have registered its key.',
    assertion: 'its signature is false.',
  },
  /** Each goes on after whose ballot it is. */
  faults: {
    'too-early': 'it came before the vote began.',
    'too-late': 'it came after the vote had ended.',
    'no-member': 'its voter is not entitled to vote.',
    voted: 'it is counted, although its voter has voted before.',
    unattested: 'it is counted without a voting key, so its voter is not entitled.',
    attested: 'it has a voting key, in a vote without them.',
    'vendor-changed': 'its voting key is of another maker than when the vote was planned.',
  },
  problems: {
    founding: 'The founding document or the keys of the log are not what the root has signed.',
    checkpoint: 'The newest checkpoint of the log is not signed as it should be.',
    'proposal-unproven': 'The log does not prove that this was proposed.',
    'proposal-no-place':
      'The part of the log in which this was proposed is not shown, or has something else in it.',
    'proposal-differs': 'What the sovereign says of the proposal is not what stands in the log.',
    'content-unproven': 'The text that is proposed is not proven by the log.',
    'content-misnamed': 'The text that is proposed is not the one that it is called.',
    'cut-short': 'The vote began or ended before its time.',
    'ballots-differ':
      'The ballots that are shown are not all that the sovereign has counted, or not in their order: one is missing, too many, or altered.',
    'counts-differ': 'The sovereign’s figures are other than those of the ballots.',
    electorate: 'More have voted than are said to be entitled.',
    'result-differs': 'The result that the sovereign gives is not that of the ballots.',
  },
};

/** What every language says there. */
export type CountingWords = typeof countingEnglish;
