import { createFrameReader, createFrames } from '@tallystick/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evenBlocks } from '../camera/pace.ts';
import { messageOf, requestOf } from './device-code.ts';

/** About as long as one with the keys of suite 2. */
const REQUEST = `tally-device:${'A_-z'.repeat(860)}`;

it('a request is read from codes that show it still, whichever comes first, and those are few', () => {
  const message = messageOf(REQUEST);
  const frames = createFrames(message, evenBlocks(message.length));
  expect(frames.count).toBe(2);
  const reader = createFrameReader();
  expect(reader.offer(frames.text(1)).kind).toBe('progress');
  const read = reader.offer(frames.text(0));
  expect(read.kind === 'complete' && requestOf(read.message)).toBe(REQUEST);
});

it('blocks are even, and never too large for a frame', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 262_144 }), (length) => {
      const { count } = createFrames(new Uint8Array(length), evenBlocks(length));
      expect(count).toBe(Math.ceil(length / 2048));
    }),
    { numRuns: 30 },
  );
});

it('no other message is one: a payment, bytes that are no text, or one that is too long', () => {
  for (const text of ['', 'tally-invitation:x', ' tally-device:x', 'TALLY:1']) {
    expect(requestOf(messageOf(text))).toBeNull();
  }
  expect(requestOf(Uint8Array.of(0xff, 0xfe))).toBeNull();
  expect(requestOf(messageOf(`tally-device:${'A'.repeat(8192)}`))).toBeNull();
  fc.assert(fc.property(fc.uint8Array(), (bytes) => requestOf(bytes) === null));
});
