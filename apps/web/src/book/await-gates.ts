import type { GatesWork } from '@tallystick/wallet';

/** What is answered to whoever asks the gates: how far they are, or what came of it. */
export type GatesAnswer<T> = { readonly work: GatesWork } | { readonly done: T };

/**
 * Asks the gates until they are done, or `isOver`: then null, and they go on all the same. The node takes about two seconds to
 * answer how far it is, so nobody waits between. What was done by the last answer counts, whoever stopped meanwhile.
 */
export async function awaitGates<T>(
  ask: () => Promise<GatesAnswer<T>>,
  tell: (work: GatesWork) => void,
  isOver: () => boolean,
): Promise<{ readonly done: T } | null> {
  for (;;) {
    const answer = await ask();
    if ('done' in answer) return answer;
    if (isOver()) return null;
    tell(answer.work);
  }
}
