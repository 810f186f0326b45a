/** Counting a vote again from what is proven of it: for a command line, and for a citizen's browser. */
export { type CountOptions, type CountedAgain, countAgain } from './core/votes/count-again.ts';
export { type GatheredVote, askedVote, gatherVote } from './core/votes/read-vote.ts';
export type { ShownVote } from './core/votes/shown-vote.ts';
export type { BallotProblem, VoteNote, VoteProblem } from './core/votes/vote-findings.ts';
export { fetchTransport } from './core/client/fetch-transport.ts';
export { voteBehind } from './core/votes/ask-vote.ts';
