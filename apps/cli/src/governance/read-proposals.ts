import {
  type Alarm,
  type Lane,
  type Matter,
  type Procedure,
  contentHash,
  formatAlarm,
  formatScope,
  fromHex,
  parseMatter,
  toHex,
} from '@tallystick/protocol';
import type { ProposalRecord } from '@tallystick/rules';
import { readAnswer } from '../sovereign/public-sovereign.ts';
import type { GatesFound } from './report-text.ts';
import { usage } from '../stop.ts';

/** A proposal as a sovereign tells of it (docs/integrators/http-api.md). */
export interface ProposalBody {
  readonly id: string;
  readonly name: string;
  readonly matter: string;
  readonly author: string;
  readonly index: number;
  readonly withdrawnAt: number | null;
  readonly lane: Lane;
  readonly base: string | null;
  readonly from: number;
  readonly until: number | null;
  /** As text; see `parseAlarm`. */
  readonly alarms: readonly string[];
  readonly stage: {
    readonly kind: 'comment' | 'voting' | 'timelock' | 'withdrawn' | 'adopted' | 'failed';
    readonly reason: string | null;
    readonly opens: number | null;
  };
  readonly schedule: ProposalRecord['schedule'];
  readonly procedure: Omit<Procedure, 'scope' | 'electorate' | 'office'> & {
    readonly electorate: string | null;
    readonly office: string | null;
    readonly words: readonly string[];
  };
  readonly members: {
    readonly count: number;
    readonly byVendor: readonly { readonly vendor: string; readonly count: number }[];
  };
  readonly counts: readonly {
    readonly vendor: string | null;
    readonly yes: number;
    readonly no: number;
    readonly abstain: number;
    readonly late: number;
  }[];
  /** Over all ballots, as the ledger’s record of the proposal has it. */
  readonly ballots: string;
  readonly tally: { readonly passes: boolean; readonly words: readonly string[] } | null;
  readonly offices: readonly {
    readonly office: string;
    readonly said: 'approved' | 'gates' | 'audit';
    readonly verdict: 'failed' | 'passed' | 'tightens' | null;
    readonly agrees: boolean | null;
    readonly report: string | null;
    readonly at: number;
    readonly by: string;
  }[];
  readonly content: { readonly hash: string | null; readonly parts: readonly string[] };
}

export interface OpenedProposal extends ProposalBody {
  readonly time: number;
  readonly text: string | null;
  /** Canonical bytes of the governance that decides it, in base64url; null: the founding one. */
  readonly governance: string | null;
}

export interface AllProposals {
  /** The newest header's, ms since 1970. */
  readonly time: number;
  /** Newest first. */
  readonly proposals: readonly ProposalBody[];
}

const PAGE = 256;
/** More pages than any sovereign has: one that always has another one is no sovereign. */
const MAX_PAGES = 4096;

export async function askProposals(url: string): Promise<AllProposals> {
  const proposals: ProposalBody[] = [];
  let after = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await readAnswer(url, `/v1/rules/proposals?limit=${PAGE}${after}`);
    const body = answer as unknown as AllProposals & { readonly next: string | null };
    proposals.push(...body.proposals);
    if (body.next === null) return { time: body.time, proposals };
    after = `&after=${encodeURIComponent(body.next)}`;
  }
  throw usage(`${url} has proposals without end.`, 'bad-answer');
}

export async function askProposal(url: string, id: string): Promise<OpenedProposal> {
  return (await readAnswer(url, `/v1/rules/proposals/${id}`)) as unknown as OpenedProposal;
}

/** What a proposal would have changed among the payments that a sovereign decided last. */
export interface ShadowBody {
  /** How many were looked at, in steps of 5; 0: fewer than 20. */
  readonly payments: number;
  readonly changes: readonly {
    readonly change: 'newly-refused' | 'newly-held' | 'newly-allowed';
    readonly rule: string;
    readonly count: number;
  }[];
}

/** Not for this proposal, or not now; an older sovereign knows nothing of it. */
const NO_SHADOW = [404, 409, 429, 503];

/** Null where there is none. */
export async function askShadow(
  url: string,
  { id, stage }: ProposalBody,
): Promise<ShadowBody | null> {
  if (stage.kind !== 'comment') return null;
  const answer = await readAnswer(url, `/v1/rules/proposals/${id}/shadow`, NO_SHADOW);
  return 'payments' in answer ? (answer as unknown as ShadowBody) : null;
}

/** What the node's gates found of a proposal; undefined where nobody has asked them. */
export async function askGatesFound(url: string, id: string): Promise<GatesFound | undefined> {
  const answer = await readAnswer(url, `/v1/rules/proposals/${id}/gates`, [404]);
  return 'verdict' in answer ? (answer as unknown as GatesFound) : undefined;
}

const LEAST_PREFIX = 6;

/** The proposal that was typed: its name, or how its id begins. A name may be that of several drafts: the open one is meant. */
export function resolveProposal(all: readonly ProposalBody[], typed: string): ProposalBody {
  const wanted = typed.toUpperCase();
  const named = all.filter(({ name }) => name.toUpperCase() === wanted);
  const isOpen = ({ stage }: ProposalBody): boolean =>
    stage.kind !== 'failed' && stage.kind !== 'withdrawn';
  const open = named.filter(isOpen);
  const isPrefix = typed.length >= LEAST_PREFIX && /^[0-9a-f]+$/i.test(typed);
  const prefixed = isPrefix ? all.filter(({ id }) => id.startsWith(typed.toLowerCase())) : [];
  const found = open.length > 0 ? open : named.length > 0 ? named : prefixed;
  const [one] = found;
  if (one !== undefined && found.length === 1) return one;
  if (one !== undefined) {
    const ids = found.map(({ id }) => id.slice(0, 12)).join(', ');
    throw usage(`${typed} is the name of several: type how the id begins instead: ${ids}.`);
  }
  const known = all.slice(0, 8).map(({ name }) => name);
  const hint = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`;
  throw usage(`No proposal is called ${typed}; ${hint}.`, 'unknown-proposal');
}

/** A version of any matter with the dates that it is to have. */
export interface ProposedVersion {
  readonly matter: Matter;
  readonly content: Uint8Array;
  /** Half open, ms since 1970. */
  readonly from: number;
  readonly until: number | null;
  readonly lane: Lane;
  readonly alarms: readonly Alarm[];
}

/** The same one of that author, as long as something can become of it: then it is what is meant. */
export function standingProposal(
  proposals: readonly ProposalBody[],
  author: string,
  { matter, content, from, until, lane, alarms }: ProposedVersion,
): ProposalBody | undefined {
  const hash = toHex(contentHash(content));
  const declared = alarms.map(formatAlarm).join();
  return proposals.find(
    (one) =>
      one.author === author &&
      one.matter === formatScope(matter) &&
      one.content.hash === hash &&
      one.from === from &&
      one.until === until &&
      one.lane === lane &&
      one.alarms.join() === declared &&
      one.stage.kind !== 'withdrawn' &&
      one.stage.kind !== 'failed',
  );
}

/** The name of the newest version of a matter that is decided and comes into force later, if there is one. */
export function toCome({ proposals, time }: AllProposals, matter: string): string | undefined {
  return proposals.find(
    (one) => one.matter === matter && one.stage.opens !== null && one.stage.opens > time,
  )?.name;
}

/** What the rules of governance are computed from; the same that the ledger has. */
export function recordOf(body: ProposalBody): ProposalRecord {
  const { lane, from, until, schedule, members, counts, offices, withdrawnAt, index } = body;
  const { electorate, office, words: _words, ...figures } = body.procedure;
  const gates = offices.find(({ said }) => said === 'gates');
  return {
    id: idOf(body.id),
    index,
    lane,
    base: body.base === null ? null : idOf(body.base),
    from,
    until,
    procedure: {
      ...figures,
      scope: matterOf(body),
      electorate: electorate === null ? null : 0,
      office: office === null ? null : 0,
    },
    schedule,
    members: {
      count: members.count,
      byVendor: new Map(members.byVendor.map(({ vendor, count }) => [vendor, count])),
    },
    counts: new Map(counts.map(({ vendor, ...count }) => [vendor, count])),
    withdrawnAt,
    gates: gatesOf(gates),
    audits: offices.flatMap(({ said, agrees, at }) =>
      said === 'audit' && agrees === true ? [at] : [],
    ),
    approvedAt: offices.find(({ said }) => said === 'approved')?.at ?? null,
  };
}

function gatesOf(gates: ProposalBody['offices'][number] | undefined): ProposalRecord['gates'] {
  const verdict = gates?.verdict ?? null;
  return gates === undefined || verdict === null ? null : { at: gates.at, verdict };
}

export function matterOf({ matter, name }: Pick<ProposalBody, 'matter' | 'name'>): Matter {
  const parsed = parseMatter(matter);
  if (parsed !== undefined) return parsed;
  throw usage(`${name} is about “${matter}”, which this program does not know.`, 'bad-answer');
}

function idOf(hex: string): Uint8Array {
  const id = fromHex(hex, 32);
  if (id !== undefined) return id;
  throw usage(`${hex} is no id.`, 'bad-answer');
}
