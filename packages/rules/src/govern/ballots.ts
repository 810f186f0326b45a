import { type Choice, type Hash, type Procedure, toHex } from '@tallystick/protocol';
import type { Schedule } from './schedule.ts';
import { type Counts, withBallot } from './tally.ts';

/** A ballot as it stands on the log, with what the ledger knew of its voter. */
export interface LoggedBallot {
  readonly identity: Hash;
  readonly choice: Choice;
  /** The header's, ms since 1970. */
  readonly time: number;
  /** Whether the identity was in the electorate when the proposal was admitted. */
  readonly isMember: boolean;
  /** The vendor of its voting key when the proposal was admitted, in hexadecimal. */
  readonly vendorThen: string | null;
  /** That of the key whose assertion the ballot carries; null where it carries none. */
  readonly vendorNow: string | null;
}

export type BallotFault =
  'too-early' | 'too-late' | 'no-member' | 'voted' | 'unattested' | 'attested' | 'vendor-changed';

/** Why a ballot does not count; undefined when it does. */
export function ballotFault(
  procedure: Procedure,
  schedule: Schedule,
  ballot: LoggedBallot,
  hasVoted: boolean,
): BallotFault | undefined {
  const { time, isMember, vendorThen, vendorNow } = ballot;
  if (time < schedule.voteFrom) return 'too-early';
  if (time >= schedule.voteUntil) return 'too-late';
  if (!isMember) return 'no-member';
  if (hasVoted) return 'voted';
  if (procedure.vendors === 0) return vendorNow === null ? undefined : 'attested';
  if (vendorNow === null) return 'unattested';
  // Else a voter would be taken away with one vendor, and the ballot with another.
  return vendorThen === null || vendorThen === vendorNow ? undefined : 'vendor-changed';
}

export interface Recount {
  readonly counts: Counts;
  readonly refused: readonly { readonly ballot: LoggedBallot; readonly fault: BallotFault }[];
}

/** Counts a whole vote again, in log order: what `tally vote verify` compares. */
export function recount(
  procedure: Procedure,
  schedule: Schedule,
  ballots: readonly LoggedBallot[],
): Recount {
  const voters = new Set<string>();
  const refused: { ballot: LoggedBallot; fault: BallotFault }[] = [];
  let counts: Counts = new Map();
  for (const ballot of ballots) {
    const voter = toHex(ballot.identity);
    const fault = ballotFault(procedure, schedule, ballot, voters.has(voter));
    if (fault !== undefined) {
      refused.push({ ballot, fault });
      continue;
    }
    voters.add(voter);
    const isLate = ballot.vendorNow !== null && ballot.vendorThen === null;
    counts = withBallot(counts, ballot.vendorNow, ballot.choice, isLate);
  }
  return { counts, refused };
}
