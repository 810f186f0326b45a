import type { Amount, Meter, Taking } from '@tallystick/protocol';
import type { Refusal } from '../../refusal/refusal.ts';
import { type Scene, wrongAmount } from './scene.ts';
import type { WorkingHold } from './working-holds.ts';

type Schedule = Extract<Meter, { kind: 'schedule' }>;

/** The meter `schedule`: an amount for every period that has begun, less what has been paid. */
export function takeSchedule(
  { header }: Scene,
  working: WorkingHold,
  meter: Schedule,
  { taking, index }: { readonly taking: Taking; readonly index: number },
): Refusal | undefined {
  const { cap } = working.hold;
  const earned = meter.amount * BigInt(periodsBegun(meter, header.time));
  const due: Amount = (earned < cap ? earned : cap) - working.paid;
  if (taking.amount === 0n || taking.amount > due) return wrongAmount(index, due);
  working.paid += taking.amount;
  working.closed = working.paid === cap;
  return undefined;
}

/** Period i begins at `firstAt + i × periodMs`. */
function periodsBegun({ firstAt, periodMs, periods }: Schedule, time: number): number {
  if (time < firstAt) return 0;
  return Math.min(periods, Math.floor((time - firstAt) / periodMs) + 1);
}
