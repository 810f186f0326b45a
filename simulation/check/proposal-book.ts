import type { Choice, Governance, Hash, Lane, Matter, Procedure } from '@tallystick/protocol';

/** A gap between two headers; ms since 1970. */
export interface Gap {
  readonly from: number;
  readonly length: number;
}

/** One ballot as it stands on the log. */
interface Ballot {
  readonly choice: Choice;
  /** Of the key that signed it; null where no key is asked for. */
  readonly vendor: string | null;
}

/** What the log says of one proposal; times are those of headers, ms since 1970. */
export interface ProposalBook {
  readonly id: Hash;
  readonly name: string;
  /** Of two that are decided at one instant, the lower one was first. */
  readonly index: number;
  readonly matter: Matter;
  readonly lane: Lane;
  /** In hexadecimal. */
  readonly base: string | null;
  readonly author: string;
  readonly bytes: Uint8Array;
  /** The bytes as text: of modules and lists. */
  readonly text: string;
  readonly from: number;
  readonly until: number | null;
  readonly at: number;
  /** What was in force when it was admitted: it decides the proposal to its end. */
  readonly governance: Governance;
  readonly procedure: Procedure;
  /** Who could vote then, with the vendor of the voting key that each had. */
  readonly members: ReadonlyMap<string, string | null>;
  readonly ballots: Map<string, Ballot>;
  /** The first word of the gates. */
  gates: { readonly at: number; readonly verdict: 'failed' | 'passed' | 'tightens' } | undefined;
  /** By office: when it audited and agreed. */
  readonly audits: Map<number, number>;
  approvedAt: number | undefined;
  withdrawnAt: number | undefined;
}

/** Where its stages end, with all that the ledger was closed meanwhile. */
export interface Ends {
  readonly voteFrom: number;
  readonly voteUntil: number;
  readonly lockUntil: number;
}

export function endsOf({ at, lane, procedure }: ProposalBook, gaps: readonly Gap[]): Ends {
  const { commentMs, voteMs, timelockMs, emergencyMs } = procedure;
  const isUrgent = lane === 'emergency';
  const moved = (planned: number): number => {
    let end = planned;
    for (const { from, length } of gaps) if (from >= at && end > from) end += length;
    return end;
  };
  const voteUntil = at + (isUrgent ? emergencyMs : commentMs + voteMs);
  return {
    voteFrom: isUrgent ? at : moved(at + commentMs),
    voteUntil: moved(voteUntil),
    lockUntil: moved(isUrgent ? voteUntil : voteUntil + timelockMs),
  };
}

export type StageName = 'comment' | 'voting' | 'timelock' | 'adopted' | 'withdrawn' | 'failed';

/** A stage; `decidedAt` and `opens` of what has carried. */
export interface StageBook {
  readonly name: StageName;
  readonly decidedAt: number;
  /** From when on it can be in force, the whole second. */
  readonly opens: number;
}

const nowhere = { decidedAt: 0, opens: 0 } as const;
const FAILED: StageBook = { name: 'failed', ...nowhere };

/** The stage at a header's time (docs/decisions/0010-governance.md, sections 1 and 5). */
export function stageOf(proposal: ProposalBook, gaps: readonly Gap[], time: number): StageBook {
  const { withdrawnAt, lane } = proposal;
  const ends = endsOf(proposal, gaps);
  if (withdrawnAt !== undefined && withdrawnAt < ends.voteFrom && withdrawnAt <= time) {
    return { name: 'withdrawn', ...nowhere };
  }
  return lane === 'emergency' ? urgent(proposal, ends, time) : ordinary(proposal, ends, time);
}

function ordinary(proposal: ProposalBook, ends: Ends, time: number): StageBook {
  const { voteFrom, voteUntil, lockUntil } = ends;
  if (time < voteFrom) return { name: 'comment', ...nowhere };
  const { gates, audits, procedure, approvedAt } = proposal;
  if (gates === undefined || gates.at >= voteFrom || gates.verdict === 'failed') return FAILED;
  const audited = [...audits.values()].filter((at) => at < voteFrom).length;
  if (audited < procedure.audits) return FAILED;
  if (time < voteUntil) return { name: 'voting', ...nowhere };
  const isApproved = approvedAt !== undefined && approvedAt < voteUntil;
  if (procedure.office !== null && !isApproved) return FAILED;
  if (procedure.electorate !== null && !carries(proposal)) return FAILED;
  const opens = Math.ceil(lockUntil / 1000) * 1000;
  const decided = { decidedAt: voteUntil, opens };
  return { name: time < lockUntil ? 'timelock' : 'adopted', ...decided };
}

function urgent(proposal: ProposalBook, { voteUntil }: Ends, time: number): StageBook {
  const { gates, approvedAt, procedure } = proposal;
  if (procedure.emergencyMs === 0 || procedure.office === null) return FAILED;
  const isReported = gates !== undefined && gates.at < voteUntil && gates.at <= time;
  if (isReported && gates.verdict !== 'tightens') return FAILED;
  const isApproved = approvedAt !== undefined && approvedAt < voteUntil && approvedAt <= time;
  if (isReported && isApproved) {
    const decidedAt = Math.max(gates.at, approvedAt);
    // In the first whole second after that header.
    return { name: 'adopted', decidedAt, opens: (Math.floor(decidedAt / 1000) + 1) * 1000 };
  }
  return time < voteUntil ? { name: 'voting', ...nowhere } : FAILED;
}

/** By counting people, with all of them and with everybody of any one vendor taken away. */
function carries({ procedure, members, ballots }: ProposalBook): boolean {
  const people = [...members].map(([identity, before]) => ({
    before,
    ballot: ballots.get(identity),
  }));
  if (procedure.vendors === 0) return passes(procedure, people);
  const used = new Set([...ballots.values()].map(({ vendor }) => vendor));
  const without = [...used].map((gone) =>
    people.filter(({ before, ballot }) => before !== gone && ballot?.vendor !== gone),
  );
  return (
    used.size >= procedure.vendors && [people, ...without].every((left) => passes(procedure, left))
  );
}

function passes(
  { quorumPermille, approvalPermille }: Procedure,
  people: readonly { readonly ballot: Ballot | undefined }[],
): boolean {
  const said = (choice: Choice): number =>
    people.filter(({ ballot }) => ballot?.choice === choice).length;
  const [yes, no] = [said('yes'), said('no')];
  const cast = yes + no + said('abstain');
  return (
    yes > 0 &&
    cast * 1000 >= quorumPermille * people.length &&
    yes * 1000 >= approvalPermille * (yes + no)
  );
}
