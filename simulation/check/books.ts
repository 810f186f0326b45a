import {
  type Amount,
  type Constitution,
  type CryptoProvider,
  currencyId,
  decode,
  decodeGovernance,
  decodeState,
  decodeStatement,
  type Device,
  deviceContents,
  deviceId,
  encodeState,
  equalBytes,
  type ForkProof,
  type Hash,
  type Header,
  type Hold,
  holdId,
  identityId,
  impliedFirstState,
  type Key,
  leafCodec,
  type Operation,
  operationCodec,
  operationHash,
  paymentHold,
  type PutOperation,
  type SayOperation,
  type Signature,
  signingContext,
  sovereignId,
  type State,
  stateId,
  type TakeOperation,
  toHex,
  transitionCodec,
  treasuryId,
} from '@tallystick/protocol';
import { decodeEntry, type StoredEntry } from '@tallystick/ledger';
import { checkHeader } from './header-book.ts';
import {
  bookOf,
  bookTaking,
  type HoldBook,
  type HoldScene,
  NO_PAUSES,
  type Pauses,
  restOf,
} from './hold-book.ts';
import { isFork } from './read-evidence.ts';
import { demand, Violation } from './violation.ts';

/** One chain of the log. */
export interface ChainBook {
  readonly kind: 'identity' | 'device' | 'treasury';
  /** The identity or the treasury it belongs to, in hexadecimal. */
  readonly owner: string;
  head: State;
  headId: Hash;
  /** False once its device has been revoked. */
  isOpen: boolean;
  /** By currency in hexadecimal. */
  readonly balances: Map<string, Amount>;
}

/**
 * The log read by somebody who does not trust the ledger: what each entry may do is decided here once
 * more, from the protocol's text and with none of the ledger's code, and every amount is booked.
 */
export class Books {
  readonly chains: Map<string, ChainBook> = new Map();
  readonly holds: Map<string, HoldBook> = new Map();
  /** What was taken or has returned. */
  readonly closed: Map<string, HoldBook> = new Map();
  /** The index of every transition by its id in hexadecimal. */
  readonly indexes: Map<string, number> = new Map();
  readonly supply: Map<string, Amount> = new Map();
  size = 0;
  /** The latest time that a header may have, in ms since 1970: that of a clock which is at most a little wrong. */
  latestTime: () => number = () => Number.MAX_SAFE_INTEGER;
  header: Header | undefined;
  /** Who is kept from being paid; it may read what stands before the entry that is booked. */
  pauses: () => Pauses = () => NO_PAUSES;
  /** Each identity's device chains by ordinal, all in hexadecimal. */
  readonly #devices = new Map<string, readonly string[]>();
  readonly #constitution: Constitution;
  readonly #crypto: CryptoProvider;
  readonly #context: Uint8Array;
  /** Who may sign for a chain, by the number that a signature names. */
  readonly keys: Map<string, Key[]> = new Map();
  /** Public keys, in hexadecimal, that signed two histories of a hold. */
  readonly #forkers = new Set<string>();
  readonly #scene: HoldScene;

  constructor(constitution: Constitution, crypto: CryptoProvider) {
    this.#constitution = constitution;
    this.#crypto = crypto;
    this.#context = signingContext('transition', sovereignId(constitution));
    this.#scene = {
      crypto,
      sovereign: sovereignId(constitution),
      find: (hold) => this.holds.get(hold),
      hasPassed: (until, hold) => this.hasPassed(until, hold),
      pauses: () => this.pauses(),
      time: () => this.#headed().time,
      isForked: (hold) => this.find(hold)?.isForked === true,
      open: () => this.holds.values(),
      closedUnder: (sovereign, hold) => this.closedUnder(sovereign, hold),
    };
    this.restart();
  }

  /** Another disk, which may hold less: everything is booked from its beginning. */
  restart(): void {
    const { chains, holds, closed, indexes, supply, keys } = this;
    const booked = [chains, holds, closed, indexes, supply, keys, this.#devices];
    for (const map of booked) map.clear();
    this.#forkers.clear();
    this.size = 0;
    this.header = undefined;
    const sovereign = sovereignId(this.#constitution);
    for (const { code, treasury } of this.#constitution.currencies) {
      const currency = currencyId(sovereign, code);
      const chain = treasuryId(sovereign, currency);
      const { suite } = treasury.keys[0] as (typeof treasury.keys)[number];
      this.#open('treasury', toHex(chain), impliedFirstState(chain, suite, sovereign));
      this.keys.set(toHex(chain), [...treasury.keys]);
      this.supply.set(toHex(currency), 0n);
    }
  }

  /** Books the entries that are new in the log. */
  read(entries: readonly StoredEntry[]): void {
    for (; this.size < entries.length; this.size++) {
      const entry = entries[this.size] as StoredEntry;
      const opened = decodeEntry(entry.bytes);
      if (!opened.ok) throw new Violation('memory and disk agree', `entry ${this.size} is torn`);
      const { leaf, transition } = opened.value;
      if (transition === null) this.#bookHeader(leaf);
      else this.#bookTransition(entry, transition);
      this.#balance();
    }
  }

  /** What lies in balances and holds, for each currency. */
  owned(): Map<string, Amount> {
    const owned = new Map<string, Amount>([...this.supply.keys()].map((code) => [code, 0n]));
    for (const { balances } of this.chains.values()) {
      for (const [code, amount] of balances) owned.set(code, (owned.get(code) ?? 0n) + amount);
    }
    for (const hold of this.holds.values()) {
      const code = toHex(hold.currency);
      owned.set(code, (owned.get(code) ?? 0n) + restOf(hold));
    }
    return owned;
  }

  /** Whether a deadline of a hold has passed under the newest header (protocol.md, section 6). */
  hasPassed(until: number, hold: HoldBook): boolean {
    const { time, closedMs } = this.#headed();
    return time - (closedMs - hold.closedMs) > until;
  }

  /** Under which claim a hold was closed; undefined of another sovereign's, as long as nobody says more. */
  closedUnder: HoldScene['closedUnder'] = (sovereign, hold) =>
    sovereign === toHex(this.#scene.sovereign) ? this.find(hold)?.closed?.under : undefined;

  /** A hold that is open, or was. */
  find(hold: string): HoldBook | undefined {
    return this.holds.get(hold) ?? this.closed.get(hold);
  }

  #bookHeader(leaf: Uint8Array): void {
    const decoded = decode(leafCodec, leaf);
    if (!decoded.ok || decoded.value.kind !== 'header') {
      throw new Violation('memory and disk agree', `entry ${this.size} is neither`);
    }
    const { header } = decoded.value;
    const { closureAfterMs } = this.#constitution.parameters;
    const latestTime = this.latestTime();
    checkHeader(header, this.header, { at: this.size, closureAfterMs, latestTime });
    this.header = header;
  }

  #bookTransition(entry: StoredEntry, bytes: Uint8Array): void {
    const transition = decode(transitionCodec, bytes);
    if (!transition.ok) throw new Violation('memory and disk agree', `entry ${this.size}`);
    const state = decodeState(transition.value.state);
    const operation = decode(operationCodec, transition.value.operation);
    if (!state.ok || !operation.ok) throw new Violation('memory and disk agree', 'undecodable');
    const id = stateId(transition.value.state);
    const name = toHex(id);
    const isNamed = entry.id !== null && equalBytes(entry.id, id) && !this.indexes.has(name);
    demand(isNamed, 'one successor per state', () => `${name} is logged twice`);
    this.indexes.set(name, this.size);
    const { time } = this.#headed();
    const { notAfter } = operation.value;
    demand(time <= notAfter, 'stale is refused', () => `${name}: ${time} is after ${notAfter}`);
    const committed = operationHash(transition.value.operation);
    const isBound = equalBytes(state.value.operation, committed);
    demand(isBound, 'one successor per state', () => `${name} is bound to another operation`);
    this.#perform(state.value, id, operation.value, transition.value.signatures);
  }

  #perform(state: State, id: Hash, operation: Operation, signatures: readonly Signature[]): void {
    if (operation.kind === 'open') this.#openIdentity(state, id, operation);
    this.#isSigned(state.chain, id, signatures);
    if (operation.kind === 'open') return;
    const chain = this.#succeed(state, id);
    switch (operation.kind) {
      case 'mint':
      case 'burn':
        return this.#issue(chain, operation.kind, operation.currency, operation.amount);
      case 'put':
        return this.#put(chain, id, operation);
      case 'take':
        return this.#take(chain, operation);
      case 'say':
        return this.#say(chain, id, operation);
    }
  }

  /** By keys of the chain as it was before, every one of them. */
  #isSigned(chain: Hash, id: Hash, signatures: readonly Signature[]): void {
    const keys = this.keys.get(toHex(chain)) ?? [];
    const isSigned =
      signatures.length > 0 &&
      signatures.every(({ by, bytes }) => {
        const key = keys[by];
        return key !== undefined && this.#crypto.verify(key, id, bytes, this.#context);
      });
    demand(isSigned, 'only the owner signs', () => `${toHex(id)} on ${toHex(chain)}`);
  }

  #openIdentity(state: State, id: Hash, operation: Extract<Operation, { kind: 'open' }>): void {
    const { genesis } = operation;
    const identity = identityId(genesis);
    const isFirst = equalBytes(state.chain, identity) && !this.chains.has(toHex(identity));
    demand(isFirst, 'one successor per state', () => `${toHex(identity)} is opened twice`);
    this.#open('identity', toHex(identity), state);
    this.keys.set(toHex(identity), [genesis.root]);
    this.#addDevice(identity, genesis.device, state.operation);
    demand(equalBytes(stateId(encodeState(state)), id), 'one successor per state', () => 'id');
  }

  #addDevice(identity: Hash, device: Device, introduced: Hash): void {
    const chain = deviceId(identity, device);
    this.#open('device', toHex(identity), impliedFirstState(chain, device.key.suite, introduced));
    const devices = this.#devices.get(toHex(identity)) ?? [];
    this.#devices.set(toHex(identity), [...devices, toHex(chain)]);
    this.keys.get(toHex(identity))?.push(device.key);
    this.keys.set(toHex(chain), [device.key]);
  }

  #say(identity: ChainBook, id: Hash, { statement, body }: SayOperation): void {
    const said = decodeStatement(statement, body);
    // What is said of rules leaves the identity as it is, and has a book of its own.
    if (!said.ok && decodeGovernance(statement, body).ok) return;
    if (!said.ok) throw new Violation('conservation', `a statement of kind ${statement}`);
    const { chain, operation } = identity.head;
    if (said.value.kind === 'add-device') this.#addDevice(chain, said.value.device, operation);
    if (said.value.kind === 'revoke-device') this.#revoke(identity, id, said.value.ordinal);
    if (said.value.kind === 'fork-proof') this.#prove(said.value.hold, said.value.proof);
  }

  #prove(name: Hash, proof: ForkProof): void {
    const hold = this.holds.get(toHex(name));
    const isProven = hold !== undefined && isFork(this.#scene, hold, proof);
    demand(isProven, 'nobody honest is accused', () => `a fork on ${toHex(name)}`);
    if (hold === undefined) return;
    hold.isForked = true;
    this.#forks(hold);
  }

  /** A revoked device's balances go into holds of its identity for itself (protocol.md, section 4). */
  #revoke(identity: ChainBook, id: Hash, ordinal: number): void {
    const device = this.chains.get(this.#devices.get(identity.owner)?.[ordinal] ?? '');
    if (device?.isOpen !== true) throw new Violation('conservation', 'no device is revoked');
    device.isOpen = false;
    const balances = [...device.balances].sort(([a], [b]) => (a < b ? -1 : 1));
    balances.forEach(([code, cap], index) => {
      const hold = holdId(id, index);
      const payee = {
        kind: 'identity',
        identity: Uint8Array.fromHex(identity.owner),
        country: '',
      } as const;
      const terms = paymentHold(payee, Uint8Array.fromHex(code), cap, Number.MAX_SAFE_INTEGER);
      this.#setAside(terms, { id: hold, put: id, owner: identity.owner, putter: null });
    });
    device.balances.clear();
  }

  #open(kind: ChainBook['kind'], owner: string, head: State): void {
    const headId = stateId(encodeState(head));
    const balances = new Map<string, Amount>();
    this.chains.set(toHex(head.chain), { kind, owner, head, headId, isOpen: true, balances });
  }

  /** A state follows the head of its chain, and nothing else. */
  #succeed(state: State, id: Hash): ChainBook {
    const chain = this.chains.get(toHex(state.chain));
    if (chain === undefined) throw new Violation('one successor per state', 'an unknown chain');
    const follows =
      chain.isOpen &&
      equalBytes(state.previous, chain.headId) &&
      state.sequence === chain.head.sequence + 1;
    demand(follows, 'one successor per state', () => {
      const place = `${toHex(state.chain)} ${state.sequence}`;
      return `${place} does not follow ${toHex(chain.headId)} at ${chain.head.sequence}`;
    });
    chain.head = state;
    chain.headId = id;
    return chain;
  }

  #issue(chain: ChainBook, kind: 'mint' | 'burn', currency: Hash, amount: Amount): void {
    const code = toHex(currency);
    const change = kind === 'mint' ? amount : -amount;
    const isTreasury = chain.kind === 'treasury' && this.supply.has(code);
    demand(isTreasury, 'conservation', () => 'somebody issued without a treasury');
    this.supply.set(code, (this.supply.get(code) ?? 0n) + change);
    this.#move(chain, currency, change);
    this.#commits(chain);
  }

  #put(chain: ChainBook, id: Hash, { holds, raises = [] }: PutOperation): void {
    const { owner } = chain;
    const [putter = null] = this.keys.get(toHex(chain.head.chain)) ?? [];
    const mayPut = putter === null || !this.#forkers.has(toHex(putter.publicKey));
    demand(mayPut, 'who forks sets nothing more aside', () => `${toHex(id)} by ${owner}`);
    holds.forEach((terms, index) => {
      this.#setAside(terms, { id: holdId(id, index), put: id, owner, putter });
      this.#move(chain, terms.currency, -terms.cap);
    });
    for (const { hold: raised, by } of raises) {
      const hold = this.holds.get(toHex(raised));
      if (hold?.owner !== owner) throw new Violation('conservation', 'a raise of no own hold');
      hold.cap += by;
      this.#move(chain, hold.currency, -by);
    }
    this.#commits(chain);
  }

  #setAside(terms: Hold, place: Omit<Parameters<typeof bookOf>[1], 'closedMs' | 'putAt'>): void {
    const { closedMs, time: putAt } = this.#headed();
    this.holds.set(toHex(place.id), bookOf(terms, { ...place, closedMs, putAt }));
  }

  #take(chain: ChainBook, { takings }: TakeOperation): void {
    for (const taking of takings) {
      const name = toHex(taking.hold);
      const hold = this.holds.get(name);
      if (hold === undefined) throw new Violation('conservation', `${name} is taken, and not open`);
      if (bookTaking(this.#scene, hold, taking, chain.owner)) {
        this.holds.delete(name);
        this.closed.set(name, hold);
      }
      if (hold.isForked) this.#forks(hold);
      this.#move(chain, hold.currency, taking.amount);
    }
    this.#commits(chain);
  }

  /** A hold's writer signed two histories. */
  #forks({ writer }: HoldBook): void {
    if (writer !== null) this.#forkers.add(toHex(writer.publicKey));
  }

  #move(chain: ChainBook, currency: Hash, change: Amount): void {
    const code = toHex(currency);
    const left = (chain.balances.get(code) ?? 0n) + change;
    demand(left >= 0n, 'conservation', () => `${toHex(chain.head.chain)} owes ${-left}`);
    if (left === 0n) chain.balances.delete(code);
    else chain.balances.set(code, left);
  }

  /** The head's contents are the root of the balances. */
  #commits(chain: ChainBook): void {
    const entries = [...chain.balances].map(
      ([code, amount]) => [Uint8Array.fromHex(code), amount] as const,
    );
    const isCommitted = equalBytes(chain.head.contents, deviceContents(entries));
    demand(isCommitted, 'conservation', () => `${toHex(chain.head.chain)} commits to others`);
  }

  #balance(): void {
    for (const [code, amount] of this.owned()) {
      const minted = this.supply.get(code) ?? 0n;
      demand(amount === minted, 'conservation', () => `${amount} owned of ${minted} issued`);
    }
  }

  #headed(): Header {
    if (this.header === undefined) throw new Violation('time never steps back', 'no header');
    return this.header;
  }
}
