import { type Hash, type State, preCommitment } from '@tallystick/protocol';

/** What a state's signer had to commit to before anybody could know the state (protocol.md section 3). */
export function preCommitmentOf({ previous, operation, entropy }: State): Hash {
  return preCommitment(previous, operation, entropy);
}
