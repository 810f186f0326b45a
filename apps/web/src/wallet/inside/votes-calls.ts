import type { VotesCalls } from '../votes/calls.ts';
import type { WithWallet } from './with-wallet.ts';

/** What an identity says about rules: the hardware of voting keys is asked by the page, everything else happens here. */
export function votesCalls(withWallet: WithWallet): VotesCalls {
  return {
    ownWords: () => withWallet((open) => open.governance().said()),
    vote: (ballot) => withWallet((open) => open.governance().vote(ballot)),
    withdrawProposal: (proposal) => withWallet((open) => open.governance().withdraw(proposal)),
    askForVotingKey: () => withWallet((open) => open.governance().askForVotingKey()),
    registerVotingKey: (request, created) =>
      withWallet((open) => open.governance().registerVotingKey(request, created)),
    askForAssertion: (ballot, credential) =>
      withWallet((open) => open.governance().askForAssertion(ballot, credential)),
  };
}
