import {
  type Amount,
  equalBytes,
  type Figure,
  type Hash,
  type Header,
  type Hold,
  intentHash,
  toHex,
} from '@tallystick/protocol';
import {
  type Facts,
  hourOf,
  type Indicator,
  type Membership,
  type Party,
  type Rate,
  type Receiver,
  type Rulebook,
  type WindowCount,
  type WindowSum,
} from '@tallystick/rules';
import { findCurrency } from '../state/currencies.ts';
import type { Intent } from '../state/details.ts';
import { openIntents } from '../state/intents.ts';
import { PayeesBefore } from '../state/payees.ts';
import { asksForPayees } from '../state/payees-since.ts';
import { ANYONE } from '../state/hold-marks.ts';
import { ownerId } from '../state/hold-terms.ts';
import { paymentCounts, sentSums, withReserved } from '../state/sent.ts';
import type { LedgerState } from '../state/state.ts';
import type { CheckedHold } from './check-holds.ts';

/** Value that a put sets aside in one hold. */
export interface Decidable {
  readonly currency: Hash;
  readonly cap: Amount;
  readonly writer: { readonly kind: string };
  readonly purpose?: string;
  /** Of a hold: whom it is for, and the salt of what announced it. */
  readonly claims?: Hold['claims'];
  readonly intent?: Uint8Array;
}

/** Whom rules decide about, and their slots. */
export type Receiving = Pick<CheckedHold, 'receivers' | 'payees'>;

/** Who puts, under which header, and what the rulebook wants to know. */
export interface Asking {
  readonly state: LedgerState;
  /** The slot of the sending identity, or -1 - currency for a treasury. */
  readonly owner: number;
  readonly sender: Party;
  readonly header: Header;
  readonly rulebook: Rulebook;
}

/** What holds and raises set aside that are not in the state yet, as far as rules ask for that. */
export interface Reserved {
  /** By currency, each once: nearly always there is one. */
  sent: readonly { readonly currency: number; amount: Amount }[];
  /** Holds and raises. */
  payments: number;
  /** Slots of those whom they are for; `ANYONE` where by bounds. */
  readonly payees: number[];
}

/** Of whatever a rulebook does not ask for. One for all: every payment has several of these. */
const NOTHING: readonly never[] = [];

export function nothingReserved(): Reserved {
  return { sent: NOTHING, payments: 0, payees: [] };
}

/** So much more is set aside of a currency. */
export function reserveSent(reserved: Reserved, currency: number, more: Amount): void {
  const { sent } = reserved;
  for (let i = 0; i < sent.length; i += 1) {
    const one = sent[i] as (typeof sent)[number];
    if (one.currency !== currency) continue;
    one.amount += more;
    return;
  }
  reserved.sent = [...sent, { currency, amount: more }];
}

function sentOf(reserved: Reserved | undefined, currency: number): Amount {
  if (reserved === undefined) return 0n;
  const { sent } = reserved;
  for (let i = 0; i < sent.length; i += 1) {
    const one = sent[i] as (typeof sent)[number];
    if (one.currency === currency) return one.amount;
  }
  return 0n;
}

/** What the sender has sent of one currency before a put. */
interface SumsBefore {
  readonly currency: number;
  readonly before: readonly WindowSum[];
}

function each<T, U>(asked: readonly T[], tell: (one: T) => U): readonly U[] {
  return asked.length === 0 ? NOTHING : asked.map(tell);
}

/**
 * The facts of one put's holds and raises, one after the other. What earlier ones of the same put
 * set aside counts as sent and paid, so that many small holds are not milder than a large one.
 * Whether somebody is paid for the first time is asked of what was before the put, since else the
 * second of two holds would be milder than both in one.
 */
export class PutFacts {
  readonly #asking: Asking;
  /** Of transitions before this one; undefined where all of them are in the state. */
  readonly #ahead: Reserved | undefined;
  readonly #before: readonly WindowCount[];
  readonly #payees: PayeesBefore | undefined;
  /** By currency: summing a month of hours costs more than a decision. */
  #sums: readonly SumsBefore[] = NOTHING;
  readonly #reserved: Reserved = nothingReserved();
  /** Intents that were carried out by what was reserved, and by what was asked about last. */
  #used: readonly Intent[] = NOTHING;
  #announced: Intent | undefined;

  constructor(asking: Asking, ahead: Reserved | undefined) {
    const { state, owner, header, rulebook } = asking;
    const { needs } = rulebook;
    this.#asking = asking;
    this.#ahead = ahead;
    this.#before = paymentsBefore(asking, ahead?.payments ?? 0);
    if (owner < 0 || !asksForPayees(needs)) return;
    const payeesAhead = ahead?.payees ?? [];
    this.#payees = new PayeesBefore(state, owner, header.time, needs.payees, payeesAhead);
  }

  /** The terms of the intents that this put carries out. */
  get intents(): readonly Hash[] {
    return each(this.#used, ({ terms }) => terms);
  }

  /** What this put has set aside by now. */
  get reserved(): Reserved {
    return this.#reserved;
  }

  /** Of the next hold or raise, with those before it. */
  of(item: Decidable, { receivers, payees }: Receiving): Facts {
    const { state, sender, header, rulebook } = this.#asking;
    const { needs } = rulebook;
    const { intent } = item;
    this.#announced = intent === undefined ? undefined : this.#intentOf(item, intent);
    return {
      currency: item.currency,
      amount: item.cap,
      sender: { country: sender.country, tier: sender.tier },
      receivers: needs.first ? this.#withFirst(receivers, payees) : receivers,
      online: item.writer.kind === 'none',
      time: header.time,
      sent:
        needs.sent.length === 0
          ? NOTHING
          : this.#sumsOf(findCurrency(state.currencies, item.currency)),
      payments: withMore(this.#before, this.#reserved.payments),
      payees: this.#payees?.counts() ?? noneOf(needs.payees),
      purpose: item.purpose ?? null,
      secondFactor: null,
      documents: null,
      waitedMs: this.#announced === undefined ? null : header.time - this.#announced.at,
      lists: needs.lists.length === 0 ? NOTHING : membershipsOf(this.#asking, payees),
      rates: each(needs.rates, (other) => rateOf(this.#asking, item.currency, other)),
      indicators: each(needs.indicators, (name) => indicatorOf(this.#asking, name)),
      exempt: NOTHING,
    };
  }

  /** The hold or raise counts as put, for those that come after it. */
  reserve(item: Decidable, { payees }: Receiving): void {
    const { state, rulebook } = this.#asking;
    if (rulebook.needs.sent.length > 0) {
      reserveSent(this.#reserved, findCurrency(state.currencies, item.currency), item.cap);
    }
    if (rulebook.needs.payments.length > 0) this.#reserved.payments += 1;
    if (this.#announced !== undefined) this.#used = [...this.#used, this.#announced];
    if (this.#payees === undefined) return;
    for (let i = 0; i < payees.length; i += 1) {
      this.#reserved.payees.push(payees[i] as number);
      this.#payees.add(payees[i] as number);
    }
  }

  /** What announced a hold: the oldest of those with its very terms, each for one hold. */
  #intentOf({ claims = [], ...item }: Decidable, salt: Uint8Array): Intent | undefined {
    const { state, owner, header } = this.#asking;
    if (owner < 0) return undefined;
    const terms = intentHash({ ...item, claims }, salt);
    const isSame = (intent: Intent): boolean => equalBytes(intent.terms, terms);
    const before = this.#used.filter(isSame).length;
    return openIntents(state, owner, header.time).filter(isSame)[before];
  }

  #withFirst(receivers: readonly Receiver[], payees: readonly number[]): readonly Receiver[] {
    return receivers.map((receiver, at) => {
      if (receiver.kind === 'bounds') return receiver;
      // A treasury's are nobody's first: it pays strangers by its nature.
      const first = this.#payees?.isFirst(payees[at] as number) ?? null;
      return { ...receiver, first: this.#asking.owner < 0 ? false : first };
    });
  }

  /** With what was set aside ahead of this put, and by it. */
  #sumsOf(currency: number): readonly WindowSum[] {
    return withReserved(this.#sumsBefore(currency), sentOf(this.#reserved, currency));
  }

  #sumsBefore(currency: number): readonly WindowSum[] {
    for (let i = 0; i < this.#sums.length; i += 1) {
      const known = this.#sums[i] as SumsBefore;
      if (known.currency === currency) return known.before;
    }
    const before = withReserved(sumsBefore(this.#asking, currency), sentOf(this.#ahead, currency));
    this.#sums = [...this.#sums, { currency, before }];
    return before;
  }
}

/** The newest figure of a name, while it can be relied on. */
function freshFigure({ state, header }: Asking, name: string): Figure | undefined {
  const figure = state.governing?.figures.newest(name);
  if (figure === undefined || header.time < figure.from) return undefined;
  return header.time < figure.until ? figure : undefined;
}

function rateOf(asking: Asking, paid: Hash, currency: string): Rate {
  const { state } = asking;
  const number = findCurrency(state.currencies, paid);
  const { currencies } = state.governing?.law?.constitution ?? state.constitution;
  const figure = freshFigure(asking, `RATE-${currencies[number]?.code ?? ''}-${currency}`);
  if (figure === undefined) return { currency, rate: null };
  const { numerator, denominator } = figure;
  return { currency, rate: { numerator, denominator } };
}

function indicatorOf(asking: Asking, name: string): Indicator {
  const figure = freshFigure(asking, name);
  return { name, figure: figure?.denominator === 1n ? figure.numerator : null };
}

/** Who is on the lists that rules ask for. Nobody knows of bounds who will be meant by them. */
function membershipsOf(
  { state, owner, header, rulebook }: Asking,
  payees: readonly number[],
): readonly Membership[] {
  const sender = toHex(ownerId(state, owner));
  const receivers = payees.map((payee) => (payee === ANYONE ? null : toHex(ownerId(state, payee))));
  return rulebook.needs.lists.map((list) => {
    const parties = rulebook.parties?.(list, header.time) ?? null;
    const isOn = (party: string | null): boolean | null =>
      parties === null || party === null ? null : parties.has(party);
    return { list, sender: isOn(sender), receivers: receivers.map(isOn) };
  });
}

/** A treasury's sums are nobody's: its issuing is public, and bounded by its own keys. */
function sumsBefore(asking: Asking, currency: number): readonly WindowSum[] {
  const { state, owner, header, rulebook } = asking;
  const { needs } = rulebook;
  if (owner < 0) return needs.sent.map((hours) => ({ hours, amount: 0n }));
  return sentSums(state, owner, currency, hourOf(header.time), needs.sent);
}

/** So are its counts. */
function paymentsBefore(asking: Asking, ahead: number): readonly WindowCount[] {
  const { state, owner, header, rulebook } = asking;
  const { needs } = rulebook;
  if (owner < 0) return noneOf(needs.payments);
  return withMore(paymentCounts(state, owner, hourOf(header.time), needs.payments), ahead);
}

function noneOf(windows: readonly number[]): readonly WindowCount[] {
  return each(windows, (hours) => ({ hours, count: 0 }));
}

function withMore(counts: readonly WindowCount[], more: number): readonly WindowCount[] {
  if (more === 0 || counts.length === 0) return counts;
  return counts.map(({ hours, count }) => ({ hours, count: count === null ? null : count + more }));
}
