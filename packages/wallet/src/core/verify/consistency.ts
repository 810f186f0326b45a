import { type Checkpoint, equalBytes } from '@tallystick/protocol';
import { type Context, storeSeen } from '../context.ts';
import { KEYS, readCheckpointKey } from '../records/keys.ts';
import { StorageDamage } from '../storage/damage.ts';
import { type TrustedCheckpoint, readCheckpoint } from '../trust/checkpoints.ts';
import type { Trust } from '../trust/constitution.ts';
import { type Anchor, anchorsOf, livingSize } from '../trust/epochs.ts';
import { stop } from '../stop.ts';
import { LogReader } from '../trust/log-reader.ts';
import type { ForkEvidence } from '../wallet-types.ts';

/** A tree, and the signed statement of it: a checkpoint's note, or what an epoch says that it goes on from. */
export interface SeenCheckpoint {
  readonly checkpoint: Pick<Checkpoint, 'size' | 'root'>;
  readonly note: Uint8Array;
}

/** What comparing checkpoints found. `unknown` counts pairs for which the sovereign did not show tiles, or none that verify. */
export interface Compared {
  readonly forks: readonly ForkEvidence[];
  readonly unknown: number;
}

/** The checkpoints that this wallet has seen of an epoch's log, ascending. */
export async function seenCheckpoints(context: Context, epoch: number): Promise<SeenCheckpoint[]> {
  const prefix = KEYS.checkpoint(epoch, 0).slice(0, -16);
  return (await context.vault.list(prefix)).map(readSeen);
}

function readSeen([key, note]: readonly [string, Uint8Array]): SeenCheckpoint {
  const checkpoint = readCheckpoint(note);
  if (checkpoint !== undefined) return { checkpoint, note };
  throw new StorageDamage([{ where: `record ${key}`, what: 'is no checkpoint' }]);
}

/**
 * Every tree that has to be a beginning of the log that goes on, from size `from` on, ascending: the checkpoints seen of all
 * epochs, without those beyond the size at which the next epoch went on, and what the epochs say that they went on from.
 */
export async function livingCheckpoints(
  context: Context,
  trust: Trust,
  from = 0,
): Promise<SeenCheckpoint[]> {
  const listed = await context.vault.list(KEYS.allCheckpoints);
  const living = listed.filter(([key]) => {
    const { epoch, size } = readCheckpointKey(key);
    return size >= from && size <= livingSize(trust, epoch);
  });
  const anchors = anchorsOf(trust).filter(({ size }) => size >= from);
  return [
    ...living.map(readSeen),
    ...anchors.map((anchor) => ({
      checkpoint: anchor,
      note: new TextEncoder().encode(anchorText(anchor)),
    })),
  ].toSorted((a, b) => a.checkpoint.size - b.checkpoint.size);
}

/** What an epoch says that it goes on from, in the lines of a checkpoint. */
export function anchorText({ by, size, root }: Anchor): string {
  return `${by.succeeds?.origin ?? ''}, which ${by.origin} goes on from\n${size}\n${root.toBase64()}\n`;
}

/** Reads the log whose newest checkpoint is `shown`. */
export function readerOf({ client, ports }: Context, shown: Pick<Checkpoint, 'size'>): LogReader {
  return new LogReader(ports.crypto, (path) => client.tile(path), shown.size);
}

/** Compares each tree of one log, ascending by size, with the next. */
export async function compareInOrder(
  log: LogReader,
  seen: readonly SeenCheckpoint[],
): Promise<Compared> {
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

/** Evidence where two trees of one size have two roots; null where they have one. */
export function compareRoots(one: SeenCheckpoint, other: SeenCheckpoint): ForkEvidence | null {
  if (equalBytes(one.checkpoint.root, other.checkpoint.root)) return null;
  return evidence(one, other, 'two roots of one size');
}

/** Evidence where two checkpoints of one log, the smaller first, do not belong to one history; null where they do. */
async function compare(
  log: LogReader,
  older: SeenCheckpoint,
  newer: SeenCheckpoint,
): Promise<ForkEvidence | 'unknown' | null> {
  if (older.checkpoint.size === newer.checkpoint.size) return compareRoots(older, newer);
  const found = await log.compare(older.checkpoint, newer.checkpoint);
  if (found === 'forked') return evidence(older, newer, 'the larger does not continue the smaller');
  return found === 'unknown' ? 'unknown' : null;
}

/** Compares what was seen since the last time with the newest checkpoint, and remembers how far that went. */
async function compareNew(
  context: Context,
  newest: TrustedCheckpoint,
): Promise<readonly ForkEvidence[]> {
  const { epoch, checkpoint } = newest;
  const from = context.seen.epoch === epoch ? context.seen.consistentSize : 0;
  if (checkpoint.size <= from && context.seen.epoch === epoch) return [];
  const { forks, unknown } = await compareInOrder(
    readerOf(context, checkpoint),
    await livingCheckpoints(context, context.trust, from),
  );
  if (forks.length === 0 && unknown === 0) {
    await storeSeen(context, { ...context.seen, epoch, consistentSize: checkpoint.size });
  }
  return forks;
}

/** As {@link compareNew}; ends the operation with `tampering` where the log does not go on from what was seen. */
export async function requireConsistent(
  context: Context,
  newest: TrustedCheckpoint,
): Promise<void> {
  const [fork] = await compareNew(context, newest);
  if (fork === undefined) return;
  const message = `The sovereign's log does not continue what it showed before: ${fork.what}.`;
  stop('tampering', 'log-forked', message, { first: fork.first, second: fork.second });
}

function evidence(older: SeenCheckpoint, newer: SeenCheckpoint, what: string): ForkEvidence {
  const text = new TextDecoder();
  return { first: text.decode(older.note), second: text.decode(newer.note), what };
}
