import { type Amount, formatAmount, parseAmount } from '@tallystick/protocol';
import { type Failure, type Outcome, done, failed } from '../../../outcome.ts';
import { guard, need, stop } from '../../../stop.ts';
import type { Wallet } from '../../../wallet-types.ts';
import type { TabRequest } from '../../set-aside-types.ts';
import type { OutgoingStream, ShownTick } from '../stream-types.ts';
import { type Asked, ask } from './ask.ts';
import { handOver } from './hand-over.ts';
import { tabsOf } from './open-in-tab.ts';
import { type Demand, TICK_HEADER, readDemand, tickHeader } from './wire.ts';

/** How often one request is sent with ticks, and how often it is sent at all. */
const MOST_PAID = 2;
const MOST_SENT = 6;
const PATIENCE_MS = 30_000;
/** A timer's longest. */
const MOST_PATIENCE_MS = 2 ** 31 - 1;

export interface StreamFetchOptions {
  /** The most that is paid in all, such as `1.00`, counted from when this is made; what is not sure counts as paid. */
  readonly budget: string;
  readonly currency: string;
  /** The most that one request may cost; the budget unless said. */
  readonly perRequest?: string;
  /** The address that is paid, and no other; whoever answers unless said. */
  readonly to?: string;
  /** For how many days a tab is opened where none has room, with what is left of the budget; none is unless said. */
  readonly tabDays?: number;
  /** Instead of `tabDays`: the very end (ms since 1970) of every such tab; once it is over, none is opened (`bad-until`). */
  readonly tabUntil?: number;
  /** How long a server may take to begin its answer, and to answer the act of a stream; 30,000 ms unless said. */
  readonly patienceMs?: number;
  readonly fetch?: typeof fetch;
}

/** A request whose body can be sent again. */
export interface StreamRequestInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** What came back, and what the request cost. */
export interface PaidResponse {
  readonly response: Response;
  readonly paid: string;
}

/** A `fetch` that pays by streams. */
export interface StreamFetch {
  fetch(url: string, init?: StreamRequestInit): Promise<Outcome<PaidResponse>>;
  /** What has been paid, or may have been. */
  spent(): string;
  /** Stores how far each stream got. */
  close(): Promise<Outcome<null>>;
}

/** One server, and the stream to it. */
interface Server {
  readonly origin: string;
  /** Whom it asked to pay first. */
  payee: string | undefined;
  stream: OutgoingStream | undefined;
  /** What the stream's tab gave before this client paid with it. */
  startedAt: Amount;
  /** By path: what the server asked for last. */
  readonly prices: Map<string, number>;
  demand: Demand | undefined;
  underWay: number;
  opening: Promise<void> | undefined;
  idle: (() => void)[];
}

/** Makes a `fetch` that pays servers that ask for ticks, up to a budget. A wallet's streams are used by one of these at a time. */
export function streamFetch(wallet: Wallet, options: StreamFetchOptions): Outcome<StreamFetch> {
  const { currencies } = wallet.view();
  const known = currencies.find(({ code }) => code === options.currency);
  if (known === undefined) {
    return failed('usage', 'unknown-currency', `There is no currency ${options.currency}.`);
  }
  const budget = parseAmount(options.budget, known.decimals);
  const perRequest = parseAmount(options.perRequest ?? options.budget, known.decimals);
  if (typeof budget !== 'bigint' || typeof perRequest !== 'bigint') {
    return failed('usage', 'bad-limit', 'A budget is an amount like 1.00.');
  }
  const { patienceMs = PATIENCE_MS } = options;
  if (!(patienceMs >= 1 && patienceMs <= MOST_PATIENCE_MS)) {
    return failed('usage', 'bad-duration', 'A server is waited for at least a millisecond.');
  }
  const limits = { budget, perRequest, patienceMs, decimals: known.decimals };
  return done(new PayingFetch(wallet, options, limits));
}

interface Limits {
  readonly budget: Amount;
  readonly perRequest: Amount;
  readonly patienceMs: number;
  readonly decimals: number;
}

class PayingFetch implements StreamFetch {
  readonly #wallet: Wallet;
  readonly #options: StreamFetchOptions;
  readonly #limits: Limits;
  readonly #tabs: ReturnType<typeof tabsOf>;
  readonly #servers = new Map<string, Server>();
  /** By streams that are over. */
  #spent: Amount = 0n;

  constructor(wallet: Wallet, options: StreamFetchOptions, limits: Limits) {
    this.#wallet = wallet;
    this.#tabs = tabsOf(wallet);
    this.#options = options;
    this.#limits = limits;
  }

  spent(): string {
    return this.#text(this.#spentNow());
  }

  async close(): Promise<Outcome<null>> {
    return await guard(async () => {
      for (const { stream } of this.#servers.values()) need((await stream?.store()) ?? done(null));
      return null;
    });
  }

  fetch(url: string, init: StreamRequestInit = {}): Promise<Outcome<PaidResponse>> {
    return guard(() => this.#fetch(new URL(url), init));
  }

  async #fetch(url: URL, init: StreamRequestInit): Promise<PaidResponse> {
    const server = this.#serverOf(url);
    let paid: Amount = 0n;
    let timesPaid = 0;
    for (let sent = 0; sent < MOST_SENT; sent += 1) {
      while (server.opening !== undefined) await server.opening;
      const ticks = server.prices.get(url.pathname) ?? server.demand?.ticks ?? 0;
      let shown: ShownTick | undefined;
      if (server.stream !== undefined && ticks > 0) {
        if (timesPaid === MOST_PAID) break;
        const cost = this.#allow(server.stream, ticks, paid);
        server.underWay += 1;
        const outcome = await server.stream.pay(ticks);
        if (!outcome.ok) {
          this.#over(server);
          if (!isOver(outcome.failure)) need(outcome);
          await this.#open(server, server.demand);
          continue;
        }
        paid += cost;
        timesPaid += 1;
        shown = outcome.value;
      } else {
        server.underWay += 1;
      }
      const asked = await this.#send(url, init, shown).finally(() => this.#over(server));
      if (!asked.ok) {
        const { message } = asked.failure;
        return this.#unanswered(paid, message);
      }
      const { response } = asked.value;
      if (response.status !== 402) return { response, paid: this.#text(paid) };
      await this.#answer(server, url, await asked.value.text());
    }
    const code = server.demand?.code ?? 'payment-required';
    return stop('refused', 'not-served', `The server does not take what it is paid (${code}).`, {
      code,
    });
  }

  /** Ticks that were sent are counted, and never shown again: a server that had them has been paid. */
  #unanswered(paid: Amount, message: string): never {
    const data = { paid: this.#text(paid) };
    const meant =
      paid === 0n
        ? 'It was shown no tick, and nothing was paid.'
        : `It may have the ticks that it was sent: ${data.paid} counts as paid.`;
    return stop('unreachable', 'no-answer', `${message} ${meant}`, data);
  }

  /** Whether the limits allow so many ticks; gives what they cost. Nothing happens between this and the payment. */
  #allow(stream: OutgoingStream, ticks: number, paid: Amount): Amount {
    const cost = stream.valueAfter(ticks) - stream.valueAfter(0);
    this.#requireWithin(cost, paid);
    return cost;
  }

  /** `paid`: for the same request by now. */
  #requireWithin(cost: Amount, paid: Amount): void {
    if (paid + cost > this.#limits.perRequest) {
      const data = { cost: this.#text(paid + cost) };
      stop('refused', 'too-expensive', 'The request costs more than one may cost.', data);
    }
    if (this.#spentNow() + cost > this.#limits.budget) {
      const data = { spent: this.spent(), cost: this.#text(cost) };
      stop('refused', 'over-budget', 'The budget does not cover this request.', data);
    }
  }

  /** What a 402 asks for: another number of ticks, to go on after its last tick, or a stream. */
  async #answer(server: Server, url: URL, answer: string): Promise<void> {
    const demand = readDemand(answer);
    if (demand === undefined) {
      return stop(
        'refused',
        'bad-offer',
        'The server asks for a payment that this wallet cannot make.',
      );
    }
    server.demand = demand;
    server.prices.set(url.pathname, demand.ticks);
    const { stream } = server;
    switch (demand.code) {
      case 'too-few-ticks':
        return;
      case 'tick-stale':
      case 'ticks-skipped':
        if (stream !== undefined && demand.last !== null) {
          need(await stream.continueAfter(demand.last));
          return;
        }
        break;
      case 'payment-required':
        if (stream !== undefined) return;
        break;
      default:
        break;
    }
    await this.#open(server, demand);
  }

  /** One at a time, and when no request is under way: the tab's next act takes up what ticks gave before it. */
  #open(server: Server, demand: Demand | undefined): Promise<void> {
    server.opening ??= this.#openNow(server, demand).finally(() => {
      server.opening = undefined;
    });
    return server.opening;
  }

  async #openNow(server: Server, demand: Demand | undefined): Promise<void> {
    if (demand === undefined) throw new RangeError('a stream without a demand');
    while (server.underWay > 0) await new Promise<void>((resolve) => server.idle.push(resolve));
    this.#leave(server);
    const { offer, ticks } = demand;
    this.#requireWanted(demand);
    this.#requireAffordable(demand);
    const price = { price: offer.price, perTicks: offer.perTicks };
    const { to } = need(await this.#wallet.offline().readRequest(offer.request));
    // Each other payee would have a tab of its own opened for it.
    const wanted = this.#options.to ?? server.payee ?? offer.to;
    if (to !== wanted) {
      stop('refused', 'other-payee', `The server asks to pay ${to}, and not ${wanted}.`, { to });
    }
    server.payee = to;
    const { request } = offer;
    const opened = await this.#tabs.open({ request, price, to, tab: () => this.#newTab(to) });
    const { stream } = opened;
    const url = new URL(demand.open, server.origin);
    if (url.origin !== server.origin) {
      stop('refused', 'bad-offer', 'Streams are opened at another server.');
    }
    const { fetch: send = fetch } = this.#options;
    const { patienceMs } = this.#limits;
    await handOver(this.#wallet, { url, fetch: send, patienceMs }, opened);
    server.stream = stream;
    server.startedAt = stream.valueAfter(0);
    if (ticks > stream.links) stop('refused', 'no-room', 'The tab has no room for one request.');
  }

  /** With what is left of the budget; null where no tab is to be opened. */
  #newTab(to: string): TabRequest | null {
    const { currency, tabDays: days, tabUntil: until } = this.#options;
    const lasts = until !== undefined ? { until } : days !== undefined ? { days } : undefined;
    if (lasts === undefined) return null;
    const left = this.#limits.budget - this.#spentNow();
    if (left <= 0n) stop('refused', 'over-budget', 'The budget is spent.', { spent: this.spent() });
    return { to, amount: this.#text(left), currency, ...lasts };
  }

  #requireWanted({ offer }: Demand): void {
    if (offer.currency !== this.#options.currency) {
      stop('refused', 'other-currency', `The server asks for ${offer.currency.slice(0, 16)}.`);
    }
    if (offer.sovereign !== this.#wallet.view().sovereign.id) {
      stop('refused', 'other-sovereign', 'The server is paid in money of another sovereign.');
    }
  }

  /** Before a tab is opened: else a server that asks for more than will be paid has it opened for nothing, each time. */
  #requireAffordable({ offer, ticks }: Demand): void {
    const price = parseAmount(offer.price, this.#limits.decimals);
    if (typeof price !== 'bigint') return stop('refused', 'bad-offer', 'The price is no amount.');
    this.#requireWithin((BigInt(ticks) * price) / BigInt(offer.perTicks), 0n);
  }

  #send(url: URL, init: StreamRequestInit, shown: ShownTick | undefined): Promise<Outcome<Asked>> {
    const { fetch: send = fetch } = this.#options;
    const { patienceMs } = this.#limits;
    const tick = shown === undefined ? {} : { [TICK_HEADER]: tickHeader(shown) };
    const headers = { ...init.headers, ...tick };
    // A tick is for this server alone: it is not carried on to where that sends.
    return ask(url, { ...init, headers, redirect: 'manual', fetch: send, patienceMs });
  }

  #over(server: Server): void {
    server.underWay -= 1;
    if (server.underWay > 0) return;
    for (const resolve of server.idle.splice(0)) resolve();
  }

  /** Counts what a stream has given before another takes its place. */
  #leave(server: Server): void {
    if (server.stream === undefined) return;
    this.#spent += server.stream.valueAfter(0) - server.startedAt;
    server.stream = undefined;
  }

  #spentNow(): Amount {
    let spent = this.#spent;
    for (const { stream, startedAt } of this.#servers.values()) {
      if (stream !== undefined) spent += stream.valueAfter(0) - startedAt;
    }
    return spent;
  }

  #serverOf({ origin }: URL): Server {
    const known = this.#servers.get(origin);
    if (known !== undefined) return known;
    const server: Server = {
      origin,
      payee: undefined,
      stream: undefined,
      startedAt: 0n,
      prices: new Map(),
      demand: undefined,
      underWay: 0,
      opening: undefined,
      idle: [],
    };
    this.#servers.set(origin, server);
    return server;
  }

  #text(amount: Amount): string {
    return formatAmount(amount, this.#limits.decimals);
  }
}

/** The stream has no more ticks, or was ended: the next act goes on. */
function isOver({ code }: Failure): boolean {
  return code === 'stream-used-up' || code === 'stream-ended';
}
