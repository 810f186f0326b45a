import {
  type Constitution,
  type Hash,
  type Lane,
  type Matter,
  type StructuredContents,
  constitutionCodec,
  contentHash,
  decode,
  decodeStructured,
  formatScope,
  fromBase64url,
  fromHex,
  signedConstitutionCodec,
  toHex,
} from '@tallystick/protocol';
import {
  type GatedProposal,
  type GatesGround,
  LONGEST_STEP,
  type List,
  type Module,
  type RulebookSource,
  decodeSource,
  nameOf,
  print,
} from '@tallystick/rules';
import type { SupplyShown } from '../sovereign/answers.ts';

/** Beside what a draft is looked at: all of it is public. */
export interface Ground {
  readonly source: RulebookSource;
  /** Of the newest header, ms since 1970. */
  readonly time: number;
  readonly constitution: Constitution;
  readonly proposals: readonly ProposalSummary[];
  readonly versions: readonly VersionSummary[];
  readonly circulating: readonly string[];
  readonly vendors: number;
  /** What votes have made of the matters that stand in no constitution. */
  readonly voted: Voted;
}

type Voted = Pick<StructuredContents, 'settings' | 'peers' | 'vendors'>;

interface ProposalSummary {
  readonly name: string;
  readonly matter: string;
  readonly stage: { readonly kind: string; readonly opens: number | null };
}

interface VersionSummary {
  readonly matter: string;
  readonly proposal: string;
  readonly lane: Lane;
  readonly isInForce: boolean;
  /** Ms since 1970. */
  readonly until: number | null;
  readonly content: { readonly hash: string };
}

const MOST_BYTES = 1 << 25;
const PAGE = 256;
const MOST_PAGES = 256;

/** Asks the sovereign of this origin. Rejects where it does not answer, or with something else. */
export async function fetchGround(): Promise<Ground> {
  const [source, constitution, supply, vendors, proposals, versions] = await Promise.all([
    fetchSource(),
    fetchConstitution(),
    json<SupplyShown>('/v1/supply'),
    json<{ vendors: readonly unknown[] }>('/v1/vendors'),
    pages<ProposalSummary>('/v1/rules/proposals', 'proposals'),
    pages<VersionSummary>('/v1/rules/versions', 'versions'),
  ]);
  const time = supply.time ?? 0;
  const voted = async <K extends keyof Voted>(matter: K): Promise<Voted[K]> =>
    fetchVoted(matter, versions, time);
  const [settings, peers, makers] = await Promise.all([
    voted('settings'),
    voted('peers'),
    voted('vendors'),
  ]);
  return {
    source,
    time,
    constitution,
    proposals,
    versions,
    circulating: supply.supply.flatMap((one) => (one.circulating === '0' ? [] : [one.code])),
    vendors: vendors.vendors.length,
    voted: { settings, peers, vendors: makers },
  };
}

/** Of the version that another one would be based on, as far as it is not over; held to its hash. */
async function fetchVoted<K extends keyof Voted>(
  matter: K,
  versions: readonly VersionSummary[],
  time: number,
): Promise<Voted[K]> {
  const base = ordinaryOf(versions, matter);
  if (base === undefined || (base.until !== null && base.until <= time)) return [] as Voted[K];
  const { hash } = base.content;
  const answer = await asked(`/v1/rules/contents/${hash}`, 'application/cbor');
  const content = new Uint8Array(await answer.arrayBuffer());
  const decoded = decodeStructured(matter, content);
  if (toHex(contentHash(content)) === hash && decoded.ok) return decoded.value;
  throw new Error(`these ${matter} are none`);
}

function ordinaryOf(versions: readonly VersionSummary[], of: string): VersionSummary | undefined {
  return versions.findLast(({ matter, lane }) => matter === of && lane === 'ordinary');
}

async function fetchSource(): Promise<RulebookSource> {
  const answer = await asked('/v1/rules', 'application/cbor');
  const source = decodeSource(new Uint8Array(await answer.arrayBuffer()));
  if (source === undefined) throw new Error('these rules are none');
  return source;
}

async function fetchConstitution(): Promise<Constitution> {
  const { signedConstitution, inForce } = await json<{
    signedConstitution: string;
    inForce: { constitution: string } | null;
  }>('/v1/constitution');
  const founding = decode(signedConstitutionCodec, bytesOf(signedConstitution));
  if (!founding.ok) throw new Error('this constitution is none');
  const bytes = inForce === null ? founding.value.constitution : bytesOf(inForce.constitution);
  const decoded = decode(constitutionCodec, bytes);
  if (!decoded.ok) throw new Error('this constitution is none');
  return decoded.value;
}

async function pages<T>(path: string, of: string): Promise<T[]> {
  const all: T[] = [];
  let after = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const body = await json<Record<string, unknown>>(`${path}?limit=${PAGE}${after}`);
    all.push(...(body[of] as T[]));
    if (typeof body['next'] !== 'string') return all;
    after = `&after=${encodeURIComponent(body['next'])}`;
  }
  throw new Error(`${path} has no end`);
}

async function json<T>(path: string): Promise<T> {
  return (await (await asked(path, 'application/json')).json()) as T;
}

async function asked(path: string, accept: string): Promise<Response> {
  const answer = await fetch(path, { headers: { accept }, cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

function bytesOf(text: string): Uint8Array {
  return fromBase64url(text, MOST_BYTES) ?? new Uint8Array();
}

/** What the gates of the node would look at a version of that matter beside. */
export function gatesGround(ground: Ground, matter: Matter): GatesGround {
  const { source, time, constitution, circulating, vendors } = ground;
  const of = formatScope(matter);
  const all = ground.proposals.filter((one) => one.matter === of);
  const isPossible = ({ stage }: ProposalSummary): boolean =>
    stage.kind !== 'failed' && stage.kind !== 'withdrawn';
  return {
    time,
    source,
    compiles: true,
    constitution,
    lastNumber: highest(all.filter(isPossible)),
    mostNumber: highest(all.filter(({ stage }) => stage.opens !== null)) + LONGEST_STEP,
    circulating,
    vendors,
  };
}

function highest(proposals: readonly ProposalSummary[]): number {
  return Math.max(0, ...proposals.map(({ name }) => Number(/-(\d+)$/.exec(name)?.[1] ?? 0)));
}

/** Whether a version of a matter is decided and comes into force later. */
export function toCome(
  { proposals, time }: Pick<Ground, 'proposals' | 'time'>,
  of: string,
): boolean {
  return proposals.some(
    ({ matter, stage }) => matter === of && stage.opens !== null && stage.opens > time,
  );
}

/** The proposal whose version one of that matter replaces: the newest that is decided, in an emergency the one in force. */
export function baseOf(
  { versions }: Pick<Ground, 'versions'>,
  of: string,
  lane: Lane,
): Hash | null {
  const replaced =
    lane === 'emergency'
      ? versions.find(({ matter, isInForce }) => matter === of && isInForce)
      : ordinaryOf(versions, of);
  return replaced === undefined ? null : (fromHex(replaced.proposal, 32) ?? null);
}

export function matterOf(tree: Module | List): Matter {
  if (tree.kind === 'list') return { kind: 'list', name: tree.name };
  const owner = nameOf(tree.owner);
  return owner === 'GLOBAL' ? { kind: 'global' } : { kind: 'module', owner };
}

/** A text as it would be proposed, with the dates that it says. */
export function proposalOf(tree: Module | List, lane: Lane, ground: Ground): GatedProposal {
  const matter = matterOf(tree);
  const base = baseOf(ground, formatScope(matter), lane);
  const { from, until } = tree.force;
  return {
    matter,
    base,
    content: new TextEncoder().encode(print(tree)),
    from,
    until,
    lane,
  };
}
