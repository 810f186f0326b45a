import { catchUp } from './chain/catch-up.ts';
import { fetchCheckpoint } from './chain/checkpoint-store.ts';
import { freePlace } from './chain/settle.ts';
import { type Collected, collect } from './collect/collect.ts';
import { settleOutgoing } from './collect/outstanding.ts';
import type { Context } from './context.ts';
import { ensureOpened } from './identity/open-identity.ts';
import { readWantedMemos, uploadMemos } from './memo/deliver.ts';
import { Stop, stop } from './stop.ts';
import { compareNew } from './verify/consistency.ts';

/** Between two looks at whether a place has become free. */
const LOOK_MS = 1000;

/**
 * Resolves what is pending, compares the newest checkpoint with those seen before, takes over what other devices changed,
 * takes what is due, and takes back what nobody claimed.
 */
export async function sync(context: Context): Promise<Collected> {
  await ensureOpened(context);
  const [fork] = await compareNew(context, await fetchCheckpoint(context));
  if (fork !== undefined) {
    const message = `The sovereign's log does not continue what it showed before: ${fork.what}.`;
    stop('tampering', 'log-forked', message, { first: fork.first, second: fork.second });
  }
  await catchUp(context, 'identity');
  await catchUp(context, 'device');
  context.isCurrent = true;
  await freePlace(context, 'identity');
  await freePlace(context, 'device');
  const taken = await collect(context, 'receivables');
  const back = await collect(context, 'returnables');
  await settleOutgoing(context);
  await uploadMemos(context);
  await readWantedMemos(context);
  return { received: taken.received, returned: back.returned, holds: taken.holds + back.holds };
}

/** Frees both chains' places, waiting up to `patienceMs` for a refused transition to go stale. False when it has not. */
export async function settle(context: Context, patienceMs: number): Promise<boolean> {
  const { clock } = context.ports;
  const until = clock.now() + patienceMs;
  for (;;) {
    try {
      await freePlace(context, 'identity');
      await freePlace(context, 'device');
      return true;
    } catch (error) {
      if (!(error instanceof Stop) || error.failure.code !== 'place-not-free') throw error;
      if (clock.now() + LOOK_MS > until) return false;
      await clock.sleep(LOOK_MS);
    }
  }
}
