import type { Context } from '../context.ts';
import { Stop, stop } from '../stop.ts';
import { timeText } from '../time-text.ts';
import { ledgerTime } from './ledger-time.ts';

/** A checkpoint's time is in whole seconds, rounded down. */
const SECOND_MS = 1000;

/**
 * Asks an idle ledger for the header that proves a transition with this `notAfter` stale, once its time has come: else the
 * proof would wait for a heartbeat. Only a wish: a sovereign that does not know it, or this device, is not worth failing for.
 * `hasCome`: what the caller knows of that; it is the ledger that decides.
 */
export async function hasten(
  context: Context,
  notAfter: number,
  hasCome: boolean = ledgerTime(context) > notAfter,
): Promise<void> {
  if (context.seen.signedTime > notAfter || !hasCome) return;
  try {
    await context.own.heartbeat(notAfter);
  } catch (error) {
    if (!(error instanceof Stop) || error.failure.kind !== 'unreachable') throw error;
  }
}

/** From when on a checkpoint can prove a transition with this `notAfter` stale. */
export function staleAtOf(notAfter: number): number {
  return (Math.floor(notAfter / SECOND_MS) + 1) * SECOND_MS;
}

/** Ends the operation with `busy`, and says until when the place is taken. */
export function placeNotFree(context: Context, what: string, notAfter: number): never {
  const { heartbeatMs } = context.trust.constitution.parameters;
  const staleAt = staleAtOf(notAfter);
  const message = `${what}, and still could be if somebody sent it again. Try again when it is stale, at ${timeText(staleAt)} by the ledger's clock.`;
  return stop('busy', 'place-not-free', message, { staleAt, heartbeatMs });
}
