import { _QRScanner as Scanner } from 'qr/decode.js';

/** Points of a picture, row by row: one byte of luma each, whatever follows them, or four of RGBA. */
export interface Points {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly format: 'I420' | 'RGBA';
}

/** What a picture's code says; undefined where there is none. `isSame`: it was read in the picture before, and nothing has changed. */
export interface Read {
  readonly text: string | undefined;
  readonly isSame: boolean;
}

/** A point in so many, in both directions, is compared with the picture before. */
const EACH = 8;
/** By so much a point changes from dark to light, and by less from picture to picture of one thing. */
const CHANGE = 48;
/** The smallest code that is read covers more points that are compared than these. */
const FEW = 4;

/**
 * Reads codes from pictures that follow one another. A screen shows each code for two pictures or more: the second one of a
 * camera that lies still is not read again.
 */
export function createPictureReader(): (points: Points) => Read {
  let scanner = new Scanner({ maxSize: { width: 1, height: 1 } });
  let most = 1;
  let last: { readonly points: Points; readonly text: string } | null = null;
  return (points) => {
    if (last !== null && isSame(last.points, points)) return { text: last.text, isSame: true };
    last = null;
    const side = Math.max(points.width, points.height);
    if (side > most) {
      most = side;
      scanner = new Scanner({ maxSize: { width: most, height: most } });
    }
    try {
      scanner.addImage(points, points.format);
      const [text] = scanner.decode();
      // Most pictures of a camera have no code, or one that is blurred.
      if (typeof text !== 'string') return { text: undefined, isSame: false };
      last = { points, text };
      return { text, isSame: false };
    } catch {
      return { text: undefined, isSame: false };
    }
  };
}

function isSame(one: Points, other: Points): boolean {
  const { width, height, format } = one;
  if (other.width !== width || other.height !== height || other.format !== format) return false;
  const bytes = format === 'I420' ? 1 : 4;
  let changed = 0;
  for (let y = EACH >> 1; y < height; y += EACH) {
    for (let x = EACH >> 1; x < width; x += EACH) {
      const at = (y * width + x) * bytes;
      if (Math.abs((one.data[at] ?? 0) - (other.data[at] ?? 0)) > CHANGE) changed += 1;
    }
  }
  return changed < FEW;
}
