import {
  type Hash,
  type Hold,
  MAX_HOLDS,
  decode,
  equalBytes,
  holdCodec,
  holdId,
} from '@tallystick/protocol';
import { proveInclusion, readCertificate } from '../chain/certify.ts';
import { refetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import type { OpenHold } from '../client/own-client.ts';
import type { Context } from '../context.ts';
import { stop } from '../stop.ts';
import { isShunned } from './wary.ts';

/** A hold that the next take can name. */
export interface DueHold {
  readonly open: OpenHold;
  readonly hold: Hold;
}

/** The holds of a list that this wallet takes; their form is checked, and {@link provePuts} has to be called before they are. */
export function readHolds(context: Context, listed: readonly OpenHold[]): DueHold[] {
  return listed.flatMap((open) => {
    if (isShunned(context, wayOf(open))) return [];
    const hold = readHold(context, open);
    return hold === undefined ? [] : [{ open, hold }];
  });
}

/**
 * Ends the operation with `tampering` where a hold is not of the putting transition that the sovereign names, or that is not in
 * the log.
 */
export async function provePuts(context: Context, due: readonly DueHold[]): Promise<void> {
  const proven = new Set<string>();
  for (const { open } of due) {
    if (!belongsTo(open.hold, open.put)) forgedHold();
    const put = open.put.toHex();
    if (proven.has(put)) continue;
    await provePut(context, open);
    proven.add(put);
  }
}

/** A hold and the claim it is taken under: what cannot be claimed any more may still be taken back. */
export function wayOf({ hold, claim }: OpenHold): string {
  return `${hold.toHex()} ${claim ?? 'return'}`;
}

/** The hold, where it is of a kind that this wallet takes; undefined where it is of another. */
function readHold(context: Context, open: OpenHold): Hold | undefined {
  const decoded = decode(holdCodec, open.entry);
  if (!decoded.ok) return forgedHold();
  const hold = decoded.value;
  const known = context.trust.currencies.some(({ id }) => equalBytes(id, hold.currency));
  if (!known || open.amount < 1n) return undefined;
  // Of an own tab the rest may be above what was put at first: it was raised.
  if (open.claim === null) return hold;
  if (open.amount > hold.cap) return undefined;
  const claim = hold.claims[open.claim];
  const isOurs =
    claim?.payee.kind === 'identity' &&
    equalBytes(claim.payee.identity, context.enrolment.identity);
  const isPlain = claim?.meter.kind === 'all' && claim.condition === null;
  if (isWaiting(hold)) context.hasTerms = true;
  return isOurs && isPlain && open.amount === hold.cap ? hold : undefined;
}

/** Whether a hold has conditions or a schedule; tabs and allowances are not looked at here. */
export function isWaiting({ claims }: Hold): boolean {
  const isPlainly = claims.every(({ meter: { kind } }) => kind === 'all' || kind === 'schedule');
  const has = claims.some(
    ({ condition, meter }) => condition !== null || meter.kind === 'schedule',
  );
  return isPlainly && has;
}

function forgedHold(): never {
  const message = 'The sovereign shows a hold that its payer did not put.';
  return stop('tampering', 'hold-differs', message);
}

function belongsTo(hold: Hash, put: Hash): boolean {
  for (let index = 0; index < MAX_HOLDS; index += 1) {
    if (equalBytes(holdId(put, index), hold)) return true;
  }
  return false;
}

async function provePut(context: Context, { put, from }: OpenHold): Promise<void> {
  const bytes = await context.client.certificate(put);
  if (bytes === null) {
    // The list may be older than a new epoch that gave the put up.
    await refetchCheckpoint(context);
    stop(
      'tampering',
      'put-unknown',
      'The sovereign shows a hold, and denies the transition that put it.',
    );
  }
  const { effects } = await proveInclusion(context, readCertificate(bytes), put);
  // A device that is revoked leaves what it held in holds of its identity for itself.
  const isOwn = equalBytes(from.identity, context.enrolment.identity);
  if (effects.kind === 'put' || (effects.kind === 'say' && isOwn)) return;
  stop('tampering', 'effects-differ', 'A hold is certified as no put.');
}
