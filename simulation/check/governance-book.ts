import {
  approvalHash,
  type Constitution,
  type CryptoProvider,
  decode,
  decodeGovernance,
  decodeState,
  decodeStatement,
  decodeStructured,
  type Governance,
  type GovernanceStatement,
  type Hash,
  leafCodec,
  operationCodec,
  procedureFor,
  sovereignId,
  stateId,
  toHex,
  transitionCodec,
  votingKeyHash,
} from '@tallystick/protocol';
import { decodeEntry, type StoredEntry } from '@tallystick/ledger';
import { AppealBook } from './appeal-book.ts';
import { FigureBook } from './figure-book.ts';
import { IntentBook } from './intent-book.ts';
import { demandOffice, type Verifying } from './office-book.ts';
import { endsOf, type Ends, type Gap, type ProposalBook, stageOf } from './proposal-book.ts';
import { inForce, type VersionBook, versionsOf } from './version-book.ts';
import { demand, Violation } from './violation.ts';

const COUNTED = 'what is said of rules is counted as it stands';

/** What everybody has ever said about governance, and what follows from it, from the log alone. */
export class GovernanceBook {
  readonly proposals: Map<string, ProposalBook> = new Map();
  /** The matters that anybody has proposed anything about, with their proposals. */
  readonly matters: Map<string, ProposalBook[]> = new Map();
  /** Times in which the ledger was closed. */
  readonly gaps: Gap[] = [];
  /** Of the newest header, ms since 1970. */
  time = 0;
  /** Counts what was said: as long as it is the same, only time has passed. */
  said = 0;
  /** The same, of the newest header: what it decides is in the rulebook from the next one on. */
  saidUnderHeader = 0;
  readonly figures: FigureBook;
  readonly appeals: AppealBook;
  readonly intents: IntentBook = new IntentBook();
  readonly #founding: Governance;
  /** By the proposal that made each. */
  readonly #governances = new Map<string, Governance>();
  readonly #verifying: Verifying;
  /** Tiers by country, of every identity. */
  readonly #people = new Map<string, Map<string, number>>();
  /** Vendors of voting keys, in hexadecimal, by identity. */
  readonly #keys = new Map<string, string>();
  /** Versions by matter, under the newest header, and what was said by then. */
  readonly #decided = new Map<string, readonly VersionBook[]>();
  #decidedAt = '';
  #read = 0;

  constructor(constitution: Constitution, crypto: CryptoProvider) {
    if (constitution.governance === null) throw new Error('nobody governs here');
    this.#founding = constitution.governance;
    this.#verifying = { crypto, sovereign: sovereignId(constitution) };
    this.figures = new FigureBook(this.#verifying);
    this.appeals = new AppealBook(this.#verifying);
  }

  /** In force under the newest header. */
  get governance(): Governance {
    const version = inForce(this.versions({ kind: 'governance' }), this.time);
    if (version === undefined) return this.#founding;
    const known = this.#governances.get(version.proposal.name);
    if (known !== undefined) return known;
    const decoded = decodeStructured('governance', version.proposal.bytes);
    if (!decoded.ok) throw new Violation(COUNTED, `a governance that is none: ${decoded.reason}`);
    this.#governances.set(version.proposal.name, decoded.value);
    return decoded.value;
  }

  read(entries: readonly StoredEntry[], upTo: number = entries.length): void {
    for (; this.#read < upTo; this.#read++) {
      const opened = decodeEntry((entries[this.#read] as StoredEntry).bytes);
      if (!opened.ok) throw new Violation('memory and disk agree', `entry ${this.#read} is torn`);
      const { leaf, transition } = opened.value;
      if (transition === null) this.#header(leaf);
      else this.#transition(transition);
    }
  }

  ends(proposal: ProposalBook): Ends {
    return endsOf(proposal, this.gaps);
  }

  /** Decided by the newest header. */
  versions(matter: ProposalBook['matter']): readonly VersionBook[] {
    const now = `${this.time} ${this.said}`;
    if (this.#decidedAt !== now) this.#decided.clear();
    this.#decidedAt = now;
    const key = keyOf(matter);
    const known = this.#decided.get(key);
    if (known !== undefined) return known;
    const made = versionsOf(this.matters.get(key) ?? [], this.gaps, this.time);
    this.#decided.set(key, made);
    return made;
  }

  vendorOf(identity: string): string | undefined {
    return this.#keys.get(identity);
  }

  #header(leaf: Uint8Array): void {
    const decoded = decode(leafCodec, leaf);
    if (!decoded.ok || decoded.value.kind !== 'header') return;
    const { time, gapMs } = decoded.value.header;
    if (gapMs > 0) this.gaps.push({ from: time - gapMs, length: gapMs });
    this.time = time;
    this.saidUnderHeader = 0;
  }

  #transition(bytes: Uint8Array): void {
    const transition = decode(transitionCodec, bytes);
    const state = transition.ok && decodeState(transition.value.state);
    const operation = transition.ok && decode(operationCodec, transition.value.operation);
    if (!transition.ok || !state || !state.ok || !operation || !operation.ok) {
      throw new Violation('memory and disk agree', `entry ${this.#read} is undecodable`);
    }
    const identity = toHex(state.value.chain);
    const { value } = operation;
    if (value.kind === 'open') {
      this.#people.set(identity, new Map(value.countries.map((country) => [country, 0])));
    }
    if (value.kind !== 'say') return;
    const plain = decodeStatement(value.statement, value.body);
    if (plain.ok && plain.value.kind === 'country') {
      this.#people.get(identity)?.set(plain.value.country, plain.value.tier);
    }
    if (plain.ok && plain.value.kind === 'intent') {
      this.intents.announce(identity, plain.value.terms, this.time);
    }
    const said = decodeGovernance(value.statement, value.body);
    if (!said.ok) return;
    this.said += 1;
    this.saidUnderHeader += 1;
    this.#hear(identity, stateId(transition.value.state), said.value);
  }

  #hear(identity: string, id: Hash, said: GovernanceStatement): void {
    switch (said.kind) {
      case 'proposal':
        return this.#propose(identity, id, said);
      case 'withdrawal':
        return this.#withdraw(identity, said.proposal);
      case 'voting-key':
        return this.#register(identity, said);
      case 'ballot':
        return this.#vote(identity, said);
      case 'approval':
        return this.#approve(said);
      case 'appeal':
        return this.appeals.appeal(identity, id, this.governance);
      case 'answer':
        return this.appeals.answer(said, this.governance);
      case 'figure':
        return this.figures.hear(said, this.governance, this.time);
      case 'part':
      // Nobody here says any.
    }
  }

  #register(identity: string, said: Extract<GovernanceStatement, { kind: 'voting-key' }>): void {
    const { offices, registrars } = this.governance;
    const office = registrars === null ? undefined : offices[registrars];
    const message = votingKeyHash(Uint8Array.fromHex(identity), said);
    const { signatures } = said;
    demandOffice(this.#verifying, office, { kind: 'voting-key', message, signatures });
    this.#keys.set(identity, toHex(said.vendor));
  }

  #propose(
    author: string,
    id: Hash,
    said: Extract<GovernanceStatement, { kind: 'proposal' }>,
  ): void {
    const { matter, base, content, from, until, lane } = said;
    const { governance } = this;
    const procedure = procedureFor(governance, matter);
    const bytes = content.kind === 'inline' ? content.bytes : undefined;
    if (procedure === undefined || bytes === undefined) {
      throw new Violation(COUNTED, 'no procedure, no text');
    }
    const name = toHex(id);
    const proposal: ProposalBook = {
      id,
      name,
      index: this.#read,
      matter,
      lane,
      base: base && toHex(base),
      author,
      bytes,
      text: new TextDecoder().decode(bytes),
      from,
      until,
      at: this.time,
      governance,
      procedure,
      members: this.#members(governance, procedure.electorate),
      ballots: new Map(),
      gates: undefined,
      audits: new Map(),
      approvedAt: undefined,
      withdrawnAt: undefined,
    };
    this.proposals.set(name, proposal);
    const key = keyOf(matter);
    this.matters.set(key, [...(this.matters.get(key) ?? []), proposal]);
  }

  #members({ electorates }: Governance, electorate: number | null): Map<string, string | null> {
    const members = new Map<string, string | null>();
    if (electorate === null) return members;
    const { countries = [], minTier = 0 } = electorates[electorate] ?? {};
    for (const [identity, records] of this.#people) {
      const isMember = [...records].some(
        ([country, tier]) =>
          tier >= minTier && (countries.length === 0 || countries.includes(country)),
      );
      if (isMember) members.set(identity, this.#keys.get(identity) ?? null);
    }
    return members;
  }

  #withdraw(identity: string, proposal: Hash): void {
    const book = this.#find(proposal);
    demand(book.author === identity, COUNTED, () => {
      return `${identity} withdraws what ${book.author} proposed`;
    });
    book.withdrawnAt ??= this.time;
  }

  /** Every ballot that was admitted counts: so each has to be good. */
  #vote(
    identity: string,
    { proposal, choice, assertion }: Extract<GovernanceStatement, { kind: 'ballot' }>,
  ): void {
    const book = this.#find(proposal);
    const stage = stageOf(book, this.gaps, this.time).name;
    const vendor = assertion === null ? null : (this.#keys.get(identity) ?? null);
    const before = book.members.get(identity);
    const { vendors } = book.procedure;
    const isAttested = vendors === 0 ? assertion === null : vendor !== null;
    const isSame = before === undefined || before === null || vendors === 0 || before === vendor;
    const isGood =
      stage === 'voting' &&
      book.procedure.electorate !== null &&
      before !== undefined &&
      !book.ballots.has(identity) &&
      isAttested &&
      isSame;
    demand(isGood, 'one identity has one vote, in its time', () => {
      return `${identity} on ${book.name}: ${stage} at ${this.time}, key of ${vendor}, before of ${before}`;
    });
    book.ballots.set(identity, { choice, vendor });
  }

  #approve(said: Extract<GovernanceStatement, { kind: 'approval' }>): void {
    const { proposal, office, word, signatures } = said;
    const book = this.#find(proposal);
    const { offices, gates } = book.governance;
    const spoken = { kind: 'approval', message: approvalHash(said), signatures } as const;
    demandOffice(this.#verifying, offices[office], spoken);
    const isFirst = book.gates === undefined;
    if (word.kind === 'gates') {
      const isTheirs = office === gates;
      demand(isTheirs, COUNTED, () => `office ${office}`);
      if (isFirst) book.gates = { at: this.time, verdict: word.verdict };
    } else if (word.kind === 'approved') {
      if (office === book.procedure.office) book.approvedAt ??= this.time;
    } else if (word.agrees && !book.audits.has(office)) book.audits.set(office, this.time);
  }

  #find(proposal: Hash): ProposalBook {
    const book = this.proposals.get(toHex(proposal));
    if (book === undefined) {
      throw new Violation(COUNTED, 'of no proposal');
    }
    return book;
  }
}

/** A matter's name for maps. */
function keyOf(matter: ProposalBook['matter']): string {
  const name = 'owner' in matter ? matter.owner : 'name' in matter ? matter.name : '';
  return `${matter.kind} ${name}`;
}
