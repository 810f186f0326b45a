import {
  type Amount,
  currencyId,
  decode,
  decodeState,
  encodeStatement,
  type Hash,
  operationCodec,
  type SignedAct,
  submitRequestCodec,
  tabEvidenceCodec,
  chequeEvidenceCodec,
  type Taking,
  takingEvidenceCodec,
  toHex,
  type Transition,
} from '@tallystick/protocol';
import type { Books } from '../check/books.ts';
import { type HoldBook, restOf } from '../check/hold-book.ts';
import { launch, note, type WorldContext } from '../engine/context.ts';
import { Machine } from '../engine/machine.ts';
import { sendOver } from '../engine/network.ts';
import type { Random } from '../engine/random.ts';
import { START } from '../sovereign/founding.ts';
import type { SovereignNode } from '../sovereign/node.ts';
import { accusation } from './accusation.ts';
import { metered, Pen, proofOf, type Written } from './pen.ts';
import { outcomes, submission } from './raw-account.ts';
import { RawIdentity } from './raw-identity.ts';

const HOUR_MS = 3_600_000;
/** Tabs and allowances at a time. */
const MOST_OPEN = 6;
type Owner = 'rook' | 'crow';

/**
 * Two in league, without wallets: one sets value aside and signs, the other claims; too much, twice, too late, what was never
 * signed, and what is another's. The books judge what comes of it.
 */
export class Cheat {
  isLiving = false;
  readonly #context: WorldContext;
  readonly #node: SovereignNode;
  readonly #books: Books;
  readonly #random: Random;
  readonly #machine: Machine;
  readonly #rook: RawIdentity;
  readonly #crow: RawIdentity;
  readonly #pens: Pen[] = [];

  constructor(context: WorldContext, node: SovereignNode, books: Books) {
    this.#context = context;
    this.#node = node;
    this.#books = books;
    this.#random = context.random.fork('cheat');
    this.#machine = new Machine(context.scheduler);
    this.#machine.start();
    const { sovereign } = node.founding;
    this.#rook = new RawIdentity(context, books, sovereign, this.#random);
    this.#crow = new RawIdentity(context, books, sovereign, this.#random);
  }

  get payees(): Hash[] {
    return [this.#rook.id, this.#crow.id];
  }

  openings(): Transition[] {
    return [this.#rook.opening(), this.#crow.opening()];
  }

  live(): void {
    this.isLiving = true;
    this.#next();
  }

  /** Takes the plain payments to the two, so that they have something to set aside. */
  async settle(): Promise<void> {
    for (const one of [this.#rook, this.#crow]) {
      const due = [...this.#books.holds.values()].filter(
        ({ claims: [claim] }) => claim?.meter.kind === 'all' && claim.payee === toHex(one.id),
      );
      if (due.length === 0) continue;
      const takings = due.map(({ id, cap }) => ({ hold: id, claim: 0, amount: cap, proof: null }));
      await this.#send('settle', this.#take(one, takings));
    }
  }

  #next(): void {
    this.#machine.after(this.#random.between(HOUR_MS / 60, HOUR_MS / 3), () => {
      if (!this.isLiving) return;
      const what = this.#random.pick(ATTEMPTS);
      const transition = this.#make(what);
      if (transition !== undefined) launch(this.#context, () => this.#send(what, transition));
      this.#next();
    });
  }

  async #send(what: string, transition: Transition): Promise<void> {
    const request = submission([transition]);
    const answer = await sendOver(this.#context, this.#machine, this.#node, 'cheat', request);
    note(this.#context, `cheat tries to ${what}: ${outcomes(answer)[0] ?? 'unanswered'}`);
  }

  #make(what: (typeof ATTEMPTS)[number]): Transition | undefined {
    switch (what) {
      case 'open a tab':
        if (this.#openPens() > MOST_OPEN) return undefined;
        return this.#open(this.#rook, { payee: this.#crow.id });
      case 'open an allowance':
        if (this.#openPens() > MOST_OPEN) return undefined;
        return this.#open(this.#rook, { perCheque: 500n }, 700n);
      case 'guard':
        return this.#guard();
      case 'claim':
        return this.#claim({ more: 0n });
      case 'claim too much':
        return this.#claim({ more: BigInt(this.#random.between(1, 300)) });
      case 'claim again':
        return this.#again();
      case 'forge':
        return this.#claim({ more: 0n, isForged: true });
      case 'let go':
        return this.#claim({ more: 0n, release: true });
      case 'claim the guard':
        return this.#claimGuard();
      case 'steal':
        return this.#steal();
      case 'have back':
        return this.#back('rook');
      case 'take another’s rest':
        return this.#back('crow');
      case 'raise':
        return this.#raise();
      case 'accuse':
        return this.#accuse();
    }
  }

  #open(owner: RawIdentity, of: Parameters<typeof metered>[3], cap = 1_000n): Transition {
    const until = this.#now() + this.#random.between(HOUR_MS, 12 * HOUR_MS);
    const currency = this.#currency;
    const terms = metered(currency, cap, 'guards' in of ? until + 40 * HOUR_MS : until, of);
    const operation = { kind: 'put', country: 'KE', holds: [terms], ...owner.account.common() };
    const put = owner.account.build({ ...operation, kind: 'put' }, [[currency, -cap]]);
    const state = decodeState(put.state);
    if (!state.ok) throw new Error('a state of its own');
    const { sovereign } = this.#node.founding;
    if (!('guards' in of)) {
      const place = { put: state.value, terms };
      this.#pens.push(new Pen(this.#context, sovereign, owner.account.key, place));
    }
    return put;
  }

  #guard(): Transition | undefined {
    const pen = this.#pen('cheque');
    if (pen === undefined) return undefined;
    return this.#open(this.#rook, { perCheque: 500n, guards: pen.hold }, 300n);
  }

  /** An act of its own making, and its claim: of what it gives, or of more. */
  #claim(how: { more: Amount; isForged?: boolean; release?: boolean }): Transition | undefined {
    const pen = this.#random.chance(0.5) ? this.#pen('voucher') : this.#pen('cheque');
    if (pen === undefined) return undefined;
    if (this.#random.chance(0.2)) pen.rewind();
    const amount = BigInt(this.#random.between(100, 520));
    const lie = this.#random.chance(0.2) ? -amount / 2n : 0n;
    const written = pen.write(amount, this.#opening(pen), lie);
    const { isForged = false, release = false, more } = how;
    return this.#claimOf(pen, isForged ? this.#forged(written) : written, more, release);
  }

  #opening({ terms }: Pen): Written['opening'] {
    if (terms.claims[0]?.meter.kind !== 'cheque') return null;
    const identity = this.#random.pick([this.#crow.id, this.#rook.id]);
    return { identity, salt: this.#random.bytes(16) };
  }

  #claimOf(pen: Pen, written: Written, more: Amount, release: boolean): Transition | undefined {
    const book = this.#books.holds.get(toHex(pen.hold));
    if (book === undefined) return undefined;
    const { signed, opening, total } = written;
    const due = opening === null ? total - book.paid : written.amount;
    const rest = restOf(book);
    const amount = (due < 0n ? 0n : due < rest ? due : rest) + more;
    const proof = proofOf(signed, opening, release);
    return this.#take(this.#crow, [{ hold: pen.hold, claim: 0, amount, proof }]);
  }

  /** What was signed, and then changed by one bit. */
  #forged({ signed, ...written }: Written): Written {
    const part = this.#random.pick(['act', 'state', 'signature'] as const);
    const bytes = signed[part].slice();
    const at = this.#random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << this.#random.below(8));
    return { ...written, signed: { ...signed, [part]: bytes } };
  }

  /** An act that was claimed before, or one that a newer one has overtaken; at any time, also after the window. */
  #again(): Transition | undefined {
    const pens = this.#pens.filter(({ written }) => written.length > 0);
    if (pens.length === 0) return undefined;
    const pen = this.#random.pick(pens);
    const written = this.#random.pick(pen.written);
    const isWhole = this.#random.chance(0.5);
    const more = isWhole && written.opening === null ? written.amount : 0n;
    return this.#claimOf(pen, written, more, false);
  }

  /** Collateral, while nothing may be short of anything; once more, when it is. */
  #claimGuard(): Transition | undefined {
    const guards = [...this.#books.holds.values()].filter(({ claims: [claim] }) => claim?.guards);
    if (guards.length === 0) return undefined;
    const guard = this.#random.pick(guards);
    const pen = this.#pens.find(({ hold }) => toHex(hold) === guard.claims[0]?.guards);
    if (pen === undefined || pen.written.length === 0) return undefined;
    const written = this.#random.pick(pen.written);
    const amount = this.#random.pick([written.amount, restOf(guard), 0n, 0n]);
    const proof = proofOf(written.signed, written.opening, false);
    return this.#take(this.#crow, [{ hold: guard.id, claim: 0, amount, proof }]);
  }

  /** What somebody else was seen to take, under its own signature. */
  #steal(): Transition | undefined {
    const seen = this.#overheard();
    if (seen.length === 0) return undefined;
    const { hold, amount, proof } = this.#random.pick(seen);
    const found = this.#books.holds.get(toHex(hold));
    const rest = found === undefined ? amount : restOf(found);
    const least = amount < rest ? amount : rest;
    return this.#take(this.#crow, [{ hold, claim: 0, amount: least, proof }]);
  }

  /** The rest of a hold to its owner, at any time; and to somebody who is not its owner. */
  #back(who: Owner): Transition | undefined {
    const owner = toHex(this.#rook.id);
    const holds = [...this.#books.holds.values()].filter((hold) => hold.owner === owner);
    if (holds.length === 0) return undefined;
    const hold = this.#random.pick(holds);
    const one = who === 'rook' ? this.#rook : this.#crow;
    return this.#take(one, [{ hold: hold.id, claim: null, amount: restOf(hold), proof: null }]);
  }

  /** A hold of its own, or of somebody else. */
  #raise(): Transition | undefined {
    const holds = [...this.#books.holds.values()].filter(({ writer }) => writer !== null);
    if (holds.length === 0) return undefined;
    const { id, currency } = this.#random.pick(holds);
    const raises = [{ hold: id, by: 10n }];
    const common = { country: 'KE', holds: [], raises, ...this.#rook.account.common() };
    return this.#rook.account.build({ kind: 'put', ...common }, [[currency, -10n]]);
  }

  /** Says of two acts that it has seen, of whomever, that they contradict each other. */
  #accuse(): Transition | undefined {
    const acts = this.#overheard().flatMap((taking) => actsOf(taking));
    if (acts.length === 0) return undefined;
    const said = accusation(this.#random, acts);
    if (said === undefined) return undefined;
    const { statement, body } = encodeStatement({ kind: 'fork-proof', ...said });
    return this.#crow.say(statement, body);
  }

  /** Takings with something to show that were on their way to the sovereign lately. */
  #overheard(): Taking[] {
    return this.#context.overheard.slice(-40).flatMap((body) => {
      const request = decode(submitRequestCodec, body);
      return request.ok ? request.value.flatMap(takingsOf) : [];
    });
  }

  #take(one: RawIdentity, takings: readonly Taking[]): Transition {
    const { account } = one;
    const changes = takings.map(({ hold, amount }) => {
      const found: HoldBook | undefined = this.#books.holds.get(toHex(hold));
      return [found?.currency ?? this.#currency, amount] as const;
    });
    return account.build({ kind: 'take', takings, ...account.common() }, changes);
  }

  #pen(kind: 'voucher' | 'cheque'): Pen | undefined {
    const pens = this.#pens.filter(({ terms }) => terms.claims[0]?.meter.kind === kind);
    const open = pens.filter(({ hold }) => this.#books.holds.has(toHex(hold)));
    const some = this.#random.chance(0.8) ? open : pens;
    return some.length === 0 ? undefined : this.#random.pick(some);
  }

  #openPens(): number {
    return this.#pens.filter(({ hold }) => this.#books.holds.has(toHex(hold))).length;
  }

  get #currency(): Hash {
    return currencyId(this.#node.founding.sovereign, 'HRB');
  }

  #now(): number {
    const now = START + Math.floor(this.#context.scheduler.now);
    return Math.max(now, this.#books.header?.time ?? 0);
  }
}

function takingsOf({ operation }: Transition): readonly Taking[] {
  const decoded = decode(operationCodec, operation);
  if (!decoded.ok || decoded.value.kind !== 'take') return [];
  return decoded.value.takings.filter(({ proof }) => proof !== null);
}

function actsOf({ proof }: Taking): SignedAct[] {
  const evidence = proof === null ? undefined : decode(takingEvidenceCodec, proof.evidence);
  const meter = evidence?.ok === true ? evidence.value.meter : null;
  if (meter === null) return [];
  const cheque = decode(chequeEvidenceCodec, meter);
  if (cheque.ok) return [cheque.value.act];
  const tab = decode(tabEvidenceCodec, meter);
  return tab.ok && tab.value.act !== null ? [tab.value.act] : [];
}

const ATTEMPTS = [
  'open a tab',
  'open a tab',
  'open an allowance',
  'guard',
  'claim',
  'claim',
  'claim',
  'claim',
  'claim',
  'claim too much',
  'claim again',
  'claim again',
  'forge',
  'let go',
  'claim the guard',
  'claim the guard',
  'steal',
  'have back',
  'have back',
  'take another’s rest',
  'raise',
  'accuse',
  'accuse',
  'accuse',
] as const;
