import { type Amount, type Hash, equalBytes, stateId } from '@tallystick/protocol';
import { sequenceOf } from '../chain/certify.ts';
import { ledgerTime } from '../chain/ledger-time.ts';
import { type Context, findRecord, listRecords, loadRecord, store, storing } from '../context.ts';
import { entryRecordCodec } from '../records/entry-record.ts';
import { KEYS, readHashKey } from '../records/keys.ts';
import { uncoveredOf } from './backing.ts';
import { depositableUntil, lastChanceAt } from './last-chance.ts';
import { dueCheques } from './limits.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import {
  type DepositRecord,
  type GotActRecord,
  type HeldRecord,
  depositRecordCodec,
  gotActRecordCodec,
  heldRecordCodec,
  releasedRecordCodec,
} from './records/payee-records.ts';

/** Counts what certified takes have taken; forgets takes that never came to be. */
export async function applyDeposits(context: Context): Promise<void> {
  const deposits = await listRecords(context.vault, OFFLINE_KEYS.allDeposits, depositRecordCodec);
  for (const { key, value } of deposits) {
    if (await isCertified(context, value.sequence, readHashKey(key)))
      await apply(context, key, value);
    else if (isGone(context, value)) await store(context.vault, [{ key, value: null }]);
  }
  await applyReleases(context);
  await endCheques(context);
}

/** Ends the tabs whose release is certified; what was never admitted is no release. */
async function applyReleases(context: Context): Promise<void> {
  const released = await listRecords(context.vault, OFFLINE_KEYS.allReleased, releasedRecordCodec);
  for (const { key, value } of released) {
    if (!(await isCertified(context, value.sequence, value.take))) {
      if (isGone(context, value)) await store(context.vault, [{ key, value: null }]);
      continue;
    }
    const heldKey = OFFLINE_KEYS.held(readHashKey(key));
    const held = await findRecord(context.vault, heldKey, heldRecordCodec);
    if (held === undefined || held.isOver) continue;
    const over = { ...held, isOver: true };
    await store(context.vault, [storing(heldKey, heldRecordCodec, over)]);
  }
}

async function isCertified(context: Context, sequence: number, take: Hash): Promise<boolean> {
  const entryKey = KEYS.entry('device', sequence);
  const entry = await findRecord(context.vault, entryKey, entryRecordCodec);
  return entry !== undefined && equalBytes(stateId(entry.transition.state), take);
}

/** Its place was taken by another transition, or given up. */
function isGone(context: Context, { sequence }: Pick<DepositRecord, 'sequence'>): boolean {
  const { pending } = context.chains.device;
  return pending === null || sequenceOf(context, 'device') > sequence;
}

async function apply(context: Context, key: string, { takings }: DepositRecord): Promise<void> {
  const held = new Map<string, HeldRecord>();
  const acts = new Map<string, GotActRecord>();
  const drained: { readonly allowance: Hash; readonly hold: Hash }[] = [];
  for (const { act, amount, hold } of takings) {
    const heldKey = OFFLINE_KEYS.held(act.hold);
    const actKey = OFFLINE_KEYS.gotAct(act.hold, act.sequence);
    const record = acts.get(actKey) ?? (await loadRecord(context.vault, actKey, gotActRecordCodec));
    if (record.opening !== null) {
      if (amount < record.value - record.paid) drained.push({ allowance: act.hold, hold });
      acts.set(actKey, paidFrom(record, hold, amount));
      continue;
    }
    const tab = held.get(heldKey) ?? (await loadRecord(context.vault, heldKey, heldRecordCodec));
    held.set(heldKey, { ...tab, taken: tab.taken + amount });
  }
  await tellOthers(context, drained, acts);
  await store(context.vault, [
    { key, value: null },
    ...[...held].map(([name, record]) => storing(name, heldRecordCodec, record)),
    ...[...acts].map(([name, record]) => storing(name, gotActRecordCodec, record)),
  ]);
}

/** What left a cheque short is empty for the others of its allowance too: nobody has to ask it again to learn that. */
async function tellOthers(
  context: Context,
  drained: readonly { readonly allowance: Hash; readonly hold: Hash }[],
  acts: Map<string, GotActRecord>,
): Promise<void> {
  for (const { key, value } of drained.length === 0 ? [] : await dueCheques(context)) {
    const { hold: of } = readActKey(key);
    for (const { allowance, hold } of drained) {
      const record = acts.get(key) ?? value;
      const isTold = record.entitlements.some((one) => equalBytes(one.hold, hold));
      if (isTold || !equalBytes(allowance, of)) continue;
      acts.set(key, { ...record, entitlements: [...record.entitlements, { hold, amount: 0n }] });
    }
  }
}

/** A cheque takes all that is there for it: where it is short all the same, nothing is left there. */
function paidFrom(record: GotActRecord, hold: Uint8Array, amount: Amount): GotActRecord {
  const others = record.entitlements.filter((one) => !equalBytes(one.hold, hold));
  const entitlements = [...others, { hold, amount: 0n }];
  return { ...record, paid: record.paid + amount, isRegistered: true, entitlements };
}

/** Cheques that are paid, or whose last window is over by what the ledger has signed, are due no more: a clock that is ahead gives none up. */
async function endCheques(context: Context): Promise<void> {
  const now = ledgerTime(context);
  for (const { key, value } of await dueCheques(context)) {
    const { hold, sequence } = readActKey(key);
    const held = await loadRecord(context.vault, OFFLINE_KEYS.held(hold), heldRecordCodec);
    const last = uncoveredOf(value, hold, held) > 0n ? lastChanceAt(held) : depositableUntil(held);
    const isOver = value.isOver || value.paid >= value.value || last < now;
    if (!isOver) continue;
    await store(context.vault, [
      { key: OFFLINE_KEYS.due(hold, sequence), value: null },
      storing(key, gotActRecordCodec, { ...value, isOver }),
    ]);
  }
}
