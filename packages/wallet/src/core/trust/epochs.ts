import type { Epoch, Hash } from '@tallystick/protocol';
import type { Trust } from './constitution.ts';

/** A tree that the root of the sovereign signed for, in the epoch that goes on from it. */
export interface Anchor {
  readonly by: Epoch;
  readonly size: number;
  readonly root: Hash;
}

/** The epoch whose log goes on. */
export function newestEpoch({ epochs }: Pick<Trust, 'epochs'>): Epoch {
  const newest = epochs.at(-1);
  if (newest === undefined) throw new RangeError('a sovereign without an epoch');
  return newest;
}

/**
 * How many entries of an epoch's log live on in the newest one: all of them where it is the newest. Each epoch goes on at or
 * above the size at which the one before it did (`chainFault`), so the next one decides.
 */
export function livingSize({ epochs }: Pick<Trust, 'epochs'>, epoch: number): number {
  return epochs[epoch + 1]?.succeeds?.size ?? Number.POSITIVE_INFINITY;
}

/**
 * Why epochs are no chain (protocol.md section 5): numbered from 0, and each names the log of the one before it, at a size not
 * below the one at which that began. Their signatures are checked elsewhere.
 */
export function chainFault(epochs: readonly Epoch[]): string | undefined {
  for (const [number, { number: named, succeeds }] of epochs.entries()) {
    if (named !== number) return `epoch ${named} stands in the place of epoch ${number}`;
    const before = epochs[number - 1];
    if (before === undefined) {
      if (succeeds !== null) return 'the first epoch says that it succeeds another';
      continue;
    }
    if (succeeds?.origin !== before.origin)
      return `epoch ${number} does not succeed ${before.origin}`;
    const least = before.succeeds?.size ?? 0;
    if (succeeds.size < least) return `epoch ${number} goes on below the size of the one before it`;
  }
  return undefined;
}

/** What the epochs state of the log that lives on: its root at each size at which one of them went on from another. */
export function anchorsOf({ epochs }: Pick<Trust, 'epochs'>): Anchor[] {
  return epochs.flatMap((by) => {
    if (by.succeeds === null || by.succeeds.size === 0) return [];
    const { size, root } = by.succeeds;
    return [{ by, size, root }];
  });
}
