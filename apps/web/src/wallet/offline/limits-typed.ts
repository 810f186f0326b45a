import type { OwnLimits } from '@tallystick/wallet';
import { type ReadAmount, readAmount } from '../../frame/read-amount.ts';

/** What stands in the form of limits, for one currency. */
export interface TypedLimits {
  readonly perAct: string;
  readonly perPayer: string;
  readonly total: string;
  readonly voids: string;
  readonly hours: string;
}

const HOUR_MS = 3_600_000;

/** What is in force, as it is typed. */
export function typedOf({ cheques, evidence, voids }: OwnLimits, currency: string): TypedLimits {
  const limit = cheques.find((one) => one.currency === currency);
  const { maxAgeMs } = evidence;
  return {
    perAct: limit?.perAct ?? '',
    perPayer: limit?.perPayer ?? '',
    total: limit?.total ?? '',
    voids: voids.find((one) => one.currency === currency)?.amount ?? '',
    hours: maxAgeMs === null ? '' : String(maxAgeMs / HOUR_MS),
  };
}

type Why = Extract<ReadAmount, { ok: false }>['why'] | 'three';
type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Why };

/**
 * What was typed as limits: those of other currencies stay. Of cheques there are three, or none; zero, which takes no cheques
 * at all, is a limit like any other.
 */
export function limitsTyped(
  typed: TypedLimits,
  before: OwnLimits,
  { currency, decimals }: { readonly currency: string; readonly decimals: number },
): Read<OwnLimits> {
  const amounts: string[] = [];
  const voids = readLimit(typed.voids, decimals);
  if (!voids.ok) return voids;
  for (const text of [typed.perAct, typed.perPayer, typed.total]) {
    const read = readLimit(text, decimals);
    if (!read.ok) return read;
    if (read.value !== null) amounts.push(read.value);
  }
  const [perAct, perPayer, total] = amounts;
  if (amounts.length > 0 && total === undefined) return { ok: false, why: 'three' };
  const hours = typed.hours.trim() === '' ? null : Number(typed.hours.replace(',', '.'));
  if (hours !== null && !(hours > 0)) return { ok: false, why: 'not-a-number' };
  const limit =
    perAct === undefined || perPayer === undefined || total === undefined
      ? []
      : [{ currency, perAct, perPayer, total }];
  const believed = voids.value === null ? [] : [{ currency, amount: voids.value }];
  const maxAgeMs = hours === null ? null : Math.round(hours * HOUR_MS);
  const value = {
    cheques: [...before.cheques.filter((one) => one.currency !== currency), ...limit],
    evidence: { ...before.evidence, maxAgeMs },
    voids: [...before.voids.filter((one) => one.currency !== currency), ...believed],
  };
  return { ok: true, value };
}

/** Null where nothing was typed. */
function readLimit(text: string, decimals: number): Read<string | null> {
  const amount = readAmount(text, decimals);
  if (amount.ok) return { ok: true, value: amount.decimal };
  if (amount.why === 'empty') return { ok: true, value: null };
  return amount.why === 'zero' ? { ok: true, value: '0' } : amount;
}
