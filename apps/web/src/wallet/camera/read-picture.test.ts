import encodeQR from 'qr';
import { expect, it } from 'vitest';
import { type Points, createPictureReader } from './read-picture.ts';

interface Scene {
  readonly text: string;
  readonly left: number;
  /** Points of a cell. */
  readonly scale: number;
  readonly format?: Points['format'];
  /** As much lighter as the whole picture is. */
  readonly light?: number;
}

/** What a camera of 640x480 gives of a code on a wall; of luma with the planes of colour after it. */
function pictureOf({ text, left, scale, format = 'I420', light = 0 }: Scene): Points {
  const [width, height] = [640, 480];
  const cells = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
  const bytes = format === 'I420' ? 1 : 4;
  const data = new Uint8Array(format === 'I420' ? width * height * 1.5 : width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isDark = cells[Math.floor(y / scale)]?.[Math.floor((x - left) / scale)];
      const luma = isDark === undefined ? 110 : isDark ? 40 : 200;
      data.fill(luma + light, (y * width + x) * bytes, (y * width + x + 1) * bytes);
    }
  }
  return { width, height, data, format };
}

it('codes are read from luma and from colours', () => {
  const read = createPictureReader();
  for (const format of ['I420', 'RGBA'] as const) {
    const seen = read(pictureOf({ text: 'TALLY:ONE', left: 20, scale: 6, format }));
    expect(seen).toEqual({ text: 'TALLY:ONE', isSame: false });
  }
});

it('a picture like the one before is not read again, another code is', () => {
  const read = createPictureReader();
  const scene = { text: 'TALLY:ONE', left: 20, scale: 3 };
  expect(read(pictureOf(scene))).toEqual({ text: 'TALLY:ONE', isSame: false });
  expect(read(pictureOf({ ...scene, light: 9 }))).toEqual({ text: 'TALLY:ONE', isSame: true });
  const other = { ...scene, text: 'TALLY:TWO' };
  expect(read(pictureOf(other))).toEqual({ text: 'TALLY:TWO', isSame: false });
  const moved = pictureOf({ ...other, left: 300 });
  expect(read(moved)).toEqual({ text: 'TALLY:TWO', isSame: false });
});

it('a wall has no code, however often it is looked at', () => {
  const read = createPictureReader();
  const wall = pictureOf({ text: 'TALLY:ONE', left: 640, scale: 3 });
  for (let n = 0; n < 3; n += 1) expect(read(wall)).toEqual({ text: undefined, isSame: false });
  const broken = { ...wall, data: wall.data.subarray(7) };
  expect(read(broken)).toEqual({ text: undefined, isSame: false });
});
