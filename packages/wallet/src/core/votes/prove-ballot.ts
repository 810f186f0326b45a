import {
  type Hash,
  type VotingCrypto,
  ballotChallenge,
  equalBytes,
  signingContext,
  toHex,
  verifyAssertion,
  votingKeyHash,
} from '@tallystick/protocol';
import type { LoggedBallot } from '@tallystick/rules';
import type { Trust } from '../trust/constitution.ts';
import type { ProvenStatement } from '../verify/prove-statement.ts';
import { type EntryProof, type Prover, proveEntry } from './prove-entry.ts';
import type { BallotBody } from './shown-vote.ts';
import type { BallotProblem } from './vote-findings.ts';

export interface BallotProver extends Prover {
  readonly crypto: VotingCrypto;
}

type ProvenBallot =
  | { readonly ok: true; readonly ballot: LoggedBallot }
  | { readonly ok: false; readonly what: BallotProblem; readonly fault: string };

/** A ballot on this proposal, as its entry and its voter's key prove it. */
export async function proveBallot(
  prover: BallotProver,
  shown: BallotBody,
  proposal: Hash,
): Promise<ProvenBallot> {
  const proof = await proveEntry(prover, shown.entry);
  if (!proof.ok) return { ok: false, what: problemOf(proof), fault: proof.fault };
  const { said, identity, time } = proof.statement;
  if (said.kind !== 'ballot') return fault('other-statement');
  if (!equalBytes(said.proposal, proposal)) return fault('other-proposal');
  const { choice, assertion } = said;
  if (assertion === null) return logged(identity, choice, time, null);
  if (shown.votingKey === null) return fault('key-missing');
  const key = await proveEntry(prover, shown.votingKey);
  if (!key.ok) return { ok: false, what: 'key-unproven', fault: key.fault };
  const { said: registered } = key.statement;
  if (registered.kind !== 'voting-key') return fault('key-other-statement');
  const wrong = keyFault(prover, key.statement, identity);
  if (wrong !== undefined) return fault(wrong);
  const challenge = ballotChallenge(prover.trust.sovereign, identity, proposal, choice);
  if (!verifyAssertion(registered.key, challenge, assertion, prover.crypto)) {
    return fault('assertion');
  }
  return logged(identity, choice, time, toHex(registered.vendor));
}

function problemOf({ place }: Extract<EntryProof, { ok: false }>): BallotProblem {
  if (place === null) return 'unproven';
  return place === 'another' ? 'another-entry' : 'no-place';
}

/** Whether the registrars have signed the key for this identity. */
function keyFault(
  { trust, crypto }: { readonly trust: Trust; readonly crypto: VotingCrypto },
  { said, identity }: ProvenStatement,
  voter: Hash,
): BallotProblem | undefined {
  if (said.kind !== 'voting-key') return 'key-other-statement';
  if (!equalBytes(identity, voter)) return 'key-of-another';
  const { governance } = trust.constitution;
  const office = governance?.offices[governance.registrars ?? -1];
  if (office === undefined) return 'no-registrars';
  const message = votingKeyHash(identity, said);
  const context = signingContext('voting-key', trust.sovereign);
  const good = said.signatures.filter(({ by, bytes }) => {
    const key = office.signers.keys[by];
    return key !== undefined && crypto.verify(key, message, bytes, context);
  });
  // One key counts once, however often its signature is shown.
  const signers = new Set(good.map(({ by }) => by));
  return signers.size < office.signers.threshold ? 'key-unsigned' : undefined;
}

function logged(
  identity: Hash,
  choice: LoggedBallot['choice'],
  time: number,
  vendor: string | null,
): ProvenBallot {
  // An admitted ballot is a member's, and its key is of the vendor that it was when the vote was planned.
  const ballot = { identity, choice, time, isMember: true, vendorThen: vendor, vendorNow: vendor };
  return { ok: true, ballot };
}

const FAULTS: Readonly<Record<BallotProblem, string>> = {
  unproven: 'it is not proven',
  'another-entry': 'the signed log has another entry in its place',
  'no-place': 'the log was not shown where it should be in it',
  'other-statement': 'it is another statement',
  'other-proposal': 'it is on another proposal',
  'key-missing': 'its voting key is not shown',
  'key-unproven': 'its voting key is not proven',
  'key-other-statement': 'it is no voting key',
  'key-of-another': 'its voting key is somebody else’s',
  'key-unsigned': 'the registrars did not sign its key',
  'no-registrars': 'there are no registrars',
  assertion: 'its voting key did not sign it',
};

function fault(what: BallotProblem): ProvenBallot {
  return { ok: false, what, fault: FAULTS[what] };
}
