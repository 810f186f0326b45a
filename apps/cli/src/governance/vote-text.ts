import type { Problem } from '@tallystick/wallet';
import type { VoteNote, VoteProblem } from '@tallystick/wallet/votes';

const NOTES: Readonly<Record<VoteNote, string>> = {
  electorate:
    'How many could vote is the ledger’s word: it stands in the state root, and whoever audits or validates the ledger counts them.',
  devices:
    'That a device of the voter signed a ballot is what the ledger checked when it admitted it.',
  name: 'The name is the sovereign’s: what it proposes does not say it.',
  closures:
    'The ledger was closed meanwhile: by how much that moved the vote is its word, and stands in its headers.',
  procedure:
    'Its procedure is not the founding one: which one it is, is the sovereign’s word, and stands on its log.',
};

const WHERE: Readonly<Record<Exclude<VoteProblem['code'], 'ballot' | 'not-counted'>, string>> = {
  founding: 'the constitution and its epochs',
  checkpoint: 'the newest checkpoint of the log',
  'proposal-unproven': 'the proposal',
  'proposal-no-place': 'the proposal',
  'proposal-differs': 'the proposal',
  'content-unproven': 'what is proposed',
  'content-misnamed': 'what is proposed',
  'cut-short': 'the schedule',
  'ballots-differ': 'the ballots',
  'counts-differ': 'the counts',
  electorate: 'the electorate',
  'result-differs': 'the result',
};

/** What stays the sovereign's word, in a sentence. */
export function noteText(note: VoteNote): string {
  return NOTES[note];
}

/** Where something does not fit in a vote, and what it is. */
export function problemOf(problem: VoteProblem): Problem {
  const { code } = problem;
  if (code === 'ballot') return { where: `ballot ${problem.ballot}`, what: problem.fault };
  if (code === 'not-counted') {
    return {
      where: `the ballot of ${problem.identity}`,
      what: `does not count: ${problem.what}`,
    };
  }
  return { where: WHERE[code], what: problem.fault };
}
