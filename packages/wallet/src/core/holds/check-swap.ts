import {
  type Amount,
  type Condition,
  type Hash,
  type Hold,
  decode,
  equalBytes,
  fromHex,
  holdCodec,
  toHex,
} from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { type OpenHold } from '../client/own-client.ts';
import { listHolds } from '../collect/collect.ts';
import { type Context, findRecord } from '../context.ts';
import { amountOf, currencyOf } from '../pay/prepare.ts';
import { readRecipient, resolveParty } from '../pay/resolve-party.ts';
import { stop } from '../stop.ts';
import type { CheckedSwap, SwapDifference, SwapTerms } from './holds-types.ts';
import { ProvenPuts } from './proven-puts.ts';
import { HOLD_KEYS, knownHoldCodec } from './records.ts';

/** How much longer the other part lasts where this wallet answers: so long it may be without its sovereign. */
const ANSWER_MARGIN_MS = 12 * 3_600_000;
/** How long it lasts from now where this wallet began, and takes it. */
const TAKE_MARGIN_MS = 3_600_000;

/** What was agreed upon, as the ledger has such things. */
interface Agreed {
  readonly currency: Hash;
  readonly amount: Amount;
  readonly from: Hash;
  readonly hash: Hash | null;
  /** The other part's claim ends then or later. */
  readonly until: number;
}

/**
 * The other part of a hash-locked swap, before this wallet locks its own, or before it takes and so shows its secret: that it is in the
 * log, open, whole, and what was agreed upon. Everything that differs is named.
 */
export async function checkSwap(context: Context, swap: SwapTerms): Promise<CheckedSwap> {
  const agreed = await agreedOf(context, swap);
  const id = fromHex(swap.hold, 32);
  const listed = await listHolds(context, 'receivables');
  const open = listed.find(({ hold }) => id !== undefined && equalBytes(hold, id));
  if (open === undefined) {
    const message =
      'No such hold is open for this wallet: it was never put, or was taken, or its time is over.';
    return stop('refused', 'hold-gone', message);
  }
  const terms = await provenTerms(context, open);
  const hash = lockOf(terms);
  const differs = differencesOf(context, { open, terms, hash }, agreed);
  // Whoever answers cannot have the secret: under an own one it would be shown for what is no exchange.
  const isOwnSecret = hash !== null && (await context.vault.get(HOLD_KEYS.preimage(hash)));
  if (swap.answerUntil !== undefined && isOwnSecret && !differs.includes('hash')) {
    differs.push('hash');
  }
  if (hash === null || differs.length > 0) {
    const message = `This is not what was agreed upon: ${differs.join(', ')}. Lock nothing, and take nothing.`;
    return stop('refused', 'swap-differs', message, { differs });
  }
  const until = terms.claims[0]?.until ?? 0;
  return { hash: toHex(hash), when: `preimage ${toHex(hash)}`, until };
}

async function agreedOf(context: Context, swap: SwapTerms): Promise<Agreed> {
  const { answerUntil, marginMs = answerUntil === undefined ? TAKE_MARGIN_MS : ANSWER_MARGIN_MS } =
    swap;
  if (!Number.isSafeInteger(marginMs) || marginMs < 0) {
    stop('usage', 'bad-duration', 'A margin is a number of milliseconds.');
  }
  const now = Math.max(ledgerTime(context), context.ports.clock.now());
  if (answerUntil !== undefined && !(Number.isSafeInteger(answerUntil) && answerUntil > now)) {
    stop('usage', 'bad-until', 'The own part has to end in the future.');
  }
  const hash = swap.hash === undefined ? null : fromHex(swap.hash, 32);
  if (hash === undefined || (hash === null && answerUntil === undefined)) {
    stop('usage', 'bad-condition', 'Whoever began a swap names the hash of its own secret.');
  }
  const currency = currencyOf(context, swap.currency);
  const { identity } = await resolveParty(context, readRecipient(swap.from).to);
  return {
    currency: currency.id,
    amount: amountOf(currency, swap.amount),
    from: identity,
    hash,
    until: (answerUntil ?? now) + marginMs,
  };
}

/** The terms as they were put; ends the operation where nothing proves them. */
async function provenTerms(context: Context, open: OpenHold): Promise<Hold> {
  const decoded = decode(holdCodec, open.entry);
  const known = await findRecord(context.vault, HOLD_KEYS.known(open.hold), knownHoldCodec);
  // Of a put that is not this wallet's alone the sovereign shows it nothing: then its owner has handed the terms over.
  if (known !== undefined && known.index !== null) return known.terms;
  const isProven = (await new ProvenPuts(context).indexOf(open)) !== null;
  if (decoded.ok && isProven) return decoded.value;
  const message =
    'Nothing proves the terms of this hold: have its owner hand them over, and agree to them.';
  return stop('refused', 'not-proven', message);
}

/** The hash that a hold waits for the preimage of, and for nothing else; null where it has other terms. */
function lockOf({ claims }: Hold): Hash | null {
  const condition: Condition | null = claims[0]?.condition ?? null;
  return condition?.kind === 'preimage' ? condition.hash : null;
}

interface Shown {
  readonly open: OpenHold;
  readonly terms: Hold;
  readonly hash: Hash | null;
}

function differencesOf(
  context: Context,
  { open, terms, hash }: Shown,
  agreed: Agreed,
): SwapDifference[] {
  const [claim, ...others] = terms.claims;
  const own = context.enrolment.identity;
  const isMine = claim?.payee.kind === 'identity' && equalBytes(claim.payee.identity, own);
  const isWhole = claim?.meter.kind === 'all' && open.amount === terms.cap;
  const isHash = hash !== null && (agreed.hash === null || equalBytes(hash, agreed.hash));
  const isFrom = equalBytes(open.from.identity, agreed.from) && !equalBytes(agreed.from, own);
  const found: [SwapDifference, boolean][] = [
    ['amount', terms.cap === agreed.amount && isWhole],
    ['currency', equalBytes(terms.currency, agreed.currency)],
    ['from', isFrom],
    // Under another claim, or one that others can meet, it could be gone before the secret is shown.
    ['claims', others.length === 0 && isMine],
    ['condition', hash !== null],
    ['hash', isHash],
    ['until', (claim?.until ?? 0) >= agreed.until],
  ];
  return found.flatMap(([name, isSo]) => (isSo ? [] : [name]));
}
