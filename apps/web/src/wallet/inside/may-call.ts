import { type Outcome, failed } from '@tallystick/wallet/browser';
import type { CallMessage, WalletCalls } from '../calls.ts';
import type { Standing } from '../place-standing.ts';

/** What gives value away, or sets it aside, at a sovereign that may have shown two histories. */
const GIVING: ReadonlySet<keyof WalletCalls> = new Set<keyof WalletCalls>([
  'pay',
  'putHold',
  'putForSecret',
  'createMandate',
  'openTab',
  'raiseTab',
  'openAllowance',
  'giveCover',
  'announce',
  'startStream',
  'askService',
]);

/** Why a call is not carried out: it was made of another wallet than the one that is shown by now, or it would pay where nothing may be trusted. */
export function refusalOf(
  { call, wallet }: Pick<CallMessage, 'call' | 'wallet'>,
  shown: { readonly name: string; readonly standing: Standing } | undefined,
): Outcome<never> | null {
  if (wallet !== null && wallet !== shown?.name) {
    return failed('usage', 'other-wallet', 'Another wallet is shown by now.');
  }
  const problem = shown?.standing.problem ?? null;
  if (problem?.kind !== 'tampering' || !GIVING.has(call)) return null;
  return { ok: false, failure: problem };
}
