import {
  type BuiltTransition,
  type Hash,
  MAX_OPERATION_BYTES,
  type Operation,
  certificateOf,
  encode,
  stateId,
  submitRequestCodec,
  toHex,
} from '@tallystick/protocol';
import { type Context, storeChain, storing } from '../context.ts';
import type { KeptReceipt } from '../decisions/keep-receipt.ts';
import { liftBarrier } from '../epoch/barrier.ts';
import type { Failure, Json } from '../outcome.ts';
import type { StorageChange } from '../ports.ts';
import type { Pending, StoredRefusal } from '../records/chain-record.ts';
import type { Detail, Upload } from '../records/detail.ts';
import { abandonedRecordCodec } from '../records/entry-record.ts';
import { type ChainName, KEYS } from '../records/keys.ts';
import { Stop, stop } from '../stop.ts';
import {
  type Certified,
  certify,
  pendingTransition,
  readCertificate,
  sequenceOf,
} from './certify.ts';
import { storedOperation } from './chain-tip.ts';
import { refetchCheckpoint } from './fetch-checkpoint.ts';
import { isClockLost, ledgerTime } from './ledger-time.ts';
import { hasten, placeNotFree } from './place-not-free.ts';
import { signPending } from './sign.ts';

/**
 * What became of a transition. `unknown`: no answer came, or the proof cannot be had yet; it stays pending, and the same
 * bytes are sent again.
 */
export type Settled =
  | { readonly kind: 'final'; readonly certified: Certified }
  | {
      readonly kind: 'refused';
      readonly refusal: StoredRefusal;
      readonly staleAt: number;
      /** The rules objected, and the sovereign has signed that: kept under this id. */
      readonly decision?: Hash;
    }
  | { readonly kind: 'unknown'; readonly failure: Failure };

/** refusals.md: the ledger stopped half-way, and does not know itself what became of the transition. */
const UNAVAILABLE = 'unavailable';
/** refusals.md: stale, or no successor of what the ledger has, or not signed by whoever may; it does not say which. */
export const NOT_ACCEPTABLE = 'not-acceptable';

/** A transition to make, and what to remember with it. */
export interface Proposal {
  readonly built: BuiltTransition;
  readonly details: readonly Detail[];
  readonly uploads: readonly Upload[];
  /** Stored in the same write as the transition. */
  readonly changes: readonly StorageChange[];
}

/**
 * Makes a transition: stores it, signs it, stores the signature, and only then sends it. The chain's place must be free:
 * see {@link freePlace}. Ends the operation with `operation-too-large`, and stores nothing, where a transition has no room for it.
 */
export async function propose(
  context: Context,
  chain: ChainName,
  { built, details, uploads, changes }: Proposal,
): Promise<Settled> {
  const record = context.chains[chain];
  if (record.pending !== null) throw new RangeError('a transition is pending already');
  if (built.operationBytes.length > MAX_OPERATION_BYTES) tooLarge(built.operationBytes.length);
  const pending: Pending = {
    state: built.stateBytes,
    operation: built.operationBytes,
    signatures: [],
    details,
    uploads,
    createdAt: context.ports.clock.now(),
    refusal: null,
  };
  await storeChain(context, chain, { ...record, pending }, changes);
  await signPending(context, chain);
  return await send(context, chain);
}

/** How many holds a transition has room for depends on what is asked for each: nobody can tell by counting. */
function tooLarge(bytes: number): never {
  const message = `All of this takes ${bytes} bytes, and one transition has room for ${MAX_OPERATION_BYTES}: ask for less at once (fewer holds, fewer claims, shorter conditions).`;
  stop('usage', 'operation-too-large', message, { bytes, most: MAX_OPERATION_BYTES });
}

/**
 * Frees the place of a chain's next transition: settles the pending one, if there is any. Ends the operation with
 * `unreachable` or `busy` where that cannot be done now. How a place becomes free without a certificate, and why only so,
 * stands in docs/decisions/0002-one-signature-per-sequence.md.
 */
export async function freePlace(context: Context, chain: ChainName): Promise<Settled | null> {
  await liftBarrier(context, chain);
  const { pending } = context.chains[chain];
  if (pending === null) {
    await sameEpochStill(context, chain);
    if (isClockLost(context)) await askForTime(context);
    return null;
  }
  const { notAfter } = storedOperation(pending.operation, `record chain/${chain}`);
  const isStale = (): boolean => context.seen.signedTime > notAfter;
  if (ledgerTime(context) <= notAfter && pending.refusal === null) {
    if (pending.signatures.length === 0) await signPending(context, chain);
    const settled = await send(context, chain);
    if (settled.kind === 'final') return settled;
    if (settled.kind === 'unknown') throw new Stop(settled.failure);
  }
  // Perhaps because it was stale when it arrived: then the clock that dated it is behind.
  const isUnread = context.chains[chain].pending?.refusal?.code === NOT_ACCEPTABLE;
  await hasten(context, notAfter, isUnread || ledgerTime(context) > notAfter);
  await refetchCheckpoint(context);
  // First the proof that nothing with this notAfter is admitted any more, then the question whether it was.
  const stale = isStale();
  const certificate = await context.client.certificate(stateId(pending.state));
  if (certificate !== null) {
    return {
      kind: 'final',
      certified: await certify(context, chain, readCertificate(certificate)),
    };
  }
  if (!stale) {
    return placeNotFree(context, 'An earlier transition of this wallet was not admitted', notAfter);
  }
  await abandon(context, chain);
  if (isClockLost(context)) await askForTime(context);
  return null;
}

/** Has the ledger sign what time it is, for a wallet whose own clock cannot tell how long ago it last did. */
async function askForTime(context: Context): Promise<void> {
  await hasten(context, context.seen.signedTime, true);
  await refetchCheckpoint(context);
}

/**
 * What was abandoned at the chain's next place went stale by the time of the epoch that this wallet knows: before another
 * signature the sovereign is asked whether that goes on.
 */
async function sameEpochStill(context: Context, chain: ChainName): Promise<void> {
  const prefix = KEYS.abandonedAt(chain, sequenceOf(context, chain));
  if ((await context.vault.list(prefix)).length > 0) await refetchCheckpoint(context);
}

/** Sends the stored bytes of a chain's pending transition and takes the answer. */
export async function send(context: Context, chain: ChainName): Promise<Settled> {
  const { pending } = context.chains[chain];
  if (pending === null) throw new RangeError('nothing to send');
  const body = encode(submitRequestCodec, [pendingTransition(pending)]);
  try {
    const response = await context.client.submit(body);
    const certificate = certificateOf(response, 0);
    if (certificate !== undefined) {
      return { kind: 'final', certified: await certify(context, chain, certificate) };
    }
    const result = response.results[0];
    if (result?.kind !== 'refused' || response.results.length !== 1) {
      stop('unreachable', 'bad-answer', 'The sovereign did not answer what it was asked.');
    }
    const { code, message, data, receipt } = result;
    if (code === UNAVAILABLE) stop('unreachable', code, message);
    // Its chain may be another than the sovereign's by now: that of another epoch, for one.
    if (code === NOT_ACCEPTABLE) context.isCurrent = false;
    const refusal: StoredRefusal = { code, message, data };
    const operation = storedOperation(pending.operation, `record chain/${chain}`);
    const kept = await keptReceipt(context, operation, stateId(pending.state), receipt);
    await storeRefusal(context, chain, refusal, kept === undefined ? [] : [kept.change]);
    const refused = { kind: 'refused', refusal, staleAt: operation.notAfter } as const;
    return kept === undefined ? refused : { ...refused, decision: kept.decision };
  } catch (error) {
    if (error instanceof Stop && error.failure.kind === 'unreachable') {
      return { kind: 'unknown', failure: error.failure };
    }
    throw error;
  }
}

async function storeRefusal(
  context: Context,
  chain: ChainName,
  refusal: StoredRefusal,
  others: readonly StorageChange[],
): Promise<void> {
  const record = context.chains[chain];
  if (record.pending === null) throw new RangeError('nothing was refused');
  await storeChain(context, chain, { ...record, pending: { ...record.pending, refusal } }, others);
}

/** What reads receipts is loaded with the first one. */
async function keptReceipt(
  context: Context,
  operation: Operation,
  transition: Hash,
  receipt: Uint8Array | undefined,
): Promise<KeptReceipt | undefined> {
  if (receipt === undefined || operation.kind !== 'put') return undefined;
  const { keepReceipt } = await import('../decisions/keep-receipt.ts');
  return keepReceipt(context, operation, transition, receipt);
}

/** Gives a place up whose transition was never admitted and never can be. Its bytes are kept: they are signed. */
async function abandon(context: Context, chain: ChainName): Promise<void> {
  const record = context.chains[chain];
  const { pending } = record;
  if (pending === null) throw new RangeError('nothing to abandon');
  const { state, operation, signatures, details, refusal } = pending;
  const abandoned = {
    state,
    operation,
    signatures,
    details,
    abandonedAt: context.seen.signedTime,
    refusal,
  };
  const key = KEYS.abandoned(chain, sequenceOf(context, chain), stateId(state));
  const keeping = storing(key, abandonedRecordCodec, abandoned);
  await storeChain(context, chain, { ...record, pending: null }, [keeping]);
}

/** A refusal by the sovereign, as the failure of an operation. Nothing else is signed for its place before `staleAt`. */
export function refusalFailure({
  refusal: { code, message, data },
  staleAt,
  decision,
}: Extract<Settled, { kind: 'refused' }>): Failure {
  return {
    kind: 'refused',
    code,
    message,
    data: {
      refused: parseData(data),
      staleAt,
      ...(decision === undefined ? {} : { decision: toHex(decision) }),
    },
  };
}

function parseData(data: string): Json {
  try {
    return JSON.parse(data) as Json;
  } catch {
    return data;
  }
}
