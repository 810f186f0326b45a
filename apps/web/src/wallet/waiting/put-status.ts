import type { HoldView, MandateView, PutHold } from '@tallystick/wallet';

/** What a transition came to so far; one that is pending may still be refused. */
export type PutStatus = PutHold['status'];

/** Of a standing order: final once every amount that it has set aside is. What is not known as final is pending. */
export function orderStatus(
  { holds }: Pick<MandateView, 'holds'>,
  known: readonly Pick<HoldView, 'hold' | 'status'>[],
): PutStatus {
  const isFinal = (id: string): boolean => {
    const status = known.find(({ hold }) => hold === id)?.status;
    return status === 'open' || status === 'gone';
  };
  return holds.length > 0 && holds.every(isFinal) ? 'final' : 'pending';
}
