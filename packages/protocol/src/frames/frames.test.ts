import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from './base45.ts';
import { MAX_BLOCKS, blocksOf, frameText, readFrame } from './frame.ts';
import { type FrameReader, type Frames, createFrameReader, createFrames } from './index.ts';

const utf8 = new TextEncoder();

function bytesOf(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8) * 17 + seed) & 0xff);
}

/** Offers numbers until the message is there; how many frames it took. */
function readAll(frames: Frames, numbers: Iterable<number>, reader = createFrameReader()): number {
  let offered = 0;
  for (const number of numbers) {
    offered += 1;
    if (reader.offer(frames.text(number)).kind === 'complete') return offered;
  }
  return Infinity;
}

function* from(first: number): Generator<number> {
  for (let number = first; ; number += 1) yield number;
}

function message(reader: FrameReader, frames: Frames): Uint8Array | undefined {
  const progress = reader.offer(frames.text(0));
  return progress.kind === 'complete' ? progress.message : undefined;
}

describe('base45', () => {
  it('is that of RFC 9285', () => {
    // Sections 4.3 and 4.4.
    for (const [plain, text] of [
      ['AB', 'BB8'],
      ['Hello!!', '%69 VD92EX0'],
      ['base-45', 'UJCLQE7W581'],
      ['ietf!', 'QED8WEX0'],
    ] as const) {
      expect(toBase45(utf8.encode(plain))).toBe(text);
      expect(fromBase45(text)).toEqual(utf8.encode(plain));
    }
    for (const text of ['GGW', ':::', 'A', 'ABCD', 'ab8', '::', 'BB8é']) {
      expect(fromBase45(text)).toBeUndefined();
    }
  });

  it('gives back what was written, and reads nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.string({ maxLength: 20 }), (bytes, text) => {
        expect(fromBase45(toBase45(bytes))).toEqual(bytes);
        const read = fromBase45(text);
        if (read !== undefined) expect(toBase45(read)).toBe(text);
      }),
    );
  });
});

describe('frames', () => {
  it('fit the alphanumeric mode, and the first of them are the message', () => {
    const frames = createFrames(bytesOf(5000), 600);
    expect(frames.count).toBe(9);
    for (let n = 0; n < 20; n += 1) expect(frames.text(n)).toMatch(/^TALLY:[0-9A-Z $%*+\-./:]+$/);
    expect(readAll(frames, from(0))).toBe(9);
  });

  it.each([1, 2, 3, 31, 32, 33, 64, 65])('of %d blocks are any subset that suffices', (count) => {
    const sent = bytesOf(count * 40 - (count > 1 ? 13 : 0), count);
    const frames = createFrames(sent, 40);
    expect(frames.count).toBe(count);
    for (const first of [0, 1, Math.floor(count / 2), count, 1000, 2 ** 32 - 200]) {
      const reader = createFrameReader();
      expect(readAll(frames, from(first), reader)).toBeLessThan(count + 20);
      expect(message(reader, frames)).toEqual(sent);
    }
  });

  it('lost, repeated, shuffled and damaged cost time only', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 900 }),
        fc.integer({ min: 20, max: 200 }),
        fc.infiniteStream(fc.tuple(fc.nat(99), fc.nat(400), fc.nat())),
        fc.nat(90),
        (sent, size, world, loss) => {
          const frames = createFrames(sent, size);
          const reader = createFrameReader();
          let done = false;
          let shown = 0;
          for (const [luck, again, at] of world) {
            if (shown > 3000 || done) break;
            const text = frames.text(luck % 3 === 0 ? again : shown);
            shown += 1;
            if (luck < loss) continue;
            const place = at % text.length;
            const changed =
              text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1);
            if (luck % 2 === 0) expect(reader.offer(changed).kind).toBe('no-frame');
            const progress = reader.offer(text);
            expect(progress.kind).not.toBe('spoiled');
            if (progress.kind !== 'complete') continue;
            expect(progress.message).toEqual(sent);
            done = true;
          }
          expect(done).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of the longest message in the most blocks are read in the end', () => {
    const sent = bytesOf(262_144);
    const frames = createFrames(sent, 128);
    expect(frames.count).toBe(MAX_BLOCKS);
    const reader = createFrameReader();
    // Every third block is lost.
    const seen = [...Array(MAX_BLOCKS).keys()].filter((n) => n % 3 !== 0);
    expect(
      readAll(frames, [...seen, ...Array.from({ length: 720 }, (_, i) => 5000 + i)], reader),
    ).toBeLessThan(MAX_BLOCKS + 20);
    expect(message(reader, frames)).toEqual(sent);
    expect(() => createFrames(sent, 127)).toThrow(RangeError);
    expect(() => createFrames(bytesOf(262_145), 2048)).toThrow(RangeError);
    expect(() => createFrames(new Uint8Array(0), 128)).toThrow(RangeError);
  });

  it('of another message do not disturb, unless there is nothing else', () => {
    const mine = createFrames(bytesOf(500, 1), 50);
    const other = createFrames(bytesOf(500, 2), 50);
    const reader = createFrameReader();
    for (let n = 0; n < 9; n += 1) {
      expect(reader.offer(mine.text(n)).kind).toBe('progress');
      expect(reader.offer(other.text(n)).kind).toBe('other-message');
      expect(reader.offer(mine.text(n)).kind).toBe('nothing-new');
    }
    expect(reader.offer(mine.text(9))).toEqual({ kind: 'complete', message: bytesOf(500, 1) });
    // What was read whole gives way at once, what is half read does not.
    expect(readAll(other, from(0), reader)).toBe(10);
    expect(reader.offer(mine.text(0)).kind).toBe('progress');
    const turned = Array.from({ length: 40 }, (_, n) => reader.offer(other.text(n)).kind);
    expect(turned.slice(0, 7)).toEqual(Array<string>(7).fill('other-message'));
    expect(turned.filter((kind) => kind === 'progress')).toHaveLength(9);
    expect(turned.at(-1)).toBe('complete');
  });

  it('of a message that is whole are passed over, however it is cut', () => {
    const sent = bytesOf(500);
    const reader = createFrameReader();
    expect(readAll(createFrames(sent, 100), from(0), reader)).toBe(5);
    const whole = { kind: 'complete', message: sent };
    const coarser = createFrames(sent, 50);
    for (let n = 0; n < 20; n += 1) expect(reader.offer(coarser.text(n))).toEqual(whole);
    expect(reader.offer(createFrames(bytesOf(500, 3), 50).text(0)).kind).toBe('progress');
  });

  it('forged with a check of their own spoil one reading, not the next', () => {
    const sent = bytesOf(500);
    const frames = createFrames(sent, 50);
    const reader = createFrameReader();
    const forged = { ...readFrame(frames.text(3))!, data: new Uint8Array(50) };
    reader.offer(frameText(forged));
    const kinds = Array.from({ length: 20 }, (_, n) => reader.offer(frames.text(n)).kind);
    expect(kinds).toContain('spoiled');
    expect(readAll(frames, from(0), reader)).toBeLessThan(12);
  });

  it('are refused whatever is read, and never throw', () => {
    const reader = createFrameReader();
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.uint8Array({ maxLength: 60 }), (text, bytes) => {
        for (const offered of [text, `TALLY:${text}`, `TALLY:${toBase45(bytes)}`]) {
          expect(reader.offer(offered).kind).toBe('no-frame');
        }
      }),
    );
    const frame = readFrame(createFrames(bytesOf(500), 50).text(0))!;
    const shown = (change: object): unknown => readFrame(frameText({ ...frame, ...change }));
    expect(shown({})).toEqual(frame);
    expect(shown({ length: 0 })).toBeUndefined();
    expect(shown({ length: 262_145 })).toBeUndefined();
    expect(shown({ blockBytes: 49 })).toBeUndefined();
    expect(shown({ length: 3, blockBytes: 1, data: new Uint8Array(1) })).toBeDefined();
    expect(shown({ length: 2049, blockBytes: 1, data: new Uint8Array(1) })).toBeUndefined();
    expect(reader.offer(`TALLY:${'A'.repeat(1_000_000)}`).kind).toBe('no-frame');
  });

  it('name their blocks by their number alone', () => {
    expect([...blocksOf(2, 3)]).toEqual([4]);
    for (let number = 0; number < 200; number += 1) {
      const [word] = blocksOf(number, 5);
      expect(word).toBeGreaterThan(0);
      expect(word).toBeLessThan(32);
    }
  });
});
