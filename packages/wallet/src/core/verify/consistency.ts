import { type Checkpoint, equalBytes } from '@tallystick/protocol';
import { type Context, storeSeen } from '../context.ts';
import { KEYS, readCheckpointKey } from '../records/keys.ts';
import { StorageDamage } from '../storage/damage.ts';
import { type TrustedCheckpoint, readCheckpoint } from '../trust/checkpoints.ts';
import { LogReader } from '../trust/log-reader.ts';
import type { ForkEvidence } from '../wallet-types.ts';

/** A checkpoint as it is stored and as it reads. */
export interface SeenCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly note: Uint8Array;
}

/** What comparing checkpoints found. `unknown` counts pairs for which the sovereign did not show the tiles. */
export interface Compared {
  readonly forks: readonly ForkEvidence[];
  readonly unknown: number;
}

/** The checkpoints that this wallet has seen of an epoch's log, from size `from` on, ascending. */
export async function seenCheckpoints(
  context: Context,
  epoch: number,
  from = 0,
): Promise<SeenCheckpoint[]> {
  const prefix = KEYS.checkpoint(epoch, 0).slice(0, -16);
  const listed = await context.vault.list(prefix);
  return listed
    .filter(([key]) => readCheckpointKey(key).size >= from)
    .map(([key, note]) => {
      const checkpoint = readCheckpoint(note);
      if (checkpoint !== undefined) return { checkpoint, note };
      throw new StorageDamage([{ where: `record ${key}`, what: 'is no checkpoint' }]);
    });
}

/** Compares each of a log's checkpoints, ascending by size, with the next; `shown` is the newest of that log. */
export async function compareInOrder(
  { client, ports }: Context,
  seen: readonly SeenCheckpoint[],
  shown: Checkpoint,
): Promise<Compared> {
  const log = new LogReader(ports.crypto, (path) => client.tile(path), shown.size);
  const forks: ForkEvidence[] = [];
  let unknown = 0;
  for (let i = 1; i < seen.length; i += 1) {
    const [older, newer] = [seen[i - 1], seen[i]] as [SeenCheckpoint, SeenCheckpoint];
    const fork = await compare(log, older, newer);
    if (fork === 'unknown') unknown += 1;
    else if (fork !== null) forks.push(fork);
  }
  return { forks, unknown };
}

/** Evidence where two checkpoints of one log, the smaller first, do not belong to one history; null where they do. */
async function compare(
  log: LogReader,
  older: SeenCheckpoint,
  newer: SeenCheckpoint,
): Promise<ForkEvidence | 'unknown' | null> {
  if (older.checkpoint.size === newer.checkpoint.size) {
    if (equalBytes(older.checkpoint.root, newer.checkpoint.root)) return null;
    return evidence(older, newer, 'two roots of one size');
  }
  const found = await log.compare(older.checkpoint, newer.checkpoint);
  if (found === 'unproven') {
    return evidence(older, newer, 'the log shows no proof that the larger continues the smaller');
  }
  return found === 'unknown' ? 'unknown' : null;
}

/** Compares what was seen since the last time with the newest checkpoint, and remembers how far that went. */
export async function compareNew(
  context: Context,
  newest: TrustedCheckpoint,
): Promise<readonly ForkEvidence[]> {
  const { epoch, checkpoint } = newest;
  const from = context.seen.epoch === epoch ? context.seen.consistentSize : 0;
  if (checkpoint.size <= from && context.seen.epoch === epoch) return [];
  const { forks, unknown } = await compareInOrder(
    context,
    await seenCheckpoints(context, epoch, from),
    checkpoint,
  );
  if (forks.length === 0 && unknown === 0) {
    await storeSeen(context, { ...context.seen, epoch, consistentSize: checkpoint.size });
  }
  return forks;
}

function evidence(older: SeenCheckpoint, newer: SeenCheckpoint, what: string): ForkEvidence {
  const text = new TextDecoder();
  return { first: text.decode(older.note), second: text.decode(newer.note), what };
}
