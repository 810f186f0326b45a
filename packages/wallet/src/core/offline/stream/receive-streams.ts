import { encodeAddress, MAX_LINKS, toHex } from '@tallystick/protocol';
import type { Context } from '../../context.ts';
import { type Outcome, done, failed } from '../../outcome.ts';
import { amountOf, currencyOf } from '../../pay/prepare.ts';
import { guard, stop } from '../../stop.ts';
import type { Run } from '../lazy-offline.ts';
import { signRequest } from '../request.ts';
import { type AskedRate, acceptStream, isOfRate, loadStreams } from './accept-stream.ts';
import type { TickLimits } from './incoming.ts';
import type { IncomingStreams, StreamOffer, StreamTerms } from './stream-types.ts';

/** How long an offer is good; it is renewed when half of it has passed. */
const OFFER_MS = 3_600_000;
/** An offer that is handed out is good for so long at least. */
const STILL_GOOD_MS = OFFER_MS / 4;
const MOST_SKIPPED = 1024;

/** Opens the payee's side of all streams of a wallet; what is stored of them is loaded. */
export async function receiveStreams(
  context: Context,
  run: Run,
  terms: StreamTerms,
): Promise<IncomingStreams> {
  const currency = currencyOf(context, terms.currency);
  const { perTicks = 1 } = terms;
  const rate: AskedRate = {
    currency: currency.id,
    units: amountOf(currency, terms.price),
    perTicks: within(perTicks, 1),
  };
  const limits: TickLimits = {
    mostUnstored: within(terms.mostUnstored ?? 0, 0),
    mostSkipped: within(terms.mostSkipped ?? MOST_SKIPPED, 1),
  };
  await loadStreams(context);
  const { incoming } = context.streams;
  let offered: { readonly offer: StreamOffer; readonly renewAt: number } | undefined;
  let renewing: Promise<Outcome<StreamOffer>> | undefined;
  const renew = (now: number): Promise<Outcome<StreamOffer>> => {
    renewing ??= run(async () => {
      const offer = await makeOffer(context, terms, perTicks);
      offered = { offer, renewAt: now + OFFER_MS / 2 };
      return offer;
    }, false).finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
  return {
    // One for everybody, which therefore tells nobody apart: no act names it. It is signed once, however many wait.
    offer() {
      const now = context.ports.clock.now();
      if (offered === undefined || now > offered.offer.until - STILL_GOOD_MS) return renew(now);
      // Whoever shows no tick does not wait for what the wallet is doing.
      if (now >= offered.renewAt) void renew(now);
      return Promise.resolve(done(offered.offer));
    },
    accept: (message) => run(() => acceptStream(context, message, rate), false),
    receive(tick) {
      const live = incoming.get(tick.hold);
      // One of a door with another price, or from before the price was changed, pays nothing here.
      if (live !== undefined && isOfRate(live, rate)) return live.receive(tick, limits);
      const message = 'This wallet knows no such stream at this price: open one.';
      return Promise.resolve(failed('refused', 'unknown-stream', message));
    },
    store: () =>
      guard(async () => {
        for (const live of incoming.values()) await live.settle();
        return null;
      }),
  };
}

function within(count: number, least: number): number {
  if (Number.isSafeInteger(count) && count >= least && count <= MAX_LINKS) return count;
  return stop('usage', 'bad-price', `Say so many ticks: ${least} to ${MAX_LINKS}.`);
}

async function makeOffer(
  context: Context,
  { price, currency, memo = '' }: StreamTerms,
  perTicks: number,
): Promise<StreamOffer> {
  const asked = { amount: price, currency, memo, validMs: OFFER_MS };
  const { message, until } = await signRequest(context, asked);
  return {
    sovereign: toHex(context.trust.sovereign),
    currency,
    price,
    perTicks,
    to: encodeAddress(context.enrolment.identity),
    request: message,
    until,
  };
}
