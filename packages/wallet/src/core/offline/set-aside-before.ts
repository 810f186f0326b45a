import {
  type Hash,
  type Hold,
  encode,
  equalBytes,
  holdCodec,
  holdId,
  toHex,
} from '@tallystick/protocol';
import { freePlace } from '../chain/settle.ts';
import { type Context, findRecord, storing } from '../context.ts';
import { referenceOf } from '../pay/prepare.ts';
import { findPut } from '../pay/references.ts';
import type { StorageChange } from '../ports.ts';
import { referenceRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import { stop } from '../stop.ts';
import type { SetAside } from './set-aside-types.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { type OwnHold, type PutPlace, ownHoldCodec } from './records/payer-records.ts';

/**
 * What an earlier call set aside under the same reference, where that is pending or final. `holdOf` finds its hold where it is just
 * what is asked for now; where it is anything else nothing is set aside.
 */
export async function setAsideBefore(
  context: Context,
  reference: string | undefined,
  holdOf: (put: Hash) => Promise<Hash | undefined>,
): Promise<SetAside | undefined> {
  if (referenceOf(reference) === null) return undefined;
  await freePlace(context, 'device');
  const before = await findPut(context, reference);
  if (before === undefined) return undefined;
  const hold = await holdOf(before.place.transition);
  if (hold !== undefined) {
    const { status, id } = before.put;
    return { status, hold: toHex(hold), id };
  }
  const message =
    'This reference stands for something else that this wallet has paid or set aside: use another one, if this is wanted besides.';
  return stop('usage', 'reference-twice', message);
}

/** What finds a put of one item again under its reference. */
export function namingPut(
  reference: string | undefined,
  { put: transition, sequence }: PutPlace,
): StorageChange[] {
  if (reference === undefined) return [];
  const place = { transition, sequence, hold: 0 };
  return [storing(KEYS.reference(reference), referenceRecordCodec, place)];
}

/**
 * The own hold that a put opened, on the same terms. An end that was not named but counted in days is the one that was counted when
 * it was asked for first.
 */
export async function openedOn(
  context: Context,
  put: Hash,
  terms: Hold,
  { isEndNamed, collateral }: { readonly isEndNamed: boolean; readonly collateral: bigint },
): Promise<Hash | undefined> {
  const hold = holdId(put, 0);
  const own = await findRecord(context.vault, OFFLINE_KEYS.own(hold), ownHoldCodec);
  if (own === undefined || (own.guarantee?.amount ?? 0n) !== collateral) return undefined;
  const asked = isEndNamed ? terms : endingWith(own, terms);
  return equalBytes(encode(holdCodec, own.terms), encode(holdCodec, asked)) ? hold : undefined;
}

function endingWith(own: OwnHold, terms: Hold): Hold {
  const until = own.terms.claims[0]?.until;
  if (until === undefined) return terms;
  return { ...terms, claims: terms.claims.map((claim) => ({ ...claim, until })) };
}
