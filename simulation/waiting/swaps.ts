import type { Wallet } from '@tallystick/wallet';
import { HOUR_MS } from '../offline/climate.ts';
import { CODE, OTHER_CODE } from './currencies.ts';
import type { Dweller } from './dweller.ts';
import type { Message } from './messages.ts';

/** Whoever makes the preimage gives the other side so much longer than itself. */
const LONGER_MS = 24 * HOUR_MS;

/** Locks the first half of a swap, for whoever opens it with the preimage. */
export async function offerSwap(one: Dweller, wallet: Wallet, other: Dweller): Promise<void> {
  const secret = await wallet.holds().secret();
  if (!secret.ok) return;
  const hash = secret.value;
  const until = one.now + LONGER_MS + one.hours(8, 40);
  const claims = [{ to: `@${other.name}`, when: `preimage ${hash}`, until }];
  const request = { amount: one.amount(100, 2_000), currency: CODE, claims };
  const [hold] = (await one.put(wallet, [request])) ?? [];
  if (hold === undefined) return;
  one.words.add(`preimage ${hash}`);
  one.say(other, { kind: 'offer', hash, hold, until, asked: one.name });
}

/** Locks the other half under the same hash, where what was offered is there, and long enough. */
export async function answerOffer(
  one: Dweller,
  wallet: Wallet,
  { hash, hold: offer, until: longest, asked }: Extract<Message, { kind: 'offer' }>,
): Promise<void> {
  const until = longest - LONGER_MS;
  if (!one.isLiving || one.now > until - 2 * HOUR_MS || one.decides(0.1)) return;
  if (!(await one.lookAfter(wallet))) return;
  const listed = await wallet.holds().list();
  const seen = listed.ok ? listed.value.find(({ hold }) => hold === offer) : undefined;
  const [claim] = seen?.claims ?? [];
  const isThere = seen?.status === 'open' && seen.proven && claim?.when === `preimage ${hash}`;
  if (!isThere || claim.until < longest) return;
  const claims = [{ to: `@${asked}`, when: `preimage ${hash}`, until }];
  // Under one reference: an offer that comes twice is answered once.
  const request = {
    amount: one.amount(100, 5_000, OTHER_CODE),
    currency: OTHER_CODE,
    claims,
  };
  const [answer] = (await one.put(wallet, [{ ...request, reference: hash.slice(0, 32) }])) ?? [];
  if (answer === undefined) return;
  const { swaps, books, dues } = one.settlement;
  const [side, { words }] = [{ books, dues }, one];
  swaps.begins({ first: asked, second: one.name, hash, words, answer, offer }, side, side);
}
