import { type Outcome, failed } from '@tallystick/wallet/browser';
import type { CallMessage, WalletCalls } from '../calls.ts';
import type { Standing } from '../place-standing.ts';

/** What gives value away, or sets it aside, at a sovereign that may have shown two histories. */
const GIVING: ReadonlySet<keyof WalletCalls> = new Set<keyof WalletCalls>([
  'pay',
  'putHold',
  'putForSecret',
  'createMandate',
  'answerSwap',
  'openTab',
  'raiseTab',
  'openAllowance',
  'giveCover',
  'voidAct',
  'announce',
  'startStream',
  'askService',
  // A word or a secret with which somebody else takes what waits.
  'signClaim',
  'attest',
  'revealSecret',
  'takeSwap',
  'shareOf',
]);

/** Why a call is not carried out: it was made of another wallet than the one that is shown by now, or it would pay where nothing may be trusted. */
export function refusalOf(
  { call, wallet, args }: Omit<CallMessage, 'id'>,
  shown: { readonly name: string; readonly standing: Standing } | undefined,
): Outcome<never> | null {
  if (wallet !== null && wallet !== shown?.name) {
    return failed('usage', 'other-wallet', 'Another wallet is shown by now.');
  }
  if (shown === undefined || !(GIVING.has(call) || isPayingOffline(call, args))) return null;
  return distrustOf(shown.standing);
}

/** Why nothing is given as things stand. */
export function distrustOf({ problem }: Standing): Outcome<never> | null {
  return problem?.kind === 'tampering' ? { ok: false, failure: problem } : null;
}

/** Of meetings without a network only those in which this wallet pays. */
function isPayingOffline(call: keyof WalletCalls, args: readonly unknown[]): boolean {
  const [, role] = args as Partial<Parameters<WalletCalls['exchange']>>;
  return call === 'exchange' && role?.kind === 'pay';
}
