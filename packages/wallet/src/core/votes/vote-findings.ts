import type { BallotFault } from '@tallystick/rules';

/** Why one ballot is not proven to be one on this proposal. */
export type BallotProblem =
  | 'unproven'
  | 'another-entry'
  | 'no-place'
  | 'other-statement'
  | 'other-proposal'
  | 'key-missing'
  | 'key-unproven'
  | 'key-other-statement'
  | 'key-of-another'
  | 'key-unsigned'
  | 'no-registrars'
  | 'assertion';

/** One thing that does not fit. `fault` says what exactly, in English, where there is more to say. */
export type VoteProblem =
  | {
      readonly code:
        | 'founding'
        | 'checkpoint'
        | 'proposal-unproven'
        | 'proposal-no-place'
        | 'proposal-differs'
        | 'content-unproven'
        | 'content-misnamed'
        | 'cut-short'
        | 'ballots-differ'
        | 'counts-differ'
        | 'electorate'
        | 'result-differs';
      readonly fault: string;
    }
  /** `ballot`: its place among those that are shown, from 1. */
  | {
      readonly code: 'ballot';
      readonly ballot: number;
      readonly what: BallotProblem;
      readonly fault: string;
    }
  /** `identity`: in hexadecimal. */
  | { readonly code: 'not-counted'; readonly identity: string; readonly what: BallotFault };

/**
 * What stays the sovereign's word. `electorate`: how many, and who, could vote. `devices`: that a device of the voter signed.
 * `name`: what the proposal is called. `closures`: by how much the vote was moved. `procedure`: by which procedure.
 */
export type VoteNote = 'electorate' | 'devices' | 'name' | 'closures' | 'procedure';
