import { createFrameReader, createFrames } from '@tallystick/protocol';
import encodeQR from 'qr';
import { decodeQR } from 'qr/decode.js';
import { expect, it } from 'vitest';
import { FIRST_SIDE, TIMED, isInVain, paceAfter, sideAfter, sizeWithin } from './pace.ts';

/** The longest messages of the table in without-a-network.md. */
const REQUEST = 8859;
const FIRST_ACT = 22_965;
const RECEIPT = 5084;
const LATER_ACT = 2743;

function secondsFor(lengths: readonly number[]): number {
  const { blockBytes, perSecond } = paceAfter(0);
  const frames = lengths.map((length) => createFrames(new Uint8Array(length), blockBytes).count);
  return frames.reduce((sum, count) => sum + count, 0) / perSecond;
}

it('frames are shown in half of the time that a payment may take', () => {
  expect(secondsFor([REQUEST, FIRST_ACT, RECEIPT])).toBeLessThan(4);
  expect(secondsFor([REQUEST, LATER_ACT, RECEIPT])).toBeLessThan(1.3);
});

it('what is not read is shown coarser and slower, and never given up', () => {
  const paces = [0, 1, 2, 3, 50].map(paceAfter);
  const bytes = paces.map(({ blockBytes }) => blockBytes);
  expect(bytes).toEqual(bytes.toSorted((a, b) => b - a));
  expect(new Set(bytes.slice(0, 3)).size).toBe(3);
  expect(paces[4]).toEqual(paces[3]);
  for (const pace of paces) expect(pace.perSecond).toBeLessThanOrEqual(15);
  // The longest message fits the number of frames that there may be.
  expect(() => createFrames(new Uint8Array(262_144), paces[4]!.blockBytes)).not.toThrow();
});

it('a camera that misses two frames of three has a message before it is shown in vain', () => {
  const message = Uint8Array.from({ length: FIRST_ACT }, (_, i) => (i * 7) & 0xff);
  const frames = createFrames(message, paceAfter(0).blockBytes);
  const reader = createFrameReader();
  let shown = 0;
  for (; !isInVain(shown, frames.count); shown += 1) {
    if (shown % 3 !== 0) continue;
    if (reader.offer(frames.text(shown)).kind === 'complete') break;
  }
  expect(isInVain(shown, frames.count)).toBe(false);
  expect(isInVain(0, 1)).toBe(false);
});

it('the finest code is read at three points for a cell', () => {
  const text = createFrames(new Uint8Array(FIRST_ACT).fill(90), paceAfter(0).blockBytes).text(3);
  const cells = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
  const side = cells.length * 3;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let at = 0; at < side * side; at += 1) {
    const isDark = cells[Math.floor(at / side / 3)]?.[Math.floor((at % side) / 3)] === true;
    data.fill(isDark ? 30 : 220, at * 4, at * 4 + 3);
  }
  expect(decodeQR({ width: side, height: side, data })).toBe(text);
});

it('a machine that is slow looks at smaller pictures, and only then', () => {
  const slow = Array<number>(TIMED).fill(90);
  expect(sideAfter(FIRST_SIDE, slow.slice(1))).toBe(FIRST_SIDE);
  expect(sideAfter(FIRST_SIDE, Array<number>(TIMED).fill(20))).toBe(FIRST_SIDE);
  expect(sideAfter(FIRST_SIDE, [...slow.slice(0, 3), ...Array<number>(9).fill(5)])).toBe(
    FIRST_SIDE,
  );
  const smaller = sideAfter(FIRST_SIDE, slow);
  expect(smaller).toBeLessThan(FIRST_SIDE);
  const smallest = sideAfter(sideAfter(smaller, slow), slow);
  expect(sideAfter(smallest, slow)).toBe(smallest);
  expect(smallest).toBeGreaterThanOrEqual(640);
});

it('pictures are never made larger, and keep their form', () => {
  expect(sizeWithin({ width: 1920, height: 1080 }, 1280)).toEqual({ width: 1280, height: 720 });
  expect(sizeWithin({ width: 480, height: 640 }, 1280)).toEqual({ width: 480, height: 640 });
  expect(sizeWithin({ width: 0, height: 0 }, 1280)).toEqual({ width: 1, height: 1 });
});
