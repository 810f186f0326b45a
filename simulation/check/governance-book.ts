import {
  type Constitution,
  decode,
  decodeGovernance,
  decodeState,
  decodeStatement,
  encode,
  type Governance,
  type GovernanceStatement,
  type Hash,
  leafCodec,
  matterCodec,
  operationCodec,
  procedureFor,
  stateId,
  toHex,
  transitionCodec,
} from '@tallystick/protocol';
import { decodeEntry, type StoredEntry } from '@tallystick/ledger';
import { endsOf, type Ends, type Gap, type ProposalBook, stageOf } from './proposal-book.ts';
import { type VersionBook, versionsOf } from './version-book.ts';
import { demand, Violation } from './violation.ts';

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
  readonly #governance: Governance;
  /** Tiers by country, of every identity. */
  readonly #people = new Map<string, Map<string, number>>();
  /** Vendors of voting keys, in hexadecimal, by identity. */
  readonly #keys = new Map<string, string>();
  #read = 0;

  constructor(constitution: Constitution) {
    if (constitution.governance === null) throw new Error('nobody governs here');
    this.#governance = constitution.governance;
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
  versions(matter: ProposalBook['matter'], time: number = this.time): VersionBook[] {
    return versionsOf(this.matters.get(keyOf(matter)) ?? [], this.gaps, time);
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
    const country = decodeStatement(value.statement, value.body);
    if (country.ok && country.value.kind === 'country') {
      this.#people.get(identity)?.set(country.value.country, country.value.tier);
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
        this.#keys.set(identity, toHex(said.vendor));
        return;
      case 'ballot':
        return this.#vote(identity, said);
      case 'approval':
        return this.#approve(said);
      case 'part':
      case 'appeal':
      case 'answer':
      case 'figure':
      // Nobody here says any.
    }
  }

  #propose(
    author: string,
    id: Hash,
    said: Extract<GovernanceStatement, { kind: 'proposal' }>,
  ): void {
    const { matter, base, content, from, until, lane } = said;
    const procedure = procedureFor(this.#governance, matter);
    const bytes = content.kind === 'inline' ? content.bytes : undefined;
    if (procedure === undefined || bytes === undefined) {
      throw new Violation('what is said of rules is counted as it stands', 'no procedure, no text');
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
      text: new TextDecoder().decode(bytes),
      from,
      until,
      at: this.time,
      procedure,
      members: this.#members(procedure.electorate),
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

  #members(electorate: number | null): Map<string, string | null> {
    const members = new Map<string, string | null>();
    if (electorate === null) return members;
    const { countries = [], minTier = 0 } = this.#governance.electorates[electorate] ?? {};
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
    demand(book.author === identity, 'what is said of rules is counted as it stands', () => {
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

  #approve({ proposal, office, word }: Extract<GovernanceStatement, { kind: 'approval' }>): void {
    const book = this.#find(proposal);
    const isFirst = book.gates === undefined;
    if (word.kind === 'gates') {
      const isTheirs = office === this.#governance.gates;
      demand(isTheirs, 'what is said of rules is counted as it stands', () => `office ${office}`);
      if (isFirst) book.gates = { at: this.time, verdict: word.verdict };
    } else if (word.kind === 'approved') {
      if (office === book.procedure.office) book.approvedAt ??= this.time;
    } else if (word.agrees && !book.audits.has(office)) book.audits.set(office, this.time);
  }

  #find(proposal: Hash): ProposalBook {
    const book = this.proposals.get(toHex(proposal));
    if (book === undefined) {
      throw new Violation('what is said of rules is counted as it stands', 'of no proposal');
    }
    return book;
  }
}

/** A matter's name for maps. */
function keyOf(matter: ProposalBook['matter']): string {
  return toHex(encode(matterCodec, matter));
}
