import { decodeMessage, formatAmount, type Message, parseAmount } from '@tallystick/protocol';
import type { Exposure, Wallet } from '@tallystick/wallet';
import type { LyingPayer } from '@tallystick/wallet/testing/lying-payer';
import { ActBook } from '../check/act-book.ts';
import type { OfflineBook, Payee } from '../check/offline-book.ts';
import { demand, Violation } from '../check/violation.ts';
import { note } from '../engine/context.ts';
import type { Random } from '../engine/random.ts';
import { DAY_MS, HOUR_MS } from './climate.ts';
import { Inhabitant, type Place } from './inhabitant.ts';

export const CODE = 'HRB';
export const DECIMALS = 2;
/** How long a request waits for its act. */
const REQUEST_MS = 2 * DAY_MS;

/** What everybody in the country shares. */
export interface Country extends Place {
  readonly book: OfflineBook;
  readonly greed: number;
  readonly covers: number;
  /** What the thief's messages pass, where it lies. */
  readonly liar: LyingPayer | null;
  /** Everybody who can be asked to pay. */
  readonly people: Villager[];
}

/** How the terms of a hold begin, which are text. */
const TERMS = 'tally-hold:';

/** `thief`: pays with copies of one wallet, which fork or lie · `accomplice`: takes from the thief before others can. */
export type Role = 'honest' | 'thief' | 'accomplice';

/** Somebody with a wallet in a village, who pays and is paid whether the sovereign can be reached or not. */
export class Villager extends Inhabitant implements Payee {
  readonly role: Role;
  forgotAt: number | undefined;
  readonly #country: Country;
  readonly #covering: Random;
  /** Terms of allowances for which it was asked for cover. */
  readonly #covered = new Set<string>();
  /** Requests that nobody may have got. */
  readonly #asked: { readonly bytes: Uint8Array; readonly of: Villager }[] = [];

  constructor(country: Country, name: string, village: number, role: Role) {
    super(country, name, village);
    this.#country = country;
    this.role = role;
    this.#covering = country.context.random.fork(`${name} covers`);
    // Copies of one wallet cannot keep from signing what another one signs otherwise: that is what is tried.
    if (role !== 'thief') this.machine.acts = new ActBook(name, country.node.founding.sovereign);
    else this.machine.liar = country.liar;
  }

  /** Nobody may accuse it: it has one wallet, and that remembers everything. */
  get isHonest(): boolean {
    return this.role !== 'thief' && this.forgotAt === undefined;
  }

  /** In league with a payer: what it loses it has agreed to. */
  get isInLeague(): boolean {
    return this.role !== 'honest';
  }

  /** The machine dies, and what comes back is as it was when it was copied last. */
  fallBack(): void {
    if (!this.machine.machine.isUp) return;
    this.machine.stop();
    if (this.machine.putBack()) {
      this.forgotAt = this.#country.context.scheduler.now;
      this.machine.acts = undefined;
    }
    this.comeBack(HOUR_MS);
  }

  protected async act(wallet: Wallet): Promise<void> {
    // The thief waits to be asked.
    if (this.role === 'thief') return;
    const what = this.random.below(24);
    if (what < 12) return this.#ask(wallet);
    if (what < 13) return this.#askAgain();
    if (what < 16) return void (await this.sync(wallet));
    if (what < 17) return this.openTab(wallet);
    if (what < 18) return this.openAllowance(wallet);
    if (what < 19) return this.#raise(wallet);
    if (what < 21) return this.#greet(wallet);
    if (what < 22) return this.#giveBack(wallet);
    if (what < 23) return this.#limit(wallet);
    return this.look(wallet);
  }

  lookAfter(wallet: Wallet): Promise<boolean> {
    return this.sync(wallet);
  }

  async sync(wallet: Wallet): Promise<boolean> {
    const since = this.#country.context.scheduler.now;
    const synced = await wallet.sync();
    this.tell('syncs', synced);
    if (!synced.ok || synced.value.waitsUntil !== undefined) return false;
    this.#country.book.synced(this, since);
    return true;
  }

  /** What it could lose, and whether what it holds adds up. */
  async look(wallet: Wallet): Promise<void> {
    const exposure = await wallet.offline().exposure();
    this.tell('looks', exposure);
    if (exposure.ok) this.#shows(exposure.value);
    const verified = await wallet.verify();
    this.tell('verifies', verified);
    const problems = verified.ok ? verified.value.problems : [];
    demand(problems.length === 0, 'a wallet trusts an honest sovereign', () => {
      return `${this.name}: ${JSON.stringify(problems)}`;
    });
  }

  #shows(exposure: Exposure): void {
    this.#country.book.shows(this, exposure, DECIMALS, CODE);
  }

  async openTab(wallet: Wallet): Promise<void> {
    const to = this.#other();
    const payee = to.machine.wallet?.view().address;
    if (payee === undefined) return;
    const request = { to: payee, amount: this.#amount(2_000, 8_000), currency: CODE };
    const days = this.random.between(1, 3);
    this.tell(`opens a tab for ${to.name}`, await wallet.offline().openTab({ ...request, days }));
  }

  async openAllowance(wallet: Wallet): Promise<void> {
    const guarantee = this.random.chance(0.5) ? { collateral: this.#amount(100, 4_000) } : {};
    const request = { amount: this.#amount(3_000, 6_000), perCheque: this.#amount(1_000, 3_000) };
    const days = this.random.between(1, 3);
    const terms = { ...request, currency: CODE, days, ...guarantee };
    const opened = await wallet.offline().openAllowance(terms);
    this.tell('opens an allowance', opened);
    if (opened.ok && this.#covering.chance(this.#country.covers)) {
      await this.#askForCover(wallet, opened.value.hold);
    }
  }

  async #askForCover(wallet: Wallet, allowance: string): Promise<void> {
    const others = this.#country.people.filter((one) => one !== this && one.role === 'honest');
    const other = this.#covering.pick(others);
    const terms = await wallet.offline().terms(allowance);
    this.tell(`asks ${other.name} for cover`, terms);
    if (terms.ok) this.#country.roads.send(this, other, new TextEncoder().encode(terms.value));
  }

  /** Gives cover for somebody's allowance, once. The terms of it; undefined where there is none yet. */
  async giveCover(wallet: Wallet, terms: string, amount: string): Promise<string | undefined> {
    if (this.#covered.has(terms)) return undefined;
    this.#covered.add(terms);
    const given = await wallet.offline().giveCover({ terms, amount });
    this.tell(`gives ${amount} of cover`, given);
    return given.ok ? (given.value.terms ?? undefined) : undefined;
  }

  async keepCover(wallet: Wallet, terms: string): Promise<void> {
    const kept = await wallet.offline().keepCover(terms);
    this.tell('keeps cover', kept);
    if (!kept.ok) return;
    const { allowance, amount } = kept.value;
    const parsed = parseAmount(amount, DECIMALS);
    if (typeof parsed !== 'bigint') throw new Violation('nobody is stuck', `cover of ${amount}`);
    this.#country.book.keeps(this, terms, { allowance, amount: parsed });
  }

  /** Terms of an allowance that somebody wants cover for, or of cover that somebody gave. */
  async #hearTerms(wallet: Wallet, terms: string, from: Villager): Promise<void> {
    const read = await wallet.offline().readCoverTerms(terms);
    if (!read.ok && read.failure.code === 'no-allowance')
      return await this.keepCover(wallet, terms);
    this.tell('reads what cover is asked for', read);
    if (!read.ok) return;
    const amount = formatAmount(BigInt(this.#covering.between(300, 2_000)), DECIMALS);
    const given = await this.giveCover(wallet, terms, amount);
    if (given !== undefined) this.#country.roads.send(this, from, new TextEncoder().encode(given));
  }

  async #raise(wallet: Wallet): Promise<void> {
    const own = await wallet.offline().own();
    const tabs = own.ok ? own.value.filter(({ kind }) => kind === 'tab') : [];
    if (tabs.length === 0) return;
    const { hold } = this.random.pick(tabs);
    const raised = await wallet.offline().raiseTab(hold, this.#amount(100, 2_000));
    this.tell('raises a tab', raised);
  }

  /** A payee gives the rest of a tab back. */
  async #giveBack(wallet: Wallet): Promise<void> {
    const held = await wallet.offline().held();
    const tabs = held.ok ? held.value.filter(({ kind, isOver }) => kind === 'tab' && !isOver) : [];
    if (tabs.length === 0 || this.random.chance(0.7)) return;
    const { hold } = this.random.pick(tabs);
    this.tell('gives a tab back', await wallet.offline().release(hold));
  }

  async #limit(wallet: Wallet): Promise<void> {
    const perAct = this.#amount(500, 8_000);
    const limits = [{ currency: CODE, perAct, perPayer: '60.00', total: '300.00' }];
    const isFree = this.random.chance(0.5);
    this.tell('sets limits', await wallet.offline().setLimits({ cheques: isFree ? [] : limits }));
  }

  /** Asks somebody to pay: an accomplice asks the thief for all there is. */
  async #ask(wallet: Wallet): Promise<void> {
    const of = this.role === 'accomplice' ? this.#thief() : this.#other();
    await this.ask(wallet, of, of.role === 'thief' ? this.#greedy() : this.#amount(1, 1_500));
  }

  async ask(wallet: Wallet, of: Villager, amount: string): Promise<void> {
    const asked = await wallet.offline().request(amount, CODE, '', REQUEST_MS);
    this.tell(`asks ${of.name} for ${amount}`, asked);
    if (!asked.ok) return;
    const bytes = asked.value.message;
    this.#asked.push({ bytes, of });
    this.#country.roads.send(this, of, bytes);
  }

  async #askAgain(): Promise<void> {
    if (this.#asked.length === 0) return;
    const { bytes, of } = this.random.pick(this.#asked);
    this.#country.roads.send(this, of, bytes);
  }

  /** Compares what it has seen with somebody whom it meets, or what it gave them with what they have of it. */
  async #greet(wallet: Wallet): Promise<void> {
    const other = this.#other();
    const address = other.machine.wallet?.view().address;
    const isOfHalves = address !== undefined && this.random.chance(0.4);
    const shown = isOfHalves ? await wallet.offline().half(address) : await wallet.offline().seen();
    this.tell(`greets ${other.name}`, shown);
    if (shown.ok) this.#country.roads.send(this, other, shown.value);
  }

  #other(): Villager {
    return this.random.pick(this.#country.people.filter((one) => one !== this));
  }

  #thief(): Villager {
    return this.random.pick(this.#country.people.filter(({ role }) => role === 'thief'));
  }

  /** What the thief offers: often all that a copy has. */
  #greedy(): string {
    return this.random.chance(this.#country.greed) ? THIEFS_CAP : this.#amount(100, 2_000);
  }

  #amount(least: number, most: number): string {
    return formatAmount(BigInt(this.random.between(least, most)), DECIMALS);
  }

  /** What somebody brings. False while the machine is off. */
  async receive(bytes: Uint8Array, from: Villager): Promise<boolean> {
    const { wallet } = this.machine;
    if (wallet === undefined || !this.machine.machine.isUp) return false;
    const text = new TextDecoder().decode(bytes);
    if (text.startsWith(TERMS)) {
      await this.#hearTerms(wallet, text, from);
      if (this.machine.hasFailed) this.crash();
      return true;
    }
    const decoded = decodeMessage(bytes);
    if (!decoded.ok) throw new Violation('nobody is stuck', `a message: ${decoded.reason}`);
    switch (decoded.value.kind) {
      case 'request':
        await this.#pay(wallet, bytes, from);
        break;
      case 'handover':
        await this.#accept(wallet, bytes, { from, handover: decoded.value });
        break;
      case 'half':
        await this.#compare(wallet, bytes, from);
        break;
      case 'receipt':
      case 'not-accepted':
      case 'voided':
        await this.#finish(wallet, bytes, from);
        break;
      case 'seen':
      case 'shown':
        await this.#meet(wallet, bytes, from);
    }
    if (this.machine.hasFailed) this.crash();
    return true;
  }

  async #pay(wallet: Wallet, bytes: Uint8Array, from: Villager): Promise<void> {
    if (!this.isLiving) return;
    const read = await wallet.offline().readRequest(bytes);
    if (!read.ok) return this.tell('reads a request', read);
    const confirmAmount = read.value.amount;
    const paid = await wallet.offline().pay(bytes, { confirmAmount });
    this.tell(`pays ${confirmAmount} to ${from.name}`, paid);
    if (paid.ok) this.#country.roads.send(this, from, this.#bent(paid.value.message));
  }

  #bent(message: Uint8Array): Uint8Array {
    const { liar } = this.#country;
    return this.role === 'thief' && liar !== null ? liar.bend(message) : message;
  }

  async #accept(
    wallet: Wallet,
    bytes: Uint8Array,
    { from, handover }: { from: Villager; handover: Extract<Message, { kind: 'handover' }> },
  ): Promise<void> {
    const accepted = await wallet.offline().accept(bytes);
    this.tell(`is paid by ${from.name}`, accepted);
    if (!accepted.ok) return;
    const { value } = accepted;
    if (value.status === 'accepted') this.#country.book.accepts(this, handover);
    else {
      note(this.#country.context, `${this.name} says ${value.code} ${value.fault ?? ''}`);
      const isAccused = value.code === 'forked' && from.isHonest;
      demand(!isAccused, 'nobody honest is accused', () => `${this.name} tells ${from.name}`);
      if (handover.payee === null && this.random.chance(0.3)) {
        const voided = await wallet.offline().voidAct(bytes);
        this.tell('voids', voided);
        if (voided.ok) return this.#country.roads.send(this, from, voided.value);
      }
    }
    this.#country.roads.send(this, from, value.message);
    if (this.role === 'accomplice') await this.sync(wallet);
  }

  /** What somebody says that it gave this wallet. */
  async #compare(wallet: Wallet, bytes: Uint8Array, from: Villager): Promise<void> {
    const compared = await wallet.offline().accept(bytes);
    this.tell(`is shown a half by ${from.name}`, compared);
    if (compared.ok) this.#country.roads.send(this, from, compared.value.message);
  }

  async #finish(wallet: Wallet, bytes: Uint8Array, from: Villager): Promise<void> {
    let finished = await wallet.offline().finish(bytes);
    if (!finished.ok && finished.failure.code === 'void-unconfirmed') {
      // Everybody here believes what a payee says: the risk is theirs, and the book's invariants hold with it.
      const amount = finished.failure.data['amount'];
      const confirmVoid = typeof amount === 'string' ? amount : '';
      finished = await wallet.offline().finish(bytes, { confirmVoid });
    }
    this.tell(`hears from ${from.name}`, finished);
    if (!finished.ok) return;
    const { value } = finished;
    if (value.status === 'send') this.#country.roads.send(this, from, value.message);
    const accused = value.status === 'not-accepted' && value.code === 'rolled-back';
    demand(!accused || !this.isHonest, 'nobody honest is accused', () => {
      return `${this.name} is told that it was put back`;
    });
  }

  async #meet(wallet: Wallet, bytes: Uint8Array, from: Villager): Promise<void> {
    const met = await wallet.offline().meet(bytes);
    this.tell(`meets ${from.name}`, met);
    if (!met.ok || met.value.reply === null) return;
    this.#country.roads.send(this, from, met.value.reply);
  }
}

/** What the thief sets aside for cheques: each of its copies can give all of it. */
export const THIEFS_CAP = '40.00';
