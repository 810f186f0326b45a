import {
  actCodec,
  type Amount,
  decode,
  decodeState,
  forkBetween,
  type Handover,
  parseAmount,
  openedAct,
  type OpenedState,
  stateId,
  toHex,
} from '@tallystick/protocol';
import type { Exposure } from '@tallystick/wallet';
import type { Books } from './books.ts';
import type { HoldBook } from './hold-book.ts';
import { demand, Violation } from './violation.ts';

/** Syncs that reach the ledger in time, apart from one another, until what was accepted has to be paid. */
const CHANCES = 3;
/** A refused transition keeps its place for hours. */
const APART_MS = 4 * 3_600_000;

/** Who accepts, and what became of them since. */
export interface Payee {
  readonly name: string;
  /** Of its identity, in hexadecimal. */
  readonly identity: string;
  /** In league with a payer: what it loses it has agreed to. */
  readonly isInLeague: boolean;
  /** When its disk was last put back from an older copy: what it had forgotten then, it cannot claim. */
  readonly forgotAt: number | undefined;
}

/** What one payee accepted on one hold: cheques one by one, of a tab the highest voucher. */
interface Accepted {
  readonly payee: Payee;
  readonly hold: string;
  readonly kind: 'tab' | 'cheque';
  /** Of a cheque: its state id in hexadecimal. */
  readonly id: string;
  readonly state: OpenedState;
  amount: Amount;
  /** When it was accepted first, and when last, in ms since the world began. */
  readonly since: number;
  last: number;
  chances: number;
  /** Syncs that began before do not count. */
  next: number;
}

/** What payees lost on one allowance, and what they can have lost at most; what `cover` they were shown. */
export interface Loss {
  readonly lost: Amount;
  readonly bound: Amount;
  readonly cover: Amount;
}

/** Cover that a payer's wallet shows since then. */
interface Kept {
  readonly payer: Payee;
  readonly allowance: string;
  readonly amount: Amount;
  readonly since: number;
}

/**
 * Sees what every payee accepts, as nobody in the world does, and holds the ledger and the wallets to what DESIGN section 2 says
 * can be lost.
 */
export class OfflineBook {
  readonly #books: Books;
  readonly #now: () => number;
  readonly #accepted = new Map<string, Accepted>();
  /** By the terms that its giver handed on. */
  readonly #kept = new Map<string, Kept>();

  constructor(books: Books, now: () => number) {
    this.#books = books;
    this.#now = now;
  }

  get size(): number {
    return this.#accepted.size;
  }

  /** A payee's wallet says that an act is its own now. */
  accepts(payee: Payee, { act: signed, payee: opening }: Handover): void {
    const state = decodeState(signed.state);
    const act = decode(actCodec, signed.act);
    if (!state.ok || !act.ok) throw new Violation('only what was signed is paid', 'undecodable');
    const hold = toHex(state.value.chain);
    const id = toHex(stateId(signed.state));
    const kind = opening === null ? 'tab' : 'cheque';
    const amount = kind === 'tab' ? act.value.total : act.value.amount;
    const key = `${payee.name} ${hold} ${kind === 'tab' ? '' : id}`;
    const before = this.#accepted.get(key);
    const now = this.#now();
    if (before !== undefined && amount <= before.amount) return;
    this.#isInTime(payee, hold);
    if (before === undefined) {
      const place = { since: now, last: now, chances: 0, next: now };
      this.#accepted.set(key, {
        payee,
        hold,
        kind,
        id,
        state: openedAct(signed),
        amount,
        ...place,
      });
    } else {
      before.amount = amount;
      before.last = now;
      before.chances = 0;
      before.next = now;
    }
  }

  /** A payer's wallet keeps cover, and shows it to payees from now on. */
  keeps(
    payer: Payee,
    terms: string,
    { allowance, amount }: Pick<Kept, 'allowance' | 'amount'>,
  ): void {
    if (this.#kept.has(terms)) return;
    this.#kept.set(terms, { payer, allowance, amount, since: this.#now() });
  }

  /** What payees of an allowance were all shown: a wallet that was put back forgets what it kept. */
  #coverOf(allowance: string, cheques: readonly Accepted[]): Amount {
    const first = Math.min(...cheques.map(({ since }) => since));
    const shown = [...this.#kept.values()].filter(({ payer, since, ...kept }) => {
      const isKept = payer.forgotAt === undefined || since > payer.forgotAt;
      return kept.allowance === allowance && since <= first && isKept;
    });
    return shown.reduce((sum, { amount }) => sum + amount, 0n);
  }

  /** A wallet accepts nothing that it could not claim any more, as long as its clock is less wrong than its margin. */
  #isInTime({ name }: Payee, hold: string): void {
    const booked = this.#books.find(hold);
    const isOpen = booked !== undefined && !this.#hasEnded(booked);
    demand(isOpen, 'a claim keeps its time', () => `${name} accepts on ${hold}, which is over`);
  }

  /** A payee's wallet has been in step with the ledger, from then until now, and was told of nothing to wait for. */
  synced(payee: Payee, since: number): void {
    for (const one of this.#accepted.values()) {
      if (one.payee.name !== payee.name || since < one.next) continue;
      const hold = this.#books.find(one.hold);
      if (hold === undefined || this.#isPaid(one, hold) || this.#hasEnded(hold)) continue;
      one.chances += 1;
      one.next = this.#now() + APART_MS;
      const isLate = one.kind === 'tab' && one.chances > CHANCES && this.#remembers(one);
      demand(!isLate, 'a tab that is claimed in time is paid', () => {
        return `${payee.name} has ${this.#paid(one, hold)} of ${one.amount} on ${one.hold}`;
      });
    }
  }

  /** What a wallet says that it could lose is no less than what it has accepted, could claim and was not paid. */
  shows(payee: Payee, { atRisk }: Exposure, decimals: number, code: string): void {
    const parsed = parseAmount(atRisk[code] ?? '0', decimals);
    const said = typeof parsed === 'bigint' ? parsed : -1n;
    let open = 0n;
    const where: string[] = [];
    for (const one of this.#accepted.values()) {
      const hold = this.#books.find(one.hold);
      const isHere = one.payee.name === payee.name && this.#remembers(one);
      if (!isHere || hold === undefined || this.#hasEnded(hold)) continue;
      const missing = hold.cheques.has(one.id) ? 0n : one.amount - this.#paid(one, hold);
      open += missing;
      if (missing > 0n) where.push(`${missing} of a ${one.kind} on ${one.hold}`);
    }
    demand(said >= open, 'what could be lost is shown', () => {
      return `${payee.name} says ${said}, and ${where.join(', ')} is open`;
    });
  }

  /** Which of the honest `payees` have had an act since before `time` that contradicts one which another of them has had as long. */
  witnesses<P extends Payee>(
    payees: readonly P[],
    time: number,
  ): { readonly payee: P; readonly hold: string }[] {
    const honest = payees.filter((one) => !one.isInLeague && one.forgotAt === undefined);
    const cheques = [...this.#accepted.values()].flatMap(({ kind, last, ...one }) => {
      const payee = honest.find(({ name }) => name === one.payee.name);
      return payee === undefined || kind === 'tab' || last >= time ? [] : [{ ...one, payee }];
    });
    return cheques.flatMap(({ payee, hold, state }) => {
      const others = cheques.filter((one) => one.hold === hold && one.payee.name !== payee.name);
      const isDenied = others.some((one) => forkBetween(one.state, state) !== undefined);
      return isDenied ? [{ payee, hold }] : [];
    });
  }

  /** Each allowance of which somebody accepted anything, with what honest payees that came in time have lost. */
  losses(isHonest: (owner: string) => boolean): Loss[] {
    const holds = new Set([...this.#accepted.values()].map(({ hold }) => hold));
    return [...holds].flatMap((name) => {
      const hold = this.#books.find(name);
      const cheques = [...this.#accepted.values()].filter((one) => one.hold === name);
      return hold === undefined || cheques[0]?.kind === 'tab'
        ? []
        : [this.#lossOf(hold, cheques, isHonest(hold.owner))];
    });
  }

  #lossOf(hold: HoldBook, cheques: readonly Accepted[], isHonest: boolean): Loss {
    // Whose machine stopped while it accepted has told nobody, and presents what it has all the same.
    const presented = [...hold.cheques.values()].map(({ payee }) => payee);
    const accepted = cheques.map(({ payee }) => payee.identity);
    const payees = new Set([...accepted, ...presented]).size;
    const name = toHex(hold.id);
    const cover = this.#coverOf(name, cheques);
    let guarded = cover;
    for (const one of [...this.#books.holds.values(), ...this.#books.closed.values()]) {
      const isCollateral = one.owner === hold.owner;
      if (isCollateral && one.claims.some(({ guards }) => guards === name)) guarded += one.cap;
    }
    // An honest payer is one: all its payees see one chain of acts.
    const isolated = BigInt(isHonest ? 1 : payees);
    const most = (isolated - 1n) * hold.cap - guarded;
    const bound = most > 0n ? most : 0n;
    let lost = 0n;
    for (const one of cheques) {
      const missing = one.amount - this.#paid(one, hold);
      const isTimely = one.chances > CHANCES || hold.cheques.has(one.id);
      if (!one.payee.isInLeague && isTimely && this.#remembers(one)) lost += missing;
    }
    demand(lost <= bound, 'the loss is within its bound', () => {
      return `${lost} of ${name}, and ${bound} can be lost by ${payees} payees`;
    });
    return { lost, bound, cover };
  }

  #remembers({ payee, last }: Accepted): boolean {
    return payee.forgotAt === undefined || last > payee.forgotAt;
  }

  #isPaid(one: Accepted, hold: HoldBook): boolean {
    return this.#paid(one, hold) >= one.amount;
  }

  #paid({ kind, id }: Accepted, hold: HoldBook): Amount {
    return kind === 'tab' ? hold.paid - hold.returned : (hold.cheques.get(id)?.paid ?? 0n);
  }

  /** Its metered claim is over. */
  #hasEnded(hold: HoldBook): boolean {
    const [claim] = hold.claims;
    const isOpen = this.#books.holds.has(toHex(hold.id)) && !hold.released.has(0);
    return !isOpen || claim === undefined || this.#books.hasPassed(claim.until, hold);
  }
}
