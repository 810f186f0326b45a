import {
  type Amount,
  type Hash,
  addAmounts,
  equalBytes,
  formatAmount,
  parseAmount,
} from '@tallystick/protocol';
import { type Context, findRecord, loadRecord, store, storing } from '../context.ts';
import { currencyOf } from '../pay/prepare.ts';
import { stop } from '../stop.ts';
import type { OfflineLimits } from './offline-types.ts';
import { OFFLINE_KEYS, readActKey } from './records/keys.ts';
import { type LimitRecord, limitsCodec } from './records/other-records.ts';
import { type GotActRecord, gotActRecordCodec } from './records/payee-records.ts';
import { currencyById } from './views.ts';

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

export async function readLimits(context: Context): Promise<OfflineLimits[]> {
  const limits = (await findRecord(context.vault, OFFLINE_KEYS.limits, limitsCodec)) ?? [];
  return limits.map(({ currency, perAct, perPayer, total }) => {
    const { code = '?', decimals = 0 } = currencyById(context, currency)?.declared ?? {};
    return {
      currency: code,
      perAct: formatAmount(perAct, decimals),
      perPayer: formatAmount(perPayer, decimals),
      total: formatAmount(total, decimals),
    };
  });
}

/** Sets all limits anew; a currency that is left out has none. Zero takes no cheques at all. */
export async function setLimits(context: Context, limits: readonly OfflineLimits[]): Promise<null> {
  const records = limits.map((limit): LimitRecord => {
    const currency = currencyOf(context, limit.currency);
    const read = (text: string): Amount => {
      const amount = parseAmount(text, currency.declared.decimals);
      if (typeof amount === 'bigint') return amount;
      return stop(
        'usage',
        'bad-limit',
        `A limit is an amount like 12.50, not ${text.slice(0, 32)}.`,
      );
    };
    const { perAct, perPayer, total } = limit;
    return {
      currency: currency.id,
      perAct: read(perAct),
      perPayer: read(perPayer),
      total: read(total),
    };
  });
  if (new Set(limits.map(({ currency }) => currency)).size < limits.length) {
    stop('usage', 'limit-twice', 'Two limits are of one currency.');
  }
  await store(context.vault, [storing(OFFLINE_KEYS.limits, limitsCodec, records)]);
  return null;
}
