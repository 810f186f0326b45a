import { formatAmount, toHex } from '@tallystick/protocol';
import type { HoldRequest, Wallet } from '@tallystick/wallet';
import type { Books } from '../check/books.ts';
import type { Beneficiary, DueBook } from '../check/due-book.ts';
import type { MandateBook } from '../check/mandate-book.ts';
import type { SwapBook } from '../check/swap-book.ts';
import { demand } from '../check/violation.ts';
import type { WorldContext } from '../engine/context.ts';
import { HOUR_MS } from '../offline/climate.ts';
import { Inhabitant, type Place } from '../offline/inhabitant.ts';
import { START } from '../sovereign/founding.ts';
import { CODE, DECIMALS } from './currencies.ts';
import { begin, DEALS, hear } from './deals.ts';
import { giveMandate, stopMandate } from './mandates.ts';
import { decodeTold, encodeTold, type Message } from './messages.ts';
import { openTab, payByTicks, raiseTab } from './stream-session.ts';
import { Till } from './till.ts';

/** What everybody here shares. */
export interface Settlement extends Place {
  readonly books: Books;
  readonly dues: DueBook;
  readonly swaps: SwapBook;
  readonly mandates: MandateBook;
  readonly people: readonly Dweller[];
  /** Whether streams, deals and mandates are begun, and how much of each. */
  readonly habits: Habits;
}

/** How often of 24 times each is chosen; the rest looks after its own. */
export interface Habits {
  readonly streams: number;
  readonly deals: number;
  readonly mandates: number;
}

/** Somebody with a wallet who pays by ticks, sets value aside under conditions, and looks after what waits for them. */
export class Dweller extends Inhabitant implements Beneficiary {
  readonly settlement: Settlement;
  readonly words: Set<string> = new Set();
  readonly till: Till;
  /** Signs of life that are asked for, and decisions that are open: holds of its own with a claim that it may sign for. */
  readonly mayLetGo: { readonly hold: string; readonly claim: number; readonly to: string }[] = [];

  /** Payees of tabs that it has opened. */
  readonly tabsFor: Dweller[] = [];

  constructor(settlement: Settlement, name: string, village: number) {
    super(settlement, name, village);
    this.settlement = settlement;
    this.till = new Till(this);
  }

  get context(): WorldContext {
    return this.settlement.context;
  }

  /** The time that everybody agrees on, in ms since 1970. */
  get now(): number {
    return START + Math.floor(this.context.scheduler.now);
  }

  protected async act(wallet: Wallet): Promise<void> {
    const { streams, deals, mandates } = this.settlement.habits;
    const what = this.random.below(24);
    if (what < streams) return this.#stream(wallet);
    if (what < streams + deals) return begin(this, wallet, this.random.pick(DEALS));
    if (what < streams + deals + mandates) return this.#mandate(wallet);
    if (what === 23) return this.#verify(wallet);
    await this.lookAfter(wallet);
  }

  async #stream(wallet: Wallet): Promise<void> {
    const what = this.random.below(10);
    if (what === 0) return openTab(this, wallet, this.other());
    if (what === 1) return raiseTab(this, wallet);
    if (what === 2) return this.#giveBack(wallet);
    return payByTicks(this, wallet, this.random.pick([...this.tabsFor, this.other()]));
  }

  async #mandate(wallet: Wallet): Promise<void> {
    if (this.random.chance(0.75)) return giveMandate(this, wallet);
    return stopMandate(this, wallet);
  }

  /** A payee gives the rest of a tab back. */
  async #giveBack(wallet: Wallet): Promise<void> {
    const held = await wallet.offline().held();
    const tabs = held.ok ? held.value.filter(({ isOver }) => !isOver) : [];
    if (tabs.length === 0 || this.random.chance(0.5)) return;
    const { hold } = this.random.pick(tabs);
    this.tell('gives a tab back', await wallet.offline().release(hold));
  }

  async #verify(wallet: Wallet): Promise<void> {
    const verified = await wallet.verify();
    this.tell('verifies', verified);
    const problems = verified.ok ? verified.value.problems : [];
    demand(problems.length === 0, 'a wallet trusts an honest sovereign', () => {
      return `${this.name}: ${JSON.stringify(problems)}`;
    });
  }

  /** Syncs, and takes everything of which its wallet says that nothing is missing. True when nothing was in the way. */
  async lookAfter(wallet: Wallet): Promise<boolean> {
    const since = this.context.scheduler.now;
    const synced = await wallet.sync();
    this.tell('syncs', synced);
    if (!synced.ok || synced.value.waitsUntil !== undefined) return false;
    const listed = await wallet.holds().list();
    let isWhole = listed.ok;
    for (const { hold, status, claims } of listed.ok ? listed.value : []) {
      const due = claims.find(({ isMine, missing }) => isMine && missing === 'nothing');
      if (status !== 'open' || due === undefined) continue;
      const taken = await wallet.holds().take(hold, due.claim);
      this.tell(`takes under claim ${due.claim}`, taken);
      isWhole &&= taken.ok || taken.failure.kind === 'refused';
    }
    if (isWhole) this.settlement.dues.looked(this, since);
    return isWhole;
  }

  /** Puts holds; gives their ids, or undefined where it is not known that they were put. */
  async put(wallet: Wallet, requests: readonly HoldRequest[]): Promise<string[] | undefined> {
    const put = await wallet.holds().put(requests);
    this.tell('sets value aside', put);
    return put.ok ? put.value.map(({ hold }) => hold) : undefined;
  }

  /** Hands on the terms of an own hold. */
  async tellTerms(
    wallet: Wallet,
    hold: string,
    to: readonly Dweller[],
    what: Pick<Extract<Message, { kind: 'terms' }>, 'asks' | 'parties' | 'statement'>,
  ): Promise<void> {
    const terms = await wallet.holds().terms(hold);
    this.tell('hands on terms', terms);
    if (!terms.ok) return;
    for (const one of to) this.say(one, { kind: 'terms', text: terms.value, hold, ...what });
  }

  /** Signs that a claim may be taken, and tells whom it pays. */
  async letGo(wallet: Wallet, hold: string, claim: number, to: Dweller): Promise<void> {
    const word = await wallet.holds().sign(hold, claim);
    this.tell(`signs for claim ${claim} of ${to.name}`, word);
    const [key] = this.settlement.books.keys.get(this.machine.device ?? '') ?? [];
    if (!word.ok || key === undefined) return;
    const name = `signed ${hold} ${claim} ${toHex(key.publicKey)}`;
    if (to === this) this.words.add(name);
    else this.say(to, { kind: 'word', text: word.value, name });
  }

  say(to: Dweller, message: Message): void {
    this.settlement.roads.send(this, to, encodeTold(message));
  }

  async receive(bytes: Uint8Array): Promise<boolean> {
    const { wallet } = this.machine;
    if (wallet === undefined || !this.machine.machine.isUp) return false;
    await hear(this, wallet, decodeTold(bytes));
    if (this.machine.hasFailed) this.crash();
    return true;
  }

  other(...besides: readonly Dweller[]): Dweller {
    const others = this.settlement.people.filter((one) => one !== this && !besides.includes(one));
    return this.random.pick(others);
  }

  named(name: string): Dweller {
    const found = this.settlement.people.find((one) => one.name === name);
    if (found === undefined) throw new Error(`nobody is called ${name}`);
    return found;
  }

  amount(least: number, most: number, code: string = CODE): string {
    return formatAmount(BigInt(this.random.between(least, most)), DECIMALS[code] ?? 0);
  }

  hours(least: number, most: number): number {
    return this.random.between(least * HOUR_MS, most * HOUR_MS);
  }

  /** A decision. */
  decides(probability: number): boolean {
    return this.random.chance(probability);
  }

  pick<T>(items: readonly T[]): T {
    return this.random.pick(items);
  }

  between(least: number, most: number): number {
    return this.random.between(least, most);
  }

  /** For those who act in its name. */
  notes(...told: Parameters<Inhabitant['tell']>): void {
    this.tell(...told);
  }
}
