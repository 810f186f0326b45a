import type { Context } from '../context.ts';
import { believe, fetchCheckpoint } from '../chain/checkpoint-store.ts';
import { stop } from '../stop.ts';
import { checkCheckpoint } from '../trust/checkpoints.ts';
import type { ForkEvidence } from '../wallet-types.ts';
import { type SeenCheckpoint, compareInOrder, seenCheckpoints } from './consistency.ts';

/** Checkpoints of one comparison; what is more is not looked at. */
const MAX_COMPARED = 65_536;

/** Compares another wallet's checkpoints with this one's: evidence where no append-only log can have signed both. */
export async function compareWith(
  context: Context,
  theirs: readonly string[],
): Promise<readonly ForkEvidence[]> {
  if (theirs.length > MAX_COMPARED) stop('usage', 'too-many', `At most ${MAX_COMPARED} at once.`);
  const given = new Map<number, SeenCheckpoint[]>();
  const encoder = new TextEncoder();
  for (const text of theirs) {
    const note = encoder.encode(text);
    const { crypto } = context.ports;
    const checked = await believe(context, () => checkCheckpoint(crypto, context.trust, note));
    const { epoch, checkpoint } = checked;
    given.set(epoch, [...(given.get(epoch) ?? []), { checkpoint, note }]);
  }
  const shown = await fetchCheckpoint(context);
  const evidence: ForkEvidence[] = [];
  let open = 0;
  for (const [epoch, foreign] of given) {
    // Of an epoch that is over the sovereign has no tiles: what is left to see is two roots of one size.
    const all = [...(await seenCheckpoints(context, epoch)), ...foreign];
    all.sort((a, b) => a.checkpoint.size - b.checkpoint.size);
    const { forks, unknown } = await compareInOrder(context, all, shown.checkpoint);
    evidence.push(...forks);
    open += unknown;
  }
  // Evidence stands on its own; that nothing was found means something only where everything was compared.
  if (evidence.length === 0 && open > 0) {
    stop(
      'unreachable',
      'no-tiles',
      'The sovereign did not show the tiles that the comparison takes.',
    );
  }
  return evidence;
}
