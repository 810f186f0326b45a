import { formatAmount, gatherBounded, parseAmount } from '@tallystick/protocol';
import { type Outcome, type Wallet, done, failed } from '@tallystick/wallet/browser';
import { type StreamFetch, readDemand, streamFetch } from '@tallystick/wallet/streams';
import type { ServiceOffer, StreamCalls, StreamShown, StreamTerms } from '../streams/calls.ts';
import { reachableUrl } from './places-calls.ts';
import { type Stoppable, stopRun } from './stop-run.ts';
import type { WithWallet } from './with-wallet.ts';

/** How long one request may take, with its answer's body. */
const PATIENCE_MS = 30_000;
const MOST_DEMAND_BYTES = 131_072;
const MOST_SHOWN_BYTES = 16_384;
const IS_TEXT = /^(text\/|application\/([\w.-]+\+)?(json|xml)\b|$)/;

interface Running extends Stoppable {
  readonly client: StreamFetch;
  shown: StreamShown;
  asking: Promise<StreamShown> | null;
}

const NONE = failed('usage', 'no-stream', 'No stream runs.');

/** Paying services as one goes: this process asks them, so that no page connects to anybody else. One at a time, for each wallet. */
export function streamCalls(withWallet: WithWallet): StreamCalls {
  const running = new WeakMap<Wallet, Running>();
  return {
    serviceOffer: (typed) => withWallet((open) => offerOf(open, typed)),
    startStream: (terms) =>
      withWallet(async (open) => {
        const stopped = await stopRun(running, open);
        if (!stopped.ok) return stopped;
        const client = clientFor(open, terms);
        if (!client.ok) return client;
        const spent = client.value.spent();
        const shown = { terms, spent, requests: 0, last: null, failure: null };
        running.set(open, { client: client.value, shown, asking: null, isStopping: false });
        return done(shown);
      }),
    askService: () =>
      withWallet(async (open) => {
        const run = running.get(open);
        if (run === undefined || run.isStopping) return NONE;
        run.asking ??= askOnce(run).finally(() => {
          run.asking = null;
        });
        return done(await run.asking);
      }),
    streamNow: () =>
      withWallet((open) => Promise.resolve(done({ stream: running.get(open)?.shown ?? null }))),
    stopStream: () => withWallet((open) => stopRun(running, open)),
  };
}

/** Pays the address that was looked at, no more for a request than was said then, no more in all than the budget, and locks nothing beyond the end that was shown. */
function clientFor(
  open: Wallet,
  { offer, each, budget, until }: StreamTerms,
): Outcome<StreamFetch> {
  return streamFetch(open, {
    currency: offer.currency,
    to: offer.payee,
    budget,
    perRequest: each,
    tabUntil: until,
    fetch: (input, init) => fetch(input, { ...init, ...UNKNOWN_TO_IT }),
  });
}

/** A service learns nothing but the ticks; what was paid for is never taken from what a browser kept. */
const UNKNOWN_TO_IT = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
} as const;

async function askOnce(run: Running): Promise<StreamShown> {
  const { client, shown } = run;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answered = await client.fetch(shown.terms.offer.url, { signal });
  // A browser may end at any time: ticks that are only kept ready would count as paid until the service shows its last one.
  const stored = await client.close();
  if (!answered.ok) {
    run.shown = { ...shown, spent: client.spent(), failure: answered.failure };
    return run.shown;
  }
  const { response, paid } = answered.value;
  const last = { status: response.status, text: await textOf(response), paid };
  run.shown = {
    ...shown,
    spent: client.spent(),
    requests: shown.requests + 1,
    last,
    failure: stored.ok ? null : stored.failure,
  };
  return run.shown;
}

async function textOf({ headers, body }: Response): Promise<string | null> {
  if (!IS_TEXT.test(headers.get('content-type') ?? '')) return null;
  return await bodyOf(body, MOST_SHOWN_BYTES);
}

/** Null where it is longer, or breaks off. */
async function bodyOf(body: Response['body'], most: number): Promise<string | null> {
  try {
    const bytes = await gatherBounded(body ?? [], most);
    return bytes === undefined ? null : new TextDecoder().decode(bytes);
  } catch {
    return null;
  }
}

async function offerOf(open: Wallet, typed: string): Promise<Outcome<ServiceOffer>> {
  const url = reachableUrl(typed.trim());
  if (url === undefined) return failed('usage', 'bad-url', 'Give an address as https://….');
  url.hash = '';
  const asked = await askUnpaid(url);
  if (!asked.ok) return asked;
  const demand = asked.value === null ? undefined : readDemand(asked.value);
  if (demand === undefined) return failed('refused', 'no-offer', 'It asks for no ticks.');
  const { offer, ticks } = demand;
  const { sovereign, currencies } = open.view();
  const currency = currencies.find(({ code }) => code === offer.currency);
  if (offer.sovereign !== sovereign.id || currency === undefined) {
    return failed('refused', 'other-sovereign', 'It is paid in money of another sovereign.');
  }
  const request = await open.offline().readRequest(offer.request);
  if (!request.ok) return request;
  const price = parseAmount(offer.price, currency.decimals);
  if (typeof price !== 'bigint' || price === 0n || request.value.currency !== currency.code) {
    return failed('refused', 'bad-offer', 'What it asks for cannot be paid.');
  }
  return done({
    url: url.href,
    payee: request.value.to,
    memo: request.value.memo,
    currency: currency.code,
    price: formatAmount(price, currency.decimals),
    perTicks: offer.perTicks,
    ticks,
  });
}

/** What is answered to somebody who shows no tick; null: it asks for none. */
async function askUnpaid(url: URL): Promise<Outcome<string | null>> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(url, { signal, redirect: 'manual', ...UNKNOWN_TO_IT });
    if (answer.status !== 402) {
      await answer.body?.cancel();
      return done(null);
    }
    return done(await bodyOf(answer.body, MOST_DEMAND_BYTES));
  } catch {
    return failed('unreachable', 'no-answer', 'The service did not answer.');
  }
}
