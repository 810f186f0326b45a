import type { Outcome, Said } from '@tallystick/wallet';
import type { GatesAnswer } from '../../book/await-gates.ts';
import type { OpenWallet } from '../wallet-state.tsx';

/** Asks once for the gates' word on a proposal, which the wallet brings to the log; `done` with null: nobody can sign it there. */
export async function askGates(
  call: OpenWallet['call'],
  proposal: string,
): Promise<GatesAnswer<Outcome<Said | null>>> {
  const outcome = await call('carryGates', proposal);
  if (!outcome.ok) return { done: outcome };
  const { value } = outcome;
  if (value !== null && 'before' in value) return { work: value };
  return { done: { ok: true, value } };
}
