/** How fast and how finely frames are shown, and how large pictures are looked at. Measured: bench/RESULTS.md, `web`. */

/** How a message is shown: blocks of so many bytes, so many codes a second. */
export interface Pace {
  readonly blockBytes: number;
  readonly perSecond: number;
}

/**
 * The fastest that two phones at arm's length read reliably comes first: a code of version 23 with 5 points of a 720-line picture for a cell,
 * each shown for two pictures of a camera or more. Where it is not read, coarser codes and slower ones follow.
 */
const PACES: readonly [Pace, ...Pace[]] = [
  { blockBytes: 1000, perSecond: 15 },
  { blockBytes: 500, perSecond: 8 },
  { blockBytes: 250, perSecond: 5 },
];

/** After so many rounds of all frames, and so many frames more, a camera that sees anything has a message. */
const ROUNDS = 4;
const MORE = 24;

/** How a message is shown after it was shown in vain `failed` times; the last way for ever. */
export function paceAfter(failed: number): Pace {
  return PACES[Math.min(failed, PACES.length - 1)] ?? PACES[0];
}

/** Whether a message of `count` frames was shown in vain: `shown` frames were, and no answer has come. */
export function isInVain(shown: number, count: number): boolean {
  return shown >= count * ROUNDS + MORE;
}

/** Of a block, in bytes: protocol.md section 13. */
const MOST_BLOCK = 2048;

/** Blocks of as many bytes that a message is cut into as few as can be, all of them full. */
export function evenBlocks(messageBytes: number): number {
  return Math.ceil(messageBytes / Math.ceil(messageBytes / MOST_BLOCK));
}

/** The longer sides, in points, at which pictures are looked at. */
const SIDES = [1280, 960, 640] as const;
/** A machine that needs longer for a picture than this gets smaller ones: fifteen a second are read then. */
const SLOW_MS = 66;
/** So many pictures are timed before anything changes. */
export const TIMED = 12;

export const FIRST_SIDE: number = SIDES[0];

/** The longer side for the next pictures, after the last ones at `side` took so long, in ms. */
export function sideAfter(side: number, took: readonly number[]): number {
  if (took.length < TIMED) return side;
  const median = took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? 0;
  if (median <= SLOW_MS) return side;
  return SIDES.find((smaller) => smaller < side) ?? side;
}

/** The size of a picture whose longer side is at most `side`. */
export function sizeWithin(
  { width, height }: { readonly width: number; readonly height: number },
  side: number,
): { readonly width: number; readonly height: number } {
  const shrink = Math.min(1, side / Math.max(width, height, 1));
  return {
    width: Math.max(1, Math.round(width * shrink)),
    height: Math.max(1, Math.round(height * shrink)),
  };
}
