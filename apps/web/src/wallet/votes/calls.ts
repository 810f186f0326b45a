import type {
  AssertionRequest,
  BallotRequest,
  CreatedCredential,
  Outcome,
  OwnWord,
  RegisteredVotingKey,
  Said,
  VotingKeyRequest,
} from '@tallystick/wallet';

export interface VotesCalls {
  /** What this identity has said about rules, oldest first. */
  ownWords(): Promise<Outcome<readonly OwnWord[]>>;
  vote(ballot: BallotRequest): Promise<Outcome<Said>>;
  withdrawProposal(proposal: string): Promise<Outcome<Said>>;
  askForVotingKey(): Promise<Outcome<VotingKeyRequest>>;
  registerVotingKey(
    request: VotingKeyRequest,
    created: CreatedCredential,
  ): Promise<Outcome<RegisteredVotingKey>>;
  askForAssertion(
    ballot: Pick<BallotRequest, 'proposal' | 'choice'>,
    credential: string,
  ): Promise<Outcome<AssertionRequest>>;
}
