import { decode, findFork, forkProofCodec, openedProof } from '@tallystick/protocol';
import { sequenceOf } from '../chain/certify.ts';
import { type Context, store } from '../context.ts';
import { isSigned } from './forks.ts';
import { openOwnHolds, stoppingHold } from './own-hold.ts';
import { stoppedUpTo, stopping } from './rolled-back.ts';

/** Why nothing more is written on an allowance whose cheques contradict one another. */
export const FORKED = 'forked';

/**
 * Asks the sovereign of each own allowance that has given something whether cheques of this very key contradict one another:
 * then somebody has a copy of this wallet. The key's own signatures say whether it is true. Nothing is written any more on what
 * was put until now: each further cheque could be one more that nobody covers.
 */
export async function learnOwnForks(context: Context): Promise<void> {
  const { client, profile, vault } = context;
  for (const { hold, kind, own } of await openOwnHolds(context)) {
    if (kind !== 'allowance' || own.head === null || own.stopped !== null) continue;
    const encoded = await client.fork(hold);
    const proof = encoded === null ? undefined : decode(forkProofCodec, encoded);
    if (proof?.ok !== true) continue;
    const states = openedProof(proof.value);
    const isOwn = states.every((one) => isSigned(context, hold, profile.device.key, one));
    if (!isOwn || findFork(states) === undefined) continue;
    const newest = Math.max(sequenceOf(context, 'device'), await stoppedUpTo(context));
    await store(vault, [await stoppingHold(context, hold, FORKED), stopping(newest)]);
  }
}
