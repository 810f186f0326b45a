import type { Context } from '../context.ts';
import { checkShown, fetchCheckpoint } from '../chain/fetch-checkpoint.ts';
import { stop } from '../stop.ts';
import { checkCheckpoint } from '../trust/checkpoints.ts';
import type { ForkEvidence } from '../wallet-types.ts';
import { livingSize } from '../trust/epochs.ts';
import {
  type SeenCheckpoint,
  compareInOrder,
  compareRoots,
  livingCheckpoints,
  readerOf,
  seenCheckpoints,
} from './consistency.ts';

/** Checkpoints of one comparison; what is more is not looked at. */
const MAX_COMPARED = 65_536;

/** Compares another wallet's checkpoints with this one's: evidence where no append-only log can have signed both. */
export async function compareWith(
  context: Context,
  theirs: readonly string[],
): Promise<readonly ForkEvidence[]> {
  if (theirs.length > MAX_COMPARED) stop('usage', 'too-many', `At most ${MAX_COMPARED} at once.`);
  const shown = await fetchCheckpoint(context);
  const living: SeenCheckpoint[] = [];
  const evidence: ForkEvidence[] = [];
  const encoder = new TextEncoder();
  for (const text of theirs) {
    const note = encoder.encode(text);
    const { crypto } = context.ports;
    const checked = await checkShown(context, () => checkCheckpoint(crypto, context.trust, note));
    if (!checked.ok) {
      const message = `One of these is no checkpoint of this sovereign's: ${checked.fault}.`;
      return stop('usage', 'bad-checkpoint', message, { fault: checked.fault });
    }
    const { epoch, checkpoint } = checked.value;
    const theirs: SeenCheckpoint = { checkpoint, note };
    if (checkpoint.size <= livingSize(context.trust, epoch)) living.push(theirs);
    else evidence.push(...(await compareGivenUp(context, epoch, theirs)));
  }
  const all = [...(await livingCheckpoints(context, context.trust)), ...living];
  const { forks, unknown: open } = await compareInOrder(
    readerOf(context, shown.checkpoint),
    all.toSorted((a, b) => a.checkpoint.size - b.checkpoint.size),
  );
  evidence.push(...forks);
  // Evidence stands on its own; that nothing was found means something only where everything was compared.
  if (evidence.length === 0 && open > 0) {
    stop(
      'unreachable',
      'no-tiles',
      'The sovereign showed no tiles that the comparison can be made with: try again.',
    );
  }
  return evidence;
}

/** Of what a new epoch gave up the sovereign has no tiles: what is left to see is two roots of one size. */
async function compareGivenUp(
  context: Context,
  epoch: number,
  theirs: SeenCheckpoint,
): Promise<ForkEvidence[]> {
  const seen = await seenCheckpoints(context, epoch);
  const same = seen.find(({ checkpoint }) => checkpoint.size === theirs.checkpoint.size);
  const fork = same === undefined ? null : compareRoots(same, theirs);
  return fork === null ? [] : [fork];
}
