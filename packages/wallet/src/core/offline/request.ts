import {
  type Hash,
  type OfflineRequest,
  type SignedRequest,
  encode,
  encodeMessage,
  MAX_REQUEST_MEMO_BYTES,
  offlineRequestCodec,
  requestHash,
  signingContext,
  time,
  toHex,
} from '@tallystick/protocol';
import { type Context, listRecords, signWith, store, storing } from '../context.ts';
import { amountOf, currencyOf, ownCountry } from '../pay/prepare.ts';
import type { StorageChange } from '../ports.ts';
import { readHashKey } from '../records/keys.ts';
import { stop } from '../stop.ts';
import { offlineNow } from './clock.ts';
import { ownMembership, ownParty } from './evidence.ts';
import type { MadeRequest } from './offline-types.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { type AskedRecord, askedRecordCodec } from './records/payee-records.ts';

/** How long a request waits for its act where nothing else is said. */
const VALID_MS = 600_000;
const LONGEST_MS = 7 * 86_400_000;
const NONCE_BYTES = 16;
/** What was not answered is forgotten this long after its end; an act that answers it is refused from its end on. */
const KEPT_MS = 86_400_000;

/** What is asked for. */
interface AskedFor {
  readonly amount: string;
  readonly currency: string;
  readonly memo: string;
  readonly validMs: number | undefined;
}

/** Asks for an amount: signed and stored, then given out for the payer's wallet. */
export async function makeRequest(context: Context, asked: AskedFor): Promise<MadeRequest> {
  const made = await signRequest(context, asked);
  const record: AskedRecord = { request: made.signed, answer: null };
  await store(context.vault, [
    ...(await forgotten(context, made.time)),
    storing(OFFLINE_KEYS.asked(made.id), askedRecordCodec, record),
    storing(OFFLINE_KEYS.waiting(made.id), time, made.until),
  ]);
  return { id: toHex(made.id), message: made.message, until: made.until };
}

/** A request of this wallet's that is signed and not stored: no act answers it. */
export async function signRequest(
  context: Context,
  asked: AskedFor,
): Promise<{
  readonly id: Hash;
  readonly signed: SignedRequest;
  readonly message: Uint8Array;
  readonly time: number;
  readonly until: number;
}> {
  const { ports, trust } = context;
  const currency = currencyOf(context, asked.currency);
  const amount = amountOf(currency, asked.amount);
  const { memo, validMs = VALID_MS } = asked;
  const memoBytes = new TextEncoder().encode(memo).length;
  if (!memo.isWellFormed() || memoBytes > MAX_REQUEST_MEMO_BYTES) {
    stop(
      'usage',
      'bad-memo',
      `A memo is text of at most ${MAX_REQUEST_MEMO_BYTES} bytes in UTF-8.`,
    );
  }
  if (!Number.isSafeInteger(validMs) || validMs < 1 || validMs > LONGEST_MS) {
    stop('usage', 'bad-validity', 'A request waits for at most seven days.');
  }
  const time = await offlineNow(context);
  const request: OfflineRequest = {
    version: 1,
    sovereign: trust.sovereign,
    currency: currency.id,
    amount,
    payee: ownParty(context),
    country: ownCountry(context, undefined),
    time,
    until: time + validMs,
    nonce: ports.random(NONCE_BYTES),
    memo,
  };
  const membership = await ownMembership(context);
  const bytes = encode(offlineRequestCodec, request);
  const id = requestHash(bytes);
  const bound = signingContext('request', trust.sovereign);
  const signature = await signWith(ports, context.deviceKey, id, bound);
  const signed: SignedRequest = { request: bytes, signature };
  const message = encodeMessage({ kind: 'request', request: signed, membership });
  return { id, signed, message, time, until: request.until };
}

async function forgotten(context: Context, now: number): Promise<StorageChange[]> {
  const waiting = await listRecords(context.vault, OFFLINE_KEYS.allWaiting, time);
  return waiting
    .filter(({ value: until }) => until + KEPT_MS < now)
    .flatMap(({ key }) => [
      { key, value: null },
      { key: OFFLINE_KEYS.asked(readHashKey(key)), value: null },
    ]);
}
