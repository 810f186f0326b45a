import { type BuiltTransition, type PutOperation, SALT_BYTES } from '@tallystick/protocol';
import { nextOfDevice } from '../chain/chain-tip.ts';
import { type Movement, move } from '../chain/holdings.ts';
import { notAfterOf } from '../chain/ledger-time.ts';
import type { Context } from '../context.ts';
import { insufficient } from './prepare.ts';

/** The put of `items`, which moves `movements` out of the balances; `insufficient-balance` where these do not cover it. */
export function buildPut(
  context: Context,
  country: string,
  items: Pick<PutOperation, 'holds' | 'raises'>,
  movements: readonly Movement[],
): BuiltTransition {
  const after = move(context.chains.device.balances, movements);
  if (!after.ok) return insufficient(context, after.currency);
  const operation: PutOperation = {
    kind: 'put',
    notAfter: notAfterOf(context),
    salt: context.ports.random(SALT_BYTES),
    country,
    ...items,
  };
  return nextOfDevice(context, operation, after.holdings);
}

/** What holds that are put move out of the balances. */
export function movedOut(holds: PutOperation['holds']): Movement[] {
  return holds.map(({ currency, cap }) => ({ currency, amount: -cap }));
}
