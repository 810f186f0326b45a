import {
  type Amount,
  type Hash,
  type Requirements,
  addAmounts,
  equalBytes,
  parseAmount,
} from '@tallystick/protocol';
import { ledgerTime } from '../chain/ledger-time.ts';
import { type Context, findRecord, listRecords, loadRecord, store, storing } from '../context.ts';
import { currencyOf } from '../pay/prepare.ts';
import type { StorageChange } from '../ports.ts';
import { stop } from '../stop.ts';
import { cosignersAt } from '../trust/changes.ts';
import type { KnownCurrency } from '../trust/constitution.ts';
import type { ChequeLimits, EvidenceLimits, OwnLimits } from './offline-types.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import {
  type ChoiceRecord,
  type LimitRecord,
  choiceRecordCodec,
  limitsCodec,
} from './records/other-records.ts';
import {
  type GotActRecord,
  type HeldRecord,
  gotActRecordCodec,
  heldRecordCodec,
} from './records/payee-records.ts';
import { amountText } from './views.ts';

/** What a cheque of so much would break of this wallet's own limits; undefined where there are none, or it is within. */
export async function limitFault(
  context: Context,
  currency: Hash,
  from: Hash,
  value: Amount,
): Promise<'limit' | undefined> {
  const limits = (await findRecord(context.vault, OFFLINE_KEYS.limits, limitsCodec)) ?? [];
  const limit = limits.find((one) => equalBytes(one.currency, currency));
  if (limit === undefined) return undefined;
  const undeposited = (await dueCheques(context))
    .map(({ value: cheque }) => cheque)
    .filter((one) => equalBytes(one.currency, currency));
  const theirs = undeposited.filter((one) => equalBytes(one.from, from));
  const isWithin =
    value <= limit.perAct &&
    isBelow(theirs, value, limit.perPayer) &&
    isBelow(undeposited, value, limit.total);
  return isWithin ? undefined : 'limit';
}

function isBelow(cheques: readonly GotActRecord[], more: Amount, limit: Amount): boolean {
  let sum: Amount | undefined = more;
  for (const { value, paid } of cheques) {
    sum = sum === undefined ? undefined : addAmounts(sum, value - paid);
  }
  return sum !== undefined && sum <= limit;
}

/** Cheques that are accepted and of which something may still come, by their keys. */
export async function dueCheques(
  context: Context,
): Promise<{ readonly key: string; readonly value: GotActRecord }[]> {
  const due: { key: string; value: GotActRecord }[] = [];
  for (const [pointer] of await context.vault.list(OFFLINE_KEYS.allDue)) {
    const { hold, sequence } = readActKey(pointer);
    const key = OFFLINE_KEYS.gotAct(hold, sequence);
    due.push({ key, value: await loadRecord(context.vault, key, gotActRecordCodec) });
  }
  return due;
}

export async function readLimits(context: Context): Promise<OwnLimits> {
  const cheques = (await findRecord(context.vault, OFFLINE_KEYS.limits, limitsCodec)) ?? [];
  const { maxAgeMs, cosigners, voids } = await readChoice(context);
  const view = (currency: Hash, amount: Amount): { currency: string; amount: string } =>
    amountText(context, currency, amount);
  return {
    cheques: cheques.map(({ currency, perAct, perPayer, total }) => ({
      currency: view(currency, total).currency,
      perAct: view(currency, perAct).amount,
      perPayer: view(currency, perPayer).amount,
      total: view(currency, total).amount,
    })),
    evidence: { maxAgeMs, cosigners },
    voids: voids.map(({ currency, amount }) => view(currency, amount)),
  };
}

/** What the owner asks for besides limits of cheques. */
export async function readChoice({ vault }: Context): Promise<ChoiceRecord> {
  const nothing = { maxAgeMs: null, cosigners: null, voids: [] };
  return (await findRecord(vault, OFFLINE_KEYS.choice, choiceRecordCodec)) ?? nothing;
}

/** Sets anew what is named. Zero takes no cheques at all. */
export async function setLimits(context: Context, limits: Partial<OwnLimits>): Promise<null> {
  const before = await readChoice(context);
  const evidence = limits.evidence === undefined ? before : checkEvidence(context, limits.evidence);
  const voids =
    limits.voids?.map(({ currency, amount }) => {
      const known = currencyOf(context, currency);
      return { currency: known.id, amount: readLimit(known, amount) };
    }) ?? before.voids;
  const { maxAgeMs, cosigners } = evidence;
  const choice: ChoiceRecord = { maxAgeMs, cosigners, voids };
  requireDistinct(limits.voids ?? []);
  await store(context.vault, [
    ...(limits.cheques === undefined ? [] : [keepingCheques(context, limits.cheques)]),
    storing(OFFLINE_KEYS.choice, choiceRecordCodec, choice),
    ...((cosigners ?? 0) > (before.cosigners ?? 0) ? await provingAgain(context) : []),
  ]);
  return null;
}

function keepingCheques(context: Context, limits: readonly ChequeLimits[]): StorageChange {
  requireDistinct(limits);
  const records = limits.map((limit): LimitRecord => {
    const currency = currencyOf(context, limit.currency);
    return {
      currency: currency.id,
      perAct: readLimit(currency, limit.perAct),
      perPayer: readLimit(currency, limit.perPayer),
      total: readLimit(currency, limit.total),
    };
  });
  return storing(OFFLINE_KEYS.limits, limitsCodec, records);
}

function readLimit({ declared }: KnownCurrency, text: string): Amount {
  const amount = parseAmount(text, declared.decimals);
  if (typeof amount === 'bigint') return amount;
  return stop('usage', 'bad-limit', `A limit is an amount like 12.50, not ${text.slice(0, 32)}.`);
}

function requireDistinct(limits: readonly { readonly currency: string }[]): void {
  if (new Set(limits.map(({ currency }) => currency)).size === limits.length) return;
  stop('usage', 'limit-twice', 'Two limits are of one currency.');
}

/** Never looser than the constitution, nor what nobody could show. */
function checkEvidence(context: Context, { maxAgeMs, cosigners }: EvidenceLimits): EvidenceLimits {
  const { trust } = context;
  const { parameters } = trust.constitution;
  const isAge = maxAgeMs === null || isWithin(maxAgeMs, 1, parameters.freshnessMs);
  if (!isAge) {
    const message = `Evidence may be at most as old as the constitution says, ${parameters.freshnessMs} ms: choose less.`;
    stop('usage', 'bad-limit', message, { most: parameters.freshnessMs });
  }
  const most = cosignersAt(trust, ledgerTime(context)).length;
  if (cosigners !== null && !isWithin(cosigners, parameters.quorum, most)) {
    const message = `The constitution asks for ${parameters.quorum} cosignatures, and names ${most} who can give one: choose a number from the one to the other.`;
    stop('usage', 'bad-limit', message, { least: parameters.quorum, most });
  }
  return { maxAgeMs, cosigners };
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

/** What was proven with fewer cosignatures is to be proven again: these holds count as not seen proven. */
async function provingAgain(context: Context): Promise<StorageChange[]> {
  const held = await listRecords(context.vault, OFFLINE_KEYS.allHeld, heldRecordCodec);
  return held.map(({ key, value }) => storing(key, heldRecordCodec, { ...value, signedAt: 0 }));
}

/** What is asked of evidence that is shown to this wallet at `now`. */
export async function requirementsAt(context: Context, now: number): Promise<Requirements> {
  const { trust } = context;
  const { freshnessMs, quorum } = trust.constitution.parameters;
  const { maxAgeMs, cosigners } = await readChoice(context);
  return {
    now,
    freshnessMs: Math.min(freshnessMs, maxAgeMs ?? freshnessMs),
    quorum: Math.max(quorum, cosigners ?? quorum),
    cosigners: (signedAt) => cosignersAt(trust, signedAt),
  };
}

/**
 * Whether a hold that was proven before counts as proven at `now`: under an own choice of how old evidence may be only as long as
 * that, else as long as the epoch lasts under which it was.
 */
export async function isProvenStill(
  context: Context,
  { signedAt }: HeldRecord,
  now: number,
): Promise<boolean> {
  const { maxAgeMs } = await readChoice(context);
  return signedAt > 0 && (maxAgeMs === null || now - signedAt <= maxAgeMs);
}
