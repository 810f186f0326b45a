import type { Wallet } from '@tallystick/wallet';
import { HOUR_MS } from '../offline/climate.ts';
import { CODE } from './currencies.ts';
import type { Dweller } from './dweller.ts';

/** Promises somebody an amount for every period, set aside at once or a few periods at a time. */
export async function giveMandate(one: Dweller, wallet: Wallet): Promise<void> {
  const to = one.other();
  const periods = one.between(2, 8);
  const ahead = one.decides(0.3) ? periods : one.between(1, 2);
  const periodMs = one.pick([HOUR_MS, 3 * HOUR_MS, 5 * HOUR_MS]);
  // Now and then more than there is, so that funds run short.
  const amount = one.decides(0.2) ? one.amount(10_000, 60_000) : one.amount(10, 900);
  const request = { to: `@${to.name}`, amount, currency: CODE, periodMs, periods, ahead };
  const given = await wallet.holds().createMandate(request);
  one.notes(`gives a mandate to ${to.name}`, given);
  if (given.ok) one.settlement.mandates.gives(one, { ...given.value, ahead });
}

export async function stopMandate(one: Dweller, wallet: Wallet): Promise<void> {
  const given = await wallet.holds().mandates();
  const active = given.ok ? given.value.filter(({ status }) => status === 'active') : [];
  if (active.length === 0) return;
  const { mandate } = one.pick(active);
  const stopped = await wallet.holds().cancelMandate(mandate);
  one.notes('cancels a mandate', stopped);
  if (stopped.ok) one.settlement.mandates.stops(mandate);
}
