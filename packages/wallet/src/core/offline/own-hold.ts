import {
  type ActHead,
  type Amount,
  type Hash,
  addAmounts,
  decodeState,
  firstActHead,
  meteredClaim,
  stateId,
  ticksWorth,
} from '@tallystick/protocol';
import { entryAt } from '../chain/entry-at.ts';
import { type Context, findRecord, listRecords, loadRecord, storing } from '../context.ts';
import type { StorageChange } from '../ports.ts';
import type { EntryRecord } from '../records/entry-record.ts';
import { readHashKey } from '../records/keys.ts';
import { StorageDamage } from '../storage/damage.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { type OwnHold, type PutPlace, ownHoldCodec } from './records/payer-records.ts';
import { type OutgoingRecord, outgoingRecordCodec } from './records/stream-records.ts';

/** An own hold that the ledger has admitted. */
export interface OpenOwnHold {
  readonly hold: Hash;
  readonly own: OwnHold;
  readonly kind: 'tab' | 'allowance';
  /** With all raises that are certified. */
  readonly cap: Amount;
  /** When its metered claim ends. */
  readonly until: number;
  readonly entry: EntryRecord;
  readonly raises: readonly { readonly put: Hash; readonly entry: EntryRecord }[];
  /** The put of its collateral, where it has one that is certified. */
  readonly guarantee: { readonly put: Hash; readonly entry: EntryRecord } | null;
  /** What its last act goes on with: then it is a stream's, until that is ended. */
  readonly stream: OutgoingRecord | null;
}

/** All tabs and allowances of this device that the ledger has admitted. */
export async function openOwnHolds(context: Context): Promise<OpenOwnHold[]> {
  const listed = await listRecords(context.vault, OFFLINE_KEYS.allOwn, ownHoldCodec);
  const open: OpenOwnHold[] = [];
  for (const { key, value } of listed) {
    const found = await asOpen(context, readHashKey(key), value);
    if (found !== undefined) open.push(found);
  }
  return open;
}

/** One of them; undefined where this wallet has none such, or its put is not certified. */
export async function findOwnHold(context: Context, hold: Hash): Promise<OpenOwnHold | undefined> {
  const own = await findRecord(context.vault, OFFLINE_KEYS.own(hold), ownHoldCodec);
  return own === undefined ? undefined : await asOpen(context, hold, own);
}

async function asOpen(
  context: Context,
  hold: Hash,
  own: OwnHold,
): Promise<OpenOwnHold | undefined> {
  const entry = await certifiedEntry(context, own.placed);
  const claim = meteredClaim(own.terms)?.claim;
  if (entry === undefined || claim === undefined) return undefined;
  let { cap } = own.terms;
  const raises: OpenOwnHold['raises'][number][] = [];
  for (const raise of own.raises) {
    const raised = await certifiedEntry(context, raise);
    if (raised === undefined) continue;
    cap = addAmounts(cap, raise.by) ?? cap;
    raises.push({ put: raise.put, entry: raised });
  }
  const placed = own.guarantee?.placed ?? null;
  const guaranteed = placed === null ? undefined : await certifiedEntry(context, placed);
  const guarantee =
    placed === null || guaranteed === undefined ? null : { put: placed.put, entry: guaranteed };
  const kind = claim.meter.kind === 'cheque' ? 'allowance' : 'tab';
  const stream =
    (await findRecord(context.vault, OFFLINE_KEYS.outgoing(hold), outgoingRecordCodec)) ?? null;
  return { hold, own, kind, cap, until: claim.until, entry, raises, guarantee, stream };
}

/** The entry of a put of this device's chain, once it is certified. */
function certifiedEntry(
  context: Context,
  { sequence, put }: PutPlace,
): Promise<EntryRecord | undefined> {
  return entryAt(context, { sequence, id: put });
}

/** What the next act on a hold extends. */
export function actHead({ hold, own, entry }: OpenOwnHold): ActHead {
  if (own.head !== null) return { state: readState(own.head), id: stateId(own.head) };
  const put = readState(entry.transition.state);
  return firstActHead(hold, put.suite, put.operation);
}

/** A state that this wallet stored. */
export function readState(bytes: Uint8Array): ActHead['state'] {
  const state = decodeState(bytes);
  if (state.ok) return state.value;
  throw new StorageDamage([{ where: 'record offline', what: state.reason }]);
}

/** What it has given out: by acts, and by ticks as far as they may have left this wallet. */
export function givenOf({ own, stream }: OpenOwnHold): Amount {
  const ticked = stream === null ? 0n : ticksWorth(stream.stream, stream.reserved);
  return own.total + (ticked ?? 0n);
}

/** The least tier that its payees need. */
export function minTierOf({ own }: OpenOwnHold): number {
  const payee = meteredClaim(own.terms)?.claim.payee;
  return payee?.kind === 'anyone' ? payee.minTier : 0;
}

/** What can still be written on it. */
export function roomOf(open: OpenOwnHold): Amount {
  const room = open.cap - givenOf(open);
  return room > 0n ? room : 0n;
}

/** The change for one hold of which somebody remembers more than this wallet. */
export async function stoppingHold(
  context: Context,
  hold: Hash,
  why: string,
): Promise<StorageChange> {
  const key = OFFLINE_KEYS.own(hold);
  const own = await loadRecord(context.vault, key, ownHoldCodec);
  return storing(key, ownHoldCodec, { ...own, stopped: why });
}
