import { parseAmount } from '@tallystick/protocol';
import type { Wallet } from '@tallystick/wallet';
import { HOUR_MS } from '../offline/climate.ts';
import { CODE, DECIMALS, OTHER_CODE } from './currencies.ts';
import type { Dweller } from './dweller.ts';
import type { Message } from './messages.ts';

/** Whoever makes the preimage gives the other side so much longer than itself. */
const LONGER_MS = 24 * HOUR_MS;

/** Locks the first half of a swap, for whoever opens it with the preimage; now and then it is less than is said of it. */
export async function offerSwap(one: Dweller, wallet: Wallet, other: Dweller): Promise<void> {
  const secret = await wallet.holds().secret();
  if (!secret.ok) return;
  const hash = secret.value;
  const until = one.now + LONGER_MS + one.hours(8, 40);
  const claims = [{ to: `@${other.name}`, when: `preimage ${hash}`, until }];
  const amount = one.amount(100, 2_000);
  const [hold] = (await one.put(wallet, [{ amount, currency: CODE, claims }])) ?? [];
  if (hold === undefined) return;
  one.words.add(`preimage ${hash}`);
  const told = one.decides(0.15) ? `1${amount}` : amount;
  one.say(other, { kind: 'offer', hash, amount: told, hold, until, asked: one.name });
}

/** Locks the other half under the same hash, where what was offered is there, and long enough. */
export async function answerOffer(
  one: Dweller,
  wallet: Wallet,
  { hash, amount, hold: offer, until: longest, asked }: Extract<Message, { kind: 'offer' }>,
): Promise<void> {
  const until = longest - LONGER_MS;
  if (!one.isLiving || one.now > until - 2 * HOUR_MS || one.decides(0.1)) return;
  if (!(await one.lookAfter(wallet))) return;
  const terms = { hold: offer, amount, currency: CODE, from: `@${asked}`, hash };
  const checked = await wallet.holds().checkSwap({ ...terms, answerUntil: until });
  one.notes(`checks what ${asked} offers`, checked);
  if (!checked.ok) return;
  const claims = [{ to: `@${asked}`, when: checked.value.when, until }];
  const given = { amount: one.amount(100, 5_000, OTHER_CODE), currency: OTHER_CODE, claims };
  // Under one reference: an offer that comes twice is answered once.
  const [answer] = (await one.put(wallet, [{ ...given, reference: hash.slice(0, 32) }])) ?? [];
  const told = parseAmount(amount, DECIMALS[CODE] ?? 0);
  if (answer === undefined || typeof told !== 'bigint') return;
  const { swaps, books, dues } = one.settlement;
  const [side, { words }] = [{ books, dues }, one];
  const swap = { first: asked, second: one.name, hash, told, words, answer, offer };
  swaps.begins(swap, side, side);
}
