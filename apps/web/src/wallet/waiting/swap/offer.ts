import type { HoldRequest, HoldView, SwapTerms } from '@tallystick/wallet';
import type { SwapWords } from '../../../words/english/wallet/swap.ts';
import type { Payee } from '../../calls.ts';
import { readWhen } from '../claim-text.ts';
import { recipientOf } from '../recipe.ts';

interface Sum {
  readonly amount: string;
  readonly currency: string;
}

/** What somebody offers to exchange: it is checked against the log, and believed for nothing. */
export interface Offer {
  /** The part that is locked already. */
  readonly hold: string;
  /** The id of the sovereign at which it is. */
  readonly at: string;
  /** The address of whoever offers. */
  readonly from: string;
  readonly gives: Sum;
  readonly wants: Sum;
  /** Until then the other part is to be locked. */
  readonly answerUntil: number;
}

/** What somebody has typed of an offer. */
export interface SwapTyped {
  readonly to: string;
  readonly gives: Sum;
  readonly wants: Sum;
  readonly days: SwapDays;
}

export const SWAP_DAYS = ['1', '3', '7'] as const;
type SwapDays = (typeof SWAP_DAYS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Whoever answers later than so long before the end leaves the other side no time to take. */
const LATEST_MS = 4 * HOUR_MS;
const PATH = '/wallet/waiting/swap';
const FIELDS = ['hold', 'at', 'from', 'gives', 'wants', 'until'];
const LONGEST = 1000;

/** The first part: twice as long as the second can be locked, so that whoever answers has as much time again to take. */
export function firstPart(
  { to, gives, wants, days }: SwapTyped,
  now: number,
  reference: string,
): HoldRequest {
  // Ends are shown by the minute, and are signed as they are shown.
  const end = (ms: number): number => Math.ceil((now + ms) / MINUTE_MS) * MINUTE_MS;
  const lasting = Number(days) * DAY_MS;
  const claims = [{ to: recipientOf(to), until: end(2 * lasting) }];
  return { ...gives, claims, reference, swap: { ...wants, until: end(lasting) } };
}

/** The same for the very address that was looked up. */
export function boundPart(request: HoldRequest, { address, country }: Payee): HoldRequest {
  const bound = { to: address, ...(country === null ? {} : { toCountry: country }) };
  return { ...request, claims: request.claims.map((claim) => ({ ...claim, ...bound })) };
}

/** The link that hands an offer on. Nothing in it is a secret. */
export function offerLink(
  { hold, at, from, gives, wants, answerUntil }: Offer,
  origin: string,
): string {
  const sum = ({ amount, currency }: Sum): string => `${amount} ${currency}`;
  const values = [hold, at, from, sum(gives), sum(wants), String(answerUntil)];
  const asked = new URLSearchParams(FIELDS.map((name, i) => [name, values[i] ?? '']));
  return `${new URL(PATH, origin).href}#${String(asked)}`;
}

/** Of an own first part, what is handed on. */
export function offerOf(
  { hold, from, amount, currency, swap, isOwn }: HoldView,
  at: string,
): Offer | null {
  if (!isOwn || swap === null || swap.answers !== undefined) return null;
  const wants = { amount: swap.amount, currency: swap.currency };
  return { hold, at, from, gives: { amount, currency }, wants, answerUntil: swap.until };
}

/** Reads an offer that somebody handed over, as a link or what follows its `#`; null for anything else. */
export function readOffer(text: string): Offer | null {
  if (text.length > LONGEST) return null;
  const asked = new URLSearchParams(text.trim().replace(/^[^#]*#/, ''));
  // Each once, and nothing else: nobody is shown one of two.
  if ([...asked.keys()].toSorted().join() !== FIELDS.toSorted().join()) return null;
  const [hold = '', at = '', from = '', gives = '', wants = '', until = ''] = FIELDS.map((name) =>
    asked.get(name)?.trim(),
  );
  const [given, wanted] = [readSum(gives), readSum(wants)];
  const isWhole = [hold, at].every((id) => /^[0-9a-f]{64}$/.test(id));
  if (!isWhole || !/^tally1[a-z0-9]{58}$/.test(from) || !/^\d{13}$/.test(until)) return null;
  if (given === null || wanted === null) return null;
  return { hold, at, from, gives: given, wants: wanted, answerUntil: Number(until) };
}

function readSum(text: string): Sum | null {
  const [, amount, currency] = /^(\d{1,19}(?:\.\d{1,18})?) ([A-Z0-9]{1,16})$/.exec(text) ?? [];
  return amount === undefined || currency === undefined ? null : { amount, currency };
}

export type OfferFault = keyof SwapWords['faults'];

/** The last moment at which an answer that ends at `until` can be locked. */
export function answerableUntil(until: number): number {
  return until - LATEST_MS;
}

/** Why an offer is nothing for this wallet now, before anybody is asked. */
export function offerFault(
  { at, from, answerUntil, gives, wants }: Offer,
  own: { readonly address: string; readonly sovereign: { readonly id: string } },
  now: number,
): OfferFault | null {
  if (at !== own.sovereign.id) return 'elsewhere';
  if (from === own.address) return 'own';
  if (gives.currency === wants.currency) return 'same-currency';
  return now > answerableUntil(answerUntil) ? 'too-late' : null;
}

/** What the part that was offered has to be, for whoever answers it. */
export function offeredTerms({ hold, from, gives, answerUntil }: Offer): SwapTerms {
  return { hold, from, ...gives, answerUntil };
}

/** The part that answers an offer: at most one, however often it is asked. `until`: when the part that was offered ends. */
export function secondPart(
  { hold, gives, wants, answerUntil }: Offer,
  payee: Payee,
  until: number,
): HoldRequest {
  const claims = [{ to: payee.address, until: answerUntil }];
  const reference = `swap ${hold.slice(0, 56)}`;
  const swap = { ...gives, until, answers: hold };
  return boundPart({ ...wants, claims, reference, swap }, payee);
}

/** The hash that an own part of a swap waits under; null of any other amount. */
function swapHash({ isOwn, swap, claims }: HoldView): string | null {
  const when = readWhen(claims[0]?.when ?? null);
  return isOwn && swap !== null && when.kind === 'secret' ? when.hash : null;
}

/** What somebody has locked under the hash of an own offer: whether it is what was wanted, the log says. One that was taken stays. */
export function answerTo(own: HoldView, holds: readonly HoldView[]): HoldView | null {
  const to = own.claims[0]?.to ?? null;
  const answers = holds.filter(
    (one) =>
      one.from === to && (one.status === 'open' || one.taken !== null) && isAnswerTo(own, one),
  );
  // Whoever locked one that is less as well keeps nobody from the one that is right.
  const right = answers.filter((one) => isSum(one, own.swap));
  const isPlain = ({ claims: [claim] }: HoldView): boolean =>
    readWhen(claim?.when ?? null).kind === 'secret';
  return right.find(isPlain) ?? right[0] ?? answers[0] ?? null;
}

function isAnswerTo(own: HoldView, { isOwn, claims }: HoldView): boolean {
  const hash = swapHash(own);
  if (isOwn || hash === null || own.swap?.answers !== undefined) return false;
  return claims.some((claim) => isUnder(claim, hash));
}

function isSum({ amount, currency }: HoldView, wanted: HoldView['swap']): boolean {
  return amount === wanted?.amount && currency === wanted.currency;
}

/** Beside other conditions, too: whatever takes it may show the secret. */
function isUnder({ isMine, when }: HoldView['claims'][number], hash: string): boolean {
  return isMine && when?.includes(hash) === true;
}

/** Whether an amount is the other side of an own offer: taking it shows the secret, so that is done from the offer, after a check. */
export function isAnswer(hold: HoldView, holds: readonly HoldView[]): boolean {
  return holds.some((own) => isAnswerTo(own, hold));
}

/** What the answer to an own offer has to be, before it is taken. */
export function answeredTerms(own: HoldView, answer: HoldView): SwapTerms | null {
  const hash = swapHash(own);
  const to = own.claims[0]?.to ?? null;
  if (hash === null || to === null || own.swap === null) return null;
  const { amount, currency } = own.swap;
  return { hold: answer.hold, amount, currency, from: to, hash };
}
