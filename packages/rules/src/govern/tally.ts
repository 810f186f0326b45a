import type { Choice, Procedure } from '@tallystick/protocol';

/** Who could vote: counted once, when the proposal is admitted. Vendors are named in hexadecimal. */
export interface Members {
  readonly count: number;
  /** Of those: who had a voting key of that vendor then. */
  readonly byVendor: ReadonlyMap<string, number>;
}

/** The ballots of one vendor's keys. `late`: by members who had no voting key when E was counted. */
export interface Count {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly late: number;
}

/** By vendor; null: ballots without a voting key. */
export type Counts = ReadonlyMap<string | null, Count>;

const NOTHING: Count = { yes: 0, no: 0, abstain: 0, late: 0 };

/** The counts with one more ballot. */
export function withBallot(
  counts: Counts,
  vendor: string | null,
  choice: Choice,
  isLate: boolean,
): Counts {
  const before = counts.get(vendor) ?? NOTHING;
  const late = before.late + (isLate ? 1 : 0);
  return new Map(counts).set(vendor, { ...before, [choice]: before[choice] + 1, late });
}

/** The ballots that are left when nobody, or everything of one vendor, is taken away. */
export interface Part {
  /** Whose ballots and members are not in it; null: it is the whole. */
  readonly without: string | null;
  readonly members: bigint;
  readonly yes: bigint;
  readonly no: bigint;
  readonly abstain: bigint;
  readonly isQuorate: boolean;
  readonly isApproved: boolean;
}

export interface Tally {
  readonly passes: boolean;
  readonly whole: Part;
  /** For each vendor that has a ballot in it; none where ballots need no voting key. */
  readonly parts: readonly Part[];
  /** How many vendors have a ballot in it. */
  readonly vendors: number;
  readonly hasVendors: boolean;
}

/**
 * Whether a vote has carried (decision 0010, section 4): with all ballots, and with those of any one
 * vendor taken away, among the members who are left. Shares are compared as products of whole
 * numbers, so nothing is rounded.
 */
export function tally(procedure: Procedure, members: Members, counts: Counts): Tally {
  const whole = partOf(procedure, members, counts, null);
  const named = [...counts.keys()].filter((vendor) => vendor !== null).sort();
  const parts =
    procedure.vendors === 0
      ? []
      : named.map((vendor) => partOf(procedure, members, counts, vendor));
  const hasVendors = named.length >= procedure.vendors;
  const carries = [whole, ...parts].every((part) => part.isQuorate && part.isApproved);
  return { passes: carries && hasVendors, whole, parts, vendors: named.length, hasVendors };
}

function partOf(
  { approvalPermille, quorumPermille }: Procedure,
  { count, byVendor }: Members,
  counts: Counts,
  without: string | null,
): Part {
  let [yes, no, abstain] = [0n, 0n, 0n];
  for (const [vendor, ballots] of counts) {
    if (without !== null && vendor === without) continue;
    yes += BigInt(ballots.yes);
    no += BigInt(ballots.no);
    abstain += BigInt(ballots.abstain);
  }
  // Whoever got that vendor's key later is taken away with the ballot.
  const gone =
    without === null ? 0 : (byVendor.get(without) ?? 0) + (counts.get(without)?.late ?? 0);
  if (gone > count) throw new RangeError(`${gone} of ${count} members are one vendor's`);
  const members = BigInt(count - gone);
  const isQuorate = (yes + no + abstain) * 1000n >= BigInt(quorumPermille) * members;
  const isApproved = yes >= 1n && yes * 1000n >= BigInt(approvalPermille) * (yes + no);
  return { without, members, yes, no, abstain, isQuorate, isApproved };
}
