import {
  type Alarm,
  alarmsCodec,
  bytes,
  type Codec,
  decode,
  encode,
  type Hash,
  type Lane,
  list,
  type Matter,
  matterCodec,
  nullable,
  type Procedure,
  procedureCodec,
  record,
  time,
  toHex,
  uint,
  wordCodec,
  wordOfOfficeCodec,
} from '@tallystick/protocol';
import type { Count, Counts, Members, ProposalRecord, Schedule } from '@tallystick/rules';
import type { SaidWord } from './views.ts';

/** What a proposal's content is known by; its bytes are kept apart. */
interface ContentSummary {
  readonly hash: Hash;
  readonly size: number;
  /** The transitions that said its parts; none where it was said in one piece. */
  readonly parts: readonly Hash[];
}

/** A proposal as it is kept: all that is said of it but its content. */
export interface ProposalState {
  readonly id: Hash;
  /** The identity that proposed it. */
  readonly author: Hash;
  readonly matter: Matter;
  readonly base: Hash | null;
  readonly from: number;
  readonly until: number | null;
  readonly lane: Lane;
  readonly alarms: readonly Alarm[];
  readonly content: ContentSummary;
  readonly procedure: Procedure;
  /** The proposal that made the governance whose procedure it is; null: the founding one. */
  readonly governedBy: Hash | null;
  readonly admittedAt: number;
  /** As all closures of entered headers have it. */
  readonly schedule: Schedule;
  readonly members: Members;
  readonly counts: Counts;
  /** Over all ballots in log order; see `withVoter`. */
  readonly ballots: Hash;
  readonly withdrawnAt: number | null;
  readonly words: readonly SaidWord[];
}

/** More than there are vendors in a vote: there is one encoding, whatever their number. */
const MANY = 0xffff_ffff;
/** One by the gates, one by every other office, and the approval. */
const MAX_WORDS = 17;

const membersCodec: Codec<{ count: number; byVendor: { vendor: Hash; count: number }[] }> = record({
  count: uint(),
  byVendor: list(record({ vendor: bytes(32), count: uint() }), MANY),
});

const countCodec: Codec<Count & { vendor: Hash | null }> = record({
  vendor: nullable(bytes(32)),
  yes: uint(),
  no: uint(),
  abstain: uint(),
  late: uint(),
});

const saidCodec: Codec<SaidWord> = record({
  office: uint(),
  word: wordOfOfficeCodec,
  at: time,
  by: bytes(32),
});

/** protocol.md section 6, `proposal`: what the state root has of one. */
const storedCodec = record({
  id: bytes(32),
  author: bytes(32),
  matter: matterCodec,
  base: nullable(bytes(32)),
  from: time,
  until: nullable(time),
  lane: wordCodec('ordinary', 'emergency'),
  alarms: alarmsCodec,
  content: record({ hash: bytes(32), size: uint(), parts: list(bytes(32), 64) }),
  procedure: procedureCodec,
  governedBy: nullable(bytes(32)),
  admittedAt: time,
  schedule: record({ voteFrom: time, voteUntil: time, lockUntil: time }),
  members: membersCodec,
  counts: list(countCodec, MANY),
  ballots: bytes(32),
  withdrawnAt: nullable(time),
  words: list(saidCodec, MAX_WORDS),
});

export function encodeProposal(proposal: ProposalState): Uint8Array {
  const { members, counts } = proposal;
  const byVendor = [...members.byVendor].sort(byName).map(([vendor, count]) => ({
    vendor: Uint8Array.fromHex(vendor),
    count,
  }));
  const counted = [...counts].sort(byName).map(([vendor, count]) => ({
    vendor: vendor === null ? null : Uint8Array.fromHex(vendor),
    ...count,
  }));
  return encode(storedCodec, {
    ...proposal,
    content: { ...proposal.content, parts: [...proposal.content.parts] },
    members: { count: members.count, byVendor },
    alarms: [...proposal.alarms],
    counts: counted,
    words: [...proposal.words],
  });
}

/** Undefined when the bytes are none. They must be the caller's own: parts stay views of them. */
export function decodeProposal(encoded: Uint8Array): ProposalState | undefined {
  const decoded = decode(storedCodec, encoded);
  if (!decoded.ok) return undefined;
  const { members, counts, ...rest } = decoded.value;
  return {
    ...rest,
    members: {
      count: members.count,
      byVendor: new Map(members.byVendor.map(({ vendor, count }) => [toHex(vendor), count])),
    },
    counts: new Map(
      counts.map(({ vendor, ...count }) => [vendor === null ? null : toHex(vendor), count]),
    ),
  };
}

function byName([a]: readonly [string | null, unknown], [b]: readonly [string | null, unknown]) {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** What the rules of governance are asked about; `number` is its place among all proposals. */
export function recordOf(proposal: ProposalState, number: number): ProposalRecord {
  const { words, id, lane, base, from, until, procedure, schedule, members, counts } = proposal;
  const gates = words.find(({ word }) => word.kind === 'gates');
  const approved = words.find(({ word }) => word.kind === 'approved');
  return {
    id,
    index: number,
    lane,
    base,
    from,
    until,
    procedure,
    schedule,
    members,
    counts,
    withdrawnAt: proposal.withdrawnAt,
    gates: gates?.word.kind === 'gates' ? { at: gates.at, verdict: gates.word.verdict } : null,
    audits: words.flatMap(({ word, at }) => (word.kind === 'audit' && word.agrees ? [at] : [])),
    approvedAt: approved?.at ?? null,
  };
}

/** How many there are of all vendors and choices. */
export function countBallots({ counts }: Pick<ProposalState, 'counts'>): number {
  let sum = 0;
  for (const { yes, no, abstain } of counts.values()) sum += yes + no + abstain;
  return sum;
}

/** One text for each matter. */
export function matterKey(matter: Matter): string {
  if (matter.kind === 'module') return `module ${matter.owner}`;
  return matter.kind === 'list' ? `list ${matter.name}` : matter.kind;
}
