import { type Amount, type Hash, equalBytes } from '@tallystick/protocol';
import { NOT_ACCEPTABLE } from '../chain/settle.ts';
import { readRefusal } from '../collect/read-refusal.ts';
import { shun, takeFewer } from '../collect/wary.ts';
import { type Context, findRecord, loadRecord, store, storing } from '../context.ts';
import type { StoredRefusal } from '../records/chain-record.ts';
import { OFFLINE_KEYS } from './records/keys.ts';
import { type GotActRecord, gotActRecordCodec, heldRecordCodec } from './records/payee-records.ts';
import type { ActPointer } from './records/payer-records.ts';
import { gotOf } from './stream/got-ticks.ts';

/** A taking of a transition that was refused: for which act, from which hold. */
export interface RefusedTaking {
  readonly act: ActPointer;
  readonly hold: Hash;
}

/** refusals.md: the hold is closed, its window is over, or it pays no one like this wallet. */
const OVER = new Set(['unknown-hold', 'claim-ended', 'not-claimant', 'condition-unmet']);

/** Those after which a cheque that is not registered never will be. */
const ENDED = new Set(['unknown-hold', 'claim-ended']);

/**
 * Remembers what a refusal says of what was to be taken, so that the next take asks for what there is. Where it does not say
 * which taking it is about, the next takes are smaller, until it can only be one.
 */
export async function learnFrom(
  context: Context,
  { code, data }: StoredRefusal,
  takings: readonly RefusedTaking[],
): Promise<void> {
  if (code === NOT_ACCEPTABLE) return;
  const told = readRefusal(data);
  const one = told.taking === undefined && takings.length === 1 ? 0 : told.taking;
  const refused = one === undefined ? undefined : takings[one];
  if (refused === undefined) {
    await takeFewer(context, Math.min(context.wary.limit, takings.length));
    const [first] = takings;
    const isOneAct = takings.every(
      ({ act }) => act.sequence === first?.act.sequence && equalBytes(act.hold, first.act.hold),
    );
    if (isOneAct && first !== undefined) await shun(context, shunName(first.act));
    return;
  }
  if (code === 'amount-mismatch' && told.entitlement !== undefined) {
    await entitle(context, refused, told.entitlement, undefined);
  } else if (OVER.has(code)) {
    await entitle(context, refused, 0n, code);
  } else {
    await shun(context, shunName(refused.act));
  }
}

/** By what an act is left out of takings. */
export function shunName({ hold, sequence }: ActPointer): string {
  return `offline ${hold.toHex()} ${sequence}`;
}

/** What is there for an act in a hold is so much and no more. `over`: by which code, nor will there be for a later act of a tab. */
async function entitle(
  context: Context,
  { act, hold }: RefusedTaking,
  amount: Amount,
  over: string | undefined,
): Promise<void> {
  const key = OFFLINE_KEYS.gotAct(act.hold, act.sequence);
  const record = await loadRecord(context.vault, key, gotActRecordCodec);
  if (record.opening !== null) {
    const others = record.entitlements.filter((one) => !equalBytes(one.hold, hold));
    const entitlements = [...others, { hold, amount }];
    const isEnded = over !== undefined && ENDED.has(over) && equalBytes(hold, act.hold);
    const isOver = record.isOver || (isEnded && !record.isRegistered);
    const next: GotActRecord = { ...record, entitlements, isOver };
    await store(context.vault, [storing(key, gotActRecordCodec, next)]);
    return;
  }
  const heldKey = OFFLINE_KEYS.held(hold);
  const held = await findRecord(context.vault, heldKey, heldRecordCodec);
  if (held === undefined) return;
  const total = await gotOf(context, hold, held);
  const taken = amount > total ? 0n : total - amount;
  const next = { ...held, taken, isOver: held.isOver || over !== undefined };
  await store(context.vault, [storing(heldKey, heldRecordCodec, next)]);
}
