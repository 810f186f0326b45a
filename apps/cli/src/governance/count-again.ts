import { withVoter } from '@tallystick/ledger';
import {
  type Hash,
  type Procedure,
  ZERO_HASH,
  ballotChallenge,
  equalBytes,
  formatScope,
  fromHex,
  procedureFor,
  toHex,
  verifyAssertion,
  votingKeyHash,
  signingContext,
} from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import {
  type Count,
  type Counts,
  type LoggedBallot,
  type Tally,
  plan,
  recount,
  tally,
} from '@tallystick/rules';
import type { Problem, ProvenStatement, Trust } from '@tallystick/wallet';
import { misnamed, proveContent } from './prove-content.ts';
import { proveEntry, trustOf } from './prove-entry.ts';
import { matterOf, recordOf } from './read-proposals.ts';
import type { BallotBody, VoteRecord } from './vote-record.ts';

/** A vote that was counted again. */
export interface CountedAgain {
  readonly problems: readonly Problem[];
  readonly ballots: number;
  /** Its id, and its name in the constitution that is shown. */
  readonly sovereign: string;
  readonly sovereignName: string;
  /** The hash of what was proposed; empty where that is not proven. */
  readonly content: string;
  readonly tally: Tally | null;
  readonly procedure: Procedure;
  /** What stays the sovereign's word. */
  readonly notes: readonly string[];
}

const ELECTORATE =
  'How many could vote is the ledger’s word: it stands in the state root, and whoever audits or validates the ledger counts them.';
const NAME = 'The name is the sovereign’s: what it proposes does not say it.';
const DEVICES =
  'That a device of the voter signed a ballot is what the ledger checked when it admitted it.';

/** Counts a vote again from what is proven of it, and compares with what the sovereign says. */
export function countAgain(record: VoteRecord): CountedAgain {
  const problems: Problem[] = [];
  const note = (where: string, what: string): void => void problems.push({ where, what });
  const claimed = recordOf(record.proposal);
  const nothing = {
    problems,
    ballots: 0,
    sovereign: '',
    sovereignName: '',
    content: '',
    tally: null,
    notes: [],
    procedure: claimed.procedure,
  };
  const trust = trustOf(record);
  if (typeof trust === 'string') {
    note('the constitution and its epochs', trust);
    return nothing;
  }
  const founded = { sovereign: toHex(trust.sovereign), sovereignName: trust.constitution.name };
  const proposal = proveEntry(trust, record.entry);
  if (typeof proposal === 'string' || proposal.said.kind !== 'proposal') {
    note('the proposal', typeof proposal === 'string' ? proposal : 'it is another statement');
    return { ...nothing, ...founded };
  }
  const notes = [ELECTORATE, DEVICES];
  const content = compareContent(record, trust, proposal, { note, notes });
  compareProposal(record, proposal, note);
  compareProcedure(record, trust, notes);
  const { lane } = proposal.said;
  const planned = plan(proposal.time, claimed.procedure, lane);
  if (planned.voteUntil !== claimed.schedule.voteUntil) {
    notes.push(
      'The ledger was closed meanwhile: by how much that moved the vote is its word, and stands in its headers.',
    );
  }
  if (planned.voteUntil > claimed.schedule.voteUntil) {
    note('the schedule', 'the vote ended before its time');
  }
  const logged = record.ballots.flatMap((ballot, i) => {
    const read = readBallot(trust, ballot, { proposal: proposal.id, procedure: claimed.procedure });
    if (typeof read !== 'string') return [read];
    note(`ballot ${i + 1}`, read);
    return [];
  });
  compareAll(record, logged, note);
  const { counts, refused } = recount(claimed.procedure, claimed.schedule, logged);
  for (const { ballot, fault } of refused) {
    note(`the ballot of ${toHex(ballot.identity)}`, `does not count: ${fault}`);
  }
  const known = withLate(counts, claimed.counts);
  if (!sameCounts(known, claimed.counts)) note('the counts', 'are not those of the ballots');
  return {
    problems,
    ballots: logged.length,
    ...founded,
    content,
    tally: tally(claimed.procedure, claimed.members, known),
    procedure: claimed.procedure,
    notes,
  };
}

type Note = (where: string, what: string) => void;

function compareProposal(
  { proposal, entry }: VoteRecord,
  { id, said, identity }: ProvenStatement,
  note: Note,
): void {
  if (said.kind !== 'proposal') return;
  const isSame =
    toHex(id) === proposal.id &&
    entry.id === proposal.id &&
    toHex(identity) === proposal.author &&
    formatScope(said.matter) === proposal.matter &&
    said.lane === proposal.lane &&
    said.from === proposal.from &&
    said.until === proposal.until;
  if (!isSame) note('the proposal', 'is not what stands on the log');
}

/** That the content is proven, and is what the proposal is called; gives its hash. */
function compareContent(
  { proposal, parts }: VoteRecord,
  trust: Trust,
  proven: ProvenStatement,
  { note, notes }: { readonly note: Note; readonly notes: string[] },
): string {
  const content = proveContent(trust, proven, parts);
  if (typeof content === 'string') {
    note('what is proposed', content);
    return '';
  }
  const fault = misnamed(content, proposal);
  if (fault !== undefined) note('what is proposed', fault);
  if (content.name === null) notes.push(NAME);
  return toHex(content.hash);
}

/** By the constitution as it was founded; one that has changed since is the log's to tell. */
function compareProcedure(
  { proposal }: VoteRecord,
  { constitution }: Trust,
  notes: string[],
): void {
  const { governance } = constitution;
  const { procedure } = recordOf(proposal);
  const founded = governance === null ? undefined : procedureFor(governance, matterOf(proposal));
  const figures = (one: Procedure): unknown[] => [
    one.approvalPermille,
    one.quorumPermille,
    one.commentMs,
    one.voteMs,
    one.timelockMs,
    one.vendors,
    one.audits,
  ];
  const isFounded =
    founded !== undefined && String(figures(founded)) === String(figures(procedure));
  if (!isFounded) {
    notes.push(
      'Its procedure is not the founding one: which one it is, is the sovereign’s word, and stands on its log.',
    );
  }
}

interface VoteOn {
  readonly proposal: Hash;
  readonly procedure: Procedure;
}

function readBallot(trust: Trust, ballot: BallotBody, on: VoteOn): LoggedBallot | string {
  const proven = proveEntry(trust, ballot.entry);
  if (typeof proven === 'string') return proven;
  const { said, identity, time } = proven;
  if (said.kind !== 'ballot') return 'it is another statement';
  if (!equalBytes(said.proposal, on.proposal)) return 'it is on another proposal';
  const { choice, assertion } = said;
  if (assertion === null) return logged(identity, choice, time, null);
  const key =
    ballot.votingKey === null ? 'its voting key is not shown' : proveEntry(trust, ballot.votingKey);
  if (typeof key === 'string') return key;
  const fault = keyFault(trust, key, identity);
  if (fault !== undefined || key.said.kind !== 'voting-key') return fault ?? 'it is no voting key';
  const challenge = ballotChallenge(trust.sovereign, identity, on.proposal, choice);
  if (!verifyAssertion(key.said.key, challenge, assertion, nodeCrypto)) {
    return 'its voting key did not sign it';
  }
  return logged(identity, choice, time, toHex(key.said.vendor));
}

/** Whether the registrars have signed the key for this identity. */
function keyFault(
  trust: Trust,
  { said, identity }: ProvenStatement,
  voter: Hash,
): string | undefined {
  if (said.kind !== 'voting-key') return 'it is no voting key';
  if (!equalBytes(identity, voter)) return 'its voting key is somebody else’s';
  const { governance } = trust.constitution;
  const office = governance?.offices[governance.registrars ?? -1];
  if (office === undefined) return 'there are no registrars';
  const message = votingKeyHash(identity, said);
  const context = signingContext('voting-key', trust.sovereign);
  const good = said.signatures.filter(({ by, bytes }) => {
    const key = office.signers.keys[by];
    return key !== undefined && nodeCrypto.verify(key, message, bytes, context);
  });
  return good.length < office.signers.threshold ? 'the registrars did not sign its key' : undefined;
}

function logged(
  identity: Hash,
  choice: LoggedBallot['choice'],
  time: number,
  vendor: string | null,
): LoggedBallot {
  // An admitted ballot is a member's, and its key is of the vendor that it was when the vote was planned.
  return { identity, choice, time, isMember: true, vendorThen: vendor, vendorNow: vendor };
}

/** All ballots in log order make one hash, which the ledger's record of the proposal has. */
function compareAll({ proposal }: VoteRecord, ballots: readonly LoggedBallot[], note: Note): void {
  let all: Hash = ZERO_HASH;
  for (const { identity, choice, vendorNow } of ballots) {
    const vendor = vendorNow === null ? null : (fromHex(vendorNow, 32) ?? ZERO_HASH);
    all = withVoter(all, identity, choice, vendor);
  }
  if (toHex(all) !== proposal.ballots) {
    note('the ballots', 'are not all that the ledger has counted, in the order in which it has');
  }
}

/** Who got a first voting key after the count of the electorate is the ledger's word. */
function withLate(counts: Counts, claimed: Counts): Counts {
  const known = [...counts].map(([vendor, count]): [string | null, Count] => {
    const late = claimed.get(vendor)?.late ?? 0;
    return [vendor, { ...count, late }];
  });
  return new Map(known);
}

function sameCounts(a: Counts, b: Counts): boolean {
  const text = (counts: Counts): string =>
    [...counts]
      .map(([vendor, { yes, no, abstain, late }]) => [vendor, yes, no, abstain, late].join(' '))
      .sort()
      .join('\n');
  return text(a) === text(b);
}
