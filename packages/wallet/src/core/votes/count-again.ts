import {
  type Hash,
  type Procedure,
  type VotingCrypto,
  ZERO_HASH,
  equalBytes,
  formatScope,
  fromHex,
  procedureFor,
  toHex,
  withVoter,
} from '@tallystick/protocol';
import {
  type Count,
  type Counts,
  type LoggedBallot,
  type Tally,
  plan,
  recount,
  tally,
} from '@tallystick/rules';
import type { Outcome } from '../outcome.ts';
import { guard, stop } from '../stop.ts';
import type { Trust } from '../trust/constitution.ts';
import type { ProvenStatement } from '../verify/prove-statement.ts';
import { LogView } from './log-view.ts';
import { type BallotProver, proveBallot } from './prove-ballot.ts';
import { misnamed, proveContent } from './prove-content.ts';
import { proveEntry, trustOf } from './prove-entry.ts';
import { type ClaimedVote, readClaim, readPage, readParts } from './read-vote.ts';
import type { EntryBody, ShownTree, ShownVote } from './shown-vote.ts';
import type { VoteNote, VoteProblem } from './vote-findings.ts';

/** A vote that was counted again. */
export interface CountedAgain {
  readonly problems: readonly VoteProblem[];
  /** Ballots that were proven, those that do not count included. */
  readonly ballots: number;
  /** Whether people could still vote, by the sovereign's own word. */
  readonly isOpen: boolean;
  /** Its id, and its name in the constitution that is shown. */
  readonly sovereign: string;
  readonly sovereignName: string;
  /** The hash of what was proposed; empty where that is not proven. */
  readonly content: string;
  /** Null where it did not come to that. */
  readonly tally: Tally | null;
  readonly procedure: Procedure | null;
  readonly notes: readonly VoteNote[];
  /** The log that every entry was found in; null where each was believed by its own certificate. */
  readonly log: { readonly size: number; readonly root: string } | null;
}

export interface CountOptions {
  readonly crypto: VotingCrypto;
  /** The log that every entry has to be in; without it each is believed by the checkpoint of its certificate. */
  readonly tree?: ShownTree;
  /** More ballots than these are not counted, `too-many`: each keeps some hundred bytes of memory. */
  readonly most?: number;
  /** Hears how many ballots were looked at, of how many the sovereign says there are. */
  readonly heard?: (ballots: number, of: number) => void;
}

/** More would tell nobody more. */
const MOST_PROBLEMS = 100;

type Note = (problem: VoteProblem) => void;

/**
 * Counts a vote again from what is proven of it, and compares with what the sovereign says: `problems` says what does not fit,
 * `notes` what nobody can tell from it. Fails where an answer cannot be read (`bad-answer`); what `vote` and `tree` throw passes.
 */
export async function countAgain(
  vote: ShownVote,
  { crypto, tree, most = Number.POSITIVE_INFINITY, heard = () => undefined }: CountOptions,
): Promise<Outcome<CountedAgain>> {
  return await guard(async () => {
    const problems: VoteProblem[] = [];
    const note: Note = (problem) => {
      if (problems.length < MOST_PROBLEMS) problems.push(problem);
    };
    const prover = await openProver(vote, crypto, tree, note);
    if (prover === undefined) return { ...NOTHING, problems };
    const { sovereign, constitution } = prover.trust;
    const founded = { sovereign: toHex(sovereign), sovereignName: constitution.name };
    const claim = readClaim(await vote.proposal());
    const read = await readBallots(prover, vote, { claim, note, most, heard });
    if (read === undefined) return { ...NOTHING, ...founded, problems };
    const { proposal, entry, ballots } = read;
    const parts = readParts(await vote.evidence());
    const notes: VoteNote[] = ['electorate', 'devices'];
    const content = await compareContent(prover, proposal, { claim, parts, note, notes });
    compareProposal(claim, entry, proposal, note);
    compareProcedure(claim, proposal, prover.trust, notes);
    compareSchedule(claim, proposal, { note, notes });
    compareAll(claim, ballots, note);
    const counted = countBallots(claim, ballots, note);
    return {
      ...founded,
      problems,
      ballots: ballots.length,
      isOpen: isOpen(claim),
      content,
      tally: counted,
      procedure: claim.procedure,
      notes,
      log: prover.log && { size: prover.log.tree.size, root: toHex(prover.log.tree.root) },
    };
  });
}

const NOTHING = {
  ballots: 0,
  isOpen: false,
  sovereign: '',
  sovereignName: '',
  content: '',
  tally: null,
  procedure: null,
  notes: [],
  log: null,
} as const;

async function openProver(
  vote: ShownVote,
  crypto: VotingCrypto,
  tree: ShownTree | undefined,
  note: Note,
): Promise<BallotProver | undefined> {
  const trust = trustOf(crypto, await vote.founding());
  if (typeof trust === 'string') {
    note({ code: 'founding', fault: trust });
    return undefined;
  }
  if (tree === undefined) return { crypto, trust, log: null };
  const log = await LogView.open(crypto, trust, tree);
  if (typeof log !== 'string') return { crypto, trust, log };
  note({ code: 'checkpoint', fault: log });
  return undefined;
}

interface Reading extends Required<Pick<CountOptions, 'most' | 'heard'>> {
  readonly claim: ClaimedVote;
  readonly note: Note;
}

interface ReadBallots {
  readonly proposal: ProvenStatement;
  readonly entry: EntryBody;
  readonly ballots: readonly LoggedBallot[];
}

/** Of each page what is needed of it is kept, and nothing else. */
async function readBallots(
  prover: BallotProver,
  vote: ShownVote,
  { claim, note, most, heard }: Reading,
): Promise<ReadBallots | undefined> {
  let proposal: ProvenStatement | undefined;
  let first: EntryBody | undefined;
  const ballots: LoggedBallot[] = [];
  const of = ballotsOf(claim.counts);
  const until = isOpen(claim) ? of : Number.POSITIVE_INFINITY;
  let shown = 0;
  for await (const body of vote.pages()) {
    const page = readPage(body);
    first ??= page.proposal;
    proposal ??= await proveProposal(prover, first, note);
    if (proposal === undefined) return undefined;
    for (const ballot of page.ballots) {
      // What was cast after the claim was made is no lie of it.
      if (shown >= until) return { proposal, entry: first, ballots };
      shown += 1;
      if (shown > most)
        stop('usage', 'too-many', `More than ${most} ballots are not counted here.`);
      const proven = await proveBallot(prover, ballot, proposal.id);
      if (proven.ok) ballots.push(proven.ballot);
      else note({ code: 'ballot', ballot: shown, what: proven.what, fault: proven.fault });
      heard(shown, of);
    }
    prover.log?.forget();
  }
  return proposal && first && { proposal, entry: first, ballots };
}

function isOpen({ time, schedule }: ClaimedVote): boolean {
  return time < schedule.voteUntil;
}

function ballotsOf(counts: Counts): number {
  let sum = 0;
  for (const { yes, no, abstain } of counts.values()) sum += yes + no + abstain;
  return sum;
}

async function proveProposal(
  prover: BallotProver,
  entry: EntryBody,
  note: Note,
): Promise<ProvenStatement | undefined> {
  const proof = await proveEntry(prover, entry);
  if (proof.ok && proof.statement.said.kind === 'proposal') return proof.statement;
  if (proof.ok) note({ code: 'proposal-unproven', fault: 'it is another statement' });
  else {
    const code = proof.place === null ? 'proposal-unproven' : 'proposal-no-place';
    note({ code, fault: proof.fault });
  }
  return undefined;
}

function compareProposal(
  claim: ClaimedVote,
  entry: EntryBody,
  { id, said, identity }: ProvenStatement,
  note: Note,
): void {
  if (said.kind !== 'proposal') return;
  const isSame =
    toHex(id) === claim.id &&
    entry.id === claim.id &&
    toHex(identity) === claim.author &&
    formatScope(said.matter) === claim.matter &&
    said.lane === claim.lane &&
    said.from === claim.from &&
    said.until === claim.until;
  if (!isSame) note({ code: 'proposal-differs', fault: 'is not what stands on the log' });
}

/** That the content is proven, and is what the proposal is called; gives its hash. */
async function compareContent(
  prover: BallotProver,
  proven: ProvenStatement,
  {
    claim,
    parts,
    note,
    notes,
  }: {
    readonly claim: ClaimedVote;
    readonly parts: readonly EntryBody[];
    readonly note: Note;
    readonly notes: VoteNote[];
  },
): Promise<string> {
  const content = await proveContent(prover, proven, parts);
  if (typeof content === 'string') {
    note({ code: 'content-unproven', fault: content });
    return '';
  }
  const fault = misnamed(content, claim);
  if (fault !== undefined) note({ code: 'content-misnamed', fault });
  if (content.name === null) notes.push('name');
  return toHex(content.hash);
}

/** By the constitution as it was founded; one that has changed since is the log's to tell. */
function compareProcedure(
  { procedure }: ClaimedVote,
  { said }: ProvenStatement,
  { constitution }: Trust,
  notes: VoteNote[],
): void {
  const { governance } = constitution;
  const founded =
    governance === null || said.kind !== 'proposal'
      ? undefined
      : procedureFor(governance, said.matter);
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
  if (!isFounded) notes.push('procedure');
}

/** Closures of the ledger move a vote, and only to later. */
function compareSchedule(
  { procedure, schedule }: ClaimedVote,
  { said, time }: ProvenStatement,
  { note, notes }: { readonly note: Note; readonly notes: VoteNote[] },
): void {
  if (said.kind !== 'proposal') return;
  const planned = plan(time, procedure, said.lane);
  if (planned.voteUntil !== schedule.voteUntil) notes.push('closures');
  if (planned.voteUntil > schedule.voteUntil || planned.voteFrom > schedule.voteFrom) {
    note({ code: 'cut-short', fault: 'the vote began or ended before its time' });
  }
}

/** All ballots in log order make one hash, which the ledger's record of the proposal has. */
function compareAll(claim: ClaimedVote, ballots: readonly LoggedBallot[], note: Note): void {
  let all: Hash = ZERO_HASH;
  for (const { identity, choice, vendorNow } of ballots) {
    const vendor = vendorNow === null ? null : (fromHex(vendorNow, 32) ?? ZERO_HASH);
    all = withVoter(all, identity, choice, vendor);
  }
  if (!equalBytes(all, fromHex(claim.ballots, 32) ?? new Uint8Array())) {
    const fault = 'are not all that the ledger has counted, in the order in which it has';
    note({ code: 'ballots-differ', fault });
  }
}

function countBallots(
  claim: ClaimedVote,
  ballots: readonly LoggedBallot[],
  note: Note,
): Tally | null {
  const { counts, refused } = recount(claim.procedure, claim.schedule, ballots);
  for (const { ballot, fault } of refused) {
    note({ code: 'not-counted', identity: toHex(ballot.identity), what: fault });
  }
  const known = withLate(counts, claim.counts);
  if (!sameCounts(known, claim.counts)) {
    note({ code: 'counts-differ', fault: 'are not those of the ballots' });
  }
  const fault = electorateFault(claim, known);
  if (fault !== undefined) {
    note({ code: 'electorate', fault });
    return null;
  }
  const counted = tally(claim.procedure, claim.members, known);
  compareResult(claim, counted, note);
  return counted;
}

/** What cannot be of an electorate, whoever belongs to it. */
function electorateFault({ members }: ClaimedVote, counts: Counts): string | undefined {
  const cast = ballotsOf(counts);
  for (const [vendor, { yes, no, abstain, late }] of counts) {
    if (late > yes + no + abstain) return 'more got a key during the vote than have voted with it';
    const of = vendor === null ? 0 : (members.byVendor.get(vendor) ?? 0) + late;
    if (of > members.count) return 'one vendor has more voters than there are';
  }
  return cast > members.count ? `${cast} have voted of ${members.count} who could` : undefined;
}

/** What the sovereign makes of the vote. */
function compareResult({ passes, stage, lane }: ClaimedVote, counted: Tally, note: Note): void {
  if (passes === null) return;
  const isCarried = stage.kind === 'timelock' || stage.kind === 'adopted';
  const isLost = stage.kind === 'failed' && stage.reason === 'vote';
  if (passes !== counted.passes) {
    note({ code: 'result-differs', fault: 'is said to be other than the ballots have it' });
  } else if (lane === 'ordinary' && (counted.passes ? isLost : isCarried)) {
    note({ code: 'result-differs', fault: 'is not what became of the proposal' });
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
