import {
  concat,
  type CountryRecord,
  encode,
  equalBytes,
  type Hash,
  hash,
  type Matter,
  PART_BYTES,
  text,
  toHex,
  ZERO_HASH,
} from '@tallystick/protocol';
import { type RecordSource, TwoGenerations } from '../state/cold.ts';
import type { RootEntry } from '../state/forks.ts';
import { decodeAppeal, encodeAppeal } from './appeal-state.ts';
import { AppealTally } from './appeal-tally.ts';
import { Figures } from './figures.ts';
import {
  type BallotPlace,
  type Closure,
  decodeBallot,
  encodeBallot,
  encodeClosure,
  encodeKeyLink,
  encodeMeta,
  GovernanceRecords,
  placeKey,
} from './governance-records.ts';
import type { Law } from './law.ts';
import { decodeProposal, encodeProposal, matterKey, type ProposalState } from './proposal-state.ts';
import { decodeSpeaker, encodeSpeaker, KEPT_PARTS, NOTHING_SAID, type Speaker } from './speaker.ts';
import type { AppealView } from './views.ts';

/** A proposal, and its place among all of them in log order. */
export interface Numbered {
  readonly number: number;
  readonly proposal: ProposalState;
}

/** Pieces of a content, and of a set of members. */
const CONTENT_PIECES = 64;
const MEMBER_PIECES = 2 ** 14;
const PIECE_BYTES = PART_BYTES;
/** One of each item of the constitution is in force, and open proposals name their governance. */
const CACHED_READINGS = 64;

/** protocol.md section 6: what the state root has all voting keys under. */
const KEYS_LEAF: Hash = hash('record', encode(text(64), 'tallystick/v1/voting-keys'));

/**
 * What has been said about governance. Proposals of which something can still come, or of which
 * versions were made, are in memory; the others are read where somebody asks.
 */
export class Governing {
  readonly records: GovernanceRecords;
  readonly figures: Figures;
  readonly appealTally: AppealTally = new AppealTally();
  /** Numbers of proposals of which something can still come, ascending. */
  readonly open: Set<number> = new Set();
  /** Of open proposals with a vote: a bit for the slot of each identity. */
  readonly members: Map<number, Uint8Array> = new Map();
  /** Country records of identities after their first, by slot. */
  readonly furtherCountries: Map<number, readonly CountryRecord[]> = new Map();
  /** Slots of identities that have an exemption which has not been used. */
  readonly exempting: Set<number> = new Set();
  /** What contents that are structures say, by proposal; see `readItem`. */
  readonly readings: TwoGenerations<object> = new TwoGenerations(CACHED_READINGS);
  /** Counts what can change what is in force. */
  revision = 0;
  /** All schedules have been moved by so much. */
  closedMs = 0;
  /** When the ledger was closed: in order, none touching the next. */
  readonly closures: Closure[] = [];
  /** What is in force under the newest header that was entered; null before the first. */
  law: Law | null = null;
  readonly #leaves: RootEntry[] = [];
  readonly #numbers = new Map<string, number>();
  /** By the hash of a content: the first proposal that has it. */
  readonly #contents = new Map<string, number>();
  /** Of each proposal: its place among those of its matter, counted from 1; and how many there are. */
  readonly #places: number[] = [];
  readonly #matters = new Map<string, number>();
  /** What is open, and what has carried. */
  readonly #kept = new Map<number, ProposalState>();
  readonly #byMatter = new Map<string, number[]>();
  readonly #appeals: RootEntry[] = [];
  readonly #appealNumbers = new Map<string, number>();
  readonly #vendors: string[] = [];
  /** By slot of the identity: its vendor's place, counted from 1; 0 is none. */
  #vendorOf = new Uint16Array(0);
  #keys: Hash = ZERO_HASH;

  constructor(source: RecordSource) {
    this.records = new GovernanceRecords(source);
    this.figures = new Figures(this.records);
  }

  /** How many proposals there have been: the number of the next one. */
  get proposals(): number {
    return this.#leaves.length;
  }

  /** The proposal of a transition's id. */
  find(id: Hash): Numbered | undefined {
    const number = this.#numbers.get(toHex(id));
    return number === undefined ? undefined : { number, proposal: this.proposal(number) };
  }

  proposal(number: number): ProposalState {
    const kept = this.#kept.get(number);
    if (kept !== undefined) return kept;
    const stored = this.records.get('proposal', number);
    const proposal = stored && decodeProposal(stored.slice());
    if (proposal === undefined) throw new Error(`no stored proposal ${number}`);
    return proposal;
  }

  /** One more closure. One of which the header was not logged goes on in the next. */
  addClosure({ from, until }: Closure): void {
    const last = this.closures.at(-1);
    const joined = last?.until === from ? { from: last.from, until } : { from, until };
    if (joined.from === last?.from) this.closures.pop();
    this.closures.push(joined);
    this.records.set('meta', this.closures.length, encodeClosure(joined));
  }

  /** What is open or has carried, of all matters or of one; in log order. */
  kept(matter: Matter | null): Numbered[] {
    const numbers =
      matter === null ? [...this.#kept.keys()] : (this.#byMatter.get(matterKey(matter)) ?? []);
    return numbers.map((number) => ({ number, proposal: this.proposal(number) }));
  }

  /** The matters of what is open or has carried, each once. */
  matters(): Matter[] {
    return [...this.#byMatter.values()].flatMap(([number]) =>
      number === undefined ? [] : [this.proposal(number).matter],
    );
  }

  addProposal(proposal: ProposalState, content: Uint8Array, members: Uint8Array | null): void {
    const number = this.proposals;
    this.setProposal(number, proposal);
    this.#keep(number, this.proposal(number));
    this.open.add(number);
    for (const [piece, bytes] of piecesOf(content).entries()) {
      this.records.set('content', number * CONTENT_PIECES + piece, bytes);
    }
    if (members !== null) this.members.set(number, members);
    for (const [piece, bytes] of piecesOf(members ?? new Uint8Array(0)).entries()) {
      this.records.set('members', number * MEMBER_PIECES + piece, bytes);
    }
    this.#setMeta();
  }

  /** What was said or moved can change what comes of it. */
  setProposal(number: number, changed: ProposalState): void {
    this.setCounts(number, changed);
    this.revision += 1;
  }

  /** Ballots change nothing before the vote ends, and that is an instant at which everybody looks. */
  setCounts(number: number, changed: ProposalState): void {
    const encoded = encodeProposal(changed);
    // A copy: what was said are views of a request.
    const proposal = decodeProposal(encoded) as ProposalState;
    this.#kept.set(number, proposal);
    this.#leaves[number] = { key: proposal.id, value: hash('record', encoded) };
    this.records.set('proposal', number, encoded);
  }

  /** A proposal is over: only what has carried is kept in memory. */
  closeProposal(number: number, hasCarried: boolean): void {
    this.open.delete(number);
    const size = this.members.get(number)?.length ?? 0;
    for (let piece = 0; piece * PIECE_BYTES < size; piece += 1) {
      this.records.remove('members', number * MEMBER_PIECES + piece);
    }
    this.members.delete(number);
    if (hasCarried) return;
    const key = matterKey(this.proposal(number).matter);
    this.#kept.delete(number);
    this.#byMatter.set(
      key,
      (this.#byMatter.get(key) ?? []).filter((other) => other !== number),
    );
  }

  /** The first proposal that has a content of this hash. */
  findContent(hash: Hash): number | undefined {
    return this.#contents.get(toHex(hash));
  }

  /** Which of its matter's proposals it is, counted from 1. */
  placeInMatter(number: number): number {
    return this.#places[number] ?? 0;
  }

  /** How what was proposed begins: at most `PART_BYTES` of it. */
  contentStart(number: number): Uint8Array {
    return this.records.get('content', number * CONTENT_PIECES) ?? new Uint8Array(0);
  }

  /** The whole text or structure that was proposed. */
  content(number: number): Uint8Array {
    const { size } = this.proposal(number).content;
    const pieces: Uint8Array[] = [];
    for (let piece = 0; piece * PIECE_BYTES < size; piece += 1) {
      const bytes = this.records.get('content', number * CONTENT_PIECES + piece);
      if (bytes === undefined) throw new Error(`no stored content of proposal ${number}`);
      pieces.push(bytes);
    }
    return pieces.length === 1 ? (pieces[0] as Uint8Array) : concat(...pieces);
  }

  /** One more ballot on a proposal, after `place` of them. */
  addBallot(number: number, place: number, ballot: BallotPlace): void {
    this.records.set('ballot', placeKey(number, place), encodeBallot(ballot));
  }

  ballot(number: number, place: number): BallotPlace {
    const stored = this.records.get('ballot', placeKey(number, place));
    const ballot = stored && decodeBallot(stored);
    if (ballot === undefined) throw new Error(`no stored ballot ${place} on proposal ${number}`);
    return ballot;
  }

  /** Whether an identity was in the electorate when an open proposal was admitted. */
  isMember(number: number, identity: number): boolean {
    const bits = this.members.get(number);
    return bits !== undefined && (((bits[identity >> 3] ?? 0) >> (identity & 7)) & 1) === 1;
  }

  speaker(identity: number): Speaker {
    const stored = this.records.get('speaker', identity);
    if (stored === undefined) return NOTHING_SAID;
    const speaker = decodeSpeaker(stored.slice());
    if (speaker === undefined) throw new Error(`the stored speaker ${identity} is damaged`);
    return speaker;
  }

  setSpeaker(identity: number, speaker: Speaker): void {
    this.keepExemptions(identity, speaker);
    this.records.set('speaker', identity, encodeSpeaker(speaker));
  }

  /** Whether anybody has to look for an exemption of it. */
  keepExemptions(identity: number, { exemptions }: Speaker): void {
    if (exemptions.length > 0) this.exempting.add(identity);
    else this.exempting.delete(identity);
  }

  /** What a part of an identity said, of those that can still be named. */
  part(identity: number, { said }: Speaker, id: Hash): Uint8Array | undefined {
    const name = toHex(id);
    const place = said.findIndex((known) => toHex(known) === name);
    return place < 0 ? undefined : this.records.get('part', identity * KEPT_PARTS + place);
  }

  setPart(identity: number, place: number, bytes: Uint8Array): void {
    this.records.set('part', identity * KEPT_PARTS + place, bytes);
  }

  /** All vendors that voting keys have had, in hexadecimal; see `vendorOf`. */
  get vendors(): readonly string[] {
    return this.#vendors;
  }

  /** The place of the vendor of an identity's voting key, counted from 1; 0: it has none. */
  vendorOf(identity: number): number {
    return this.#vendorOf[identity] ?? 0;
  }

  setVendor(identity: number, vendor: Hash): void {
    if (identity >= this.#vendorOf.length) {
      const grown = new Uint16Array(Math.max(1024, 2 * identity));
      grown.set(this.#vendorOf);
      this.#vendorOf = grown;
    }
    const name = toHex(vendor);
    if (!this.#vendors.includes(name)) this.#vendors.push(name);
    this.#vendorOf[identity] = this.#vendors.indexOf(name) + 1;
  }

  /** One more voting key, which the transition `said` names, in the hash over all of them. */
  linkVotingKey(identity: Hash, vendor: Hash, said: Hash): void {
    this.#keys = hash('record', encodeKeyLink([this.#keys, identity, vendor, said]));
    this.#setMeta();
  }

  appeal(id: Hash): AppealView | undefined {
    const number = this.#appealNumbers.get(toHex(id));
    if (number === undefined) return undefined;
    const stored = this.records.get('appeal', number);
    const appeal = stored && decodeAppeal(stored.slice());
    if (appeal === undefined) throw new Error(`no stored appeal ${number}`);
    return appeal;
  }

  /** A new one, or one that has been answered. */
  setAppeal(appeal: AppealView): void {
    const encoded = encodeAppeal(appeal);
    const number = this.#appealNumbers.get(toHex(appeal.id)) ?? this.#appeals.length;
    this.records.set('appeal', number, encoded);
    this.keepAppeal(number, appeal, hash('record', encoded));
    this.#setMeta();
  }

  /** What the state root says of governance; its entries are replaced, never changed. */
  rootEntries(): RootEntry[] {
    const keys = equalBytes(this.#keys, ZERO_HASH) ? [] : [{ key: KEYS_LEAF, value: this.#keys }];
    return [...this.#leaves, ...this.#appeals, ...keys, ...this.figures.rootEntries()];
  }

  keepAppeal(number: number, appeal: AppealView, value: Hash): void {
    const { id } = appeal;
    this.#appealNumbers.set(toHex(id), number);
    this.#appeals[number] = { key: id.slice(), value };
    this.appealTally.note(number, appeal);
  }

  /** Puts back what was stored; see `loadGovernance`. */
  restoreProposal(number: number, proposal: ProposalState, value: Hash): void {
    this.#leaves[number] = { key: proposal.id, value };
    this.#kept.set(number, proposal);
    this.#keep(number, proposal);
    this.open.add(number);
  }

  /** By `proposal * 2^14 + piece`, ascending. */
  restoreMembers(pieces: ReadonlyMap<number, Uint8Array>): void {
    for (const [key, bytes] of pieces) {
      const number = Math.floor(key / MEMBER_PIECES);
      const before = this.members.get(number);
      this.members.set(number, before === undefined ? bytes : concat(before, bytes));
    }
  }

  restoreKeys(keys: Hash): void {
    this.#keys = keys.slice();
  }

  /** Makes a proposal known by its id and its matter. */
  #keep(number: number, proposal: ProposalState): void {
    this.#numbers.set(toHex(proposal.id), number);
    const content = toHex(proposal.content.hash);
    if (!this.#contents.has(content)) this.#contents.set(content, number);
    const key = matterKey(proposal.matter);
    this.#places[number] = (this.#matters.get(key) ?? 0) + 1;
    this.#matters.set(key, this.#places[number]);
    this.#byMatter.set(key, [...(this.#byMatter.get(key) ?? []), number]);
  }

  #setMeta(): void {
    const [proposals, appeals] = [this.proposals, this.#appeals.length];
    this.records.set('meta', 0, encodeMeta({ proposals, appeals, keys: this.#keys }));
  }
}

function piecesOf(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    pieces.push(bytes.slice(at, at + PIECE_BYTES));
  }
  return pieces;
}
