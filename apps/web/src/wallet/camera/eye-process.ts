/**
 * Runs in a worker: looks for codes in the pictures of a camera, puts messages together from frames, and draws frames. It has no
 * keys; hashing is WebAssembly, which pages may not run.
 */
import {
  type Frames,
  MAX_BLOCK_BYTES,
  createFrameReader,
  createFrames,
  equalBytes,
} from '@tallystick/protocol';
import encodeQR from 'qr';
import { decodeQR } from 'qr/decode.js';
import type { Drawn, EyeAnswer, EyeAsk, EyeWork, Seen } from './eye-messages.ts';

/** Cells of white around a code (ISO/IEC 18004, 6.3.8). */
const QUIET = 4;
/** More lines than the longest message has frames, of texts that somebody pasted. */
const MOST_LINES = 5000;

const reader = createFrameReader();
let last: Uint8Array | null = null;
let shown: Frames | null = null;
let canvas: OffscreenCanvas | null = null;

const works: { [K in keyof EyeWork]: (given: EyeWork[K]['given']) => EyeWork[K]['got'] } = {
  look: (picture) => {
    const began = performance.now();
    const text = codeIn(picture);
    picture.close();
    return { ...seenOf(text), ms: performance.now() - began };
  },
  read: (text) => {
    let best = seenOf(undefined);
    for (const line of text.split(/\r?\n/, MOST_LINES)) {
      const seen = seenOf(line.trim() === '' ? undefined : line.trim());
      if (seen.message !== null) return seen;
      if (seen.progress !== null || best.text === null) best = seen;
    }
    return best;
  },
  take: (message) => ({ text: null, progress: null, message: onlyNew(message), ms: 0 }),
  cut: ({ message, blockBytes }) => {
    shown = createFrames(message, blockBytes);
    return shown.count;
  },
  write: (message) => {
    const frames = createFrames(message, MAX_BLOCK_BYTES);
    return Array.from({ length: frames.count }, (_, number) => frames.text(number)).join('\n');
  },
  draw: (number) => (shown === null ? null : drawnOf(shown.text(number))),
};

function codeIn(picture: ImageBitmap): string | undefined {
  const { width, height } = picture;
  if (canvas?.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
  }
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(picture, 0, 0);
  try {
    return decodeQR(context.getImageData(0, 0, width, height));
  } catch {
    // Most pictures of a camera have no code, or one that is blurred.
    return undefined;
  }
}

function seenOf(text: string | undefined): Seen {
  const nothing: Seen = { text: null, progress: null, message: null, ms: 0 };
  if (text === undefined) return nothing;
  const read = reader.offer(text);
  switch (read.kind) {
    case 'no-frame':
      // A damaged frame is no text that anybody asked for.
      return text.startsWith('TALLY:') ? nothing : { ...nothing, text };
    case 'other-message':
    case 'spoiled':
      return nothing;
    case 'complete':
      return { ...nothing, message: onlyNew(read.message) };
    case 'nothing-new':
    case 'progress':
      return { ...nothing, progress: { have: read.have, of: read.of } };
  }
}

/** A message is told once, however long its frames are still shown. */
function onlyNew(message: Uint8Array): Uint8Array<ArrayBuffer> | null {
  if (last !== null && equalBytes(last, message)) return null;
  last = message;
  return message.slice();
}

function drawnOf(text: string): Drawn {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: QUIET });
  return { side: rows.length, cells: Uint8Array.from(rows.flat(), (isDark) => (isDark ? 1 : 0)) };
}

function tell(answer: EyeAnswer): void {
  postMessage(answer);
}

addEventListener('message', ({ data }: MessageEvent<EyeAsk>) => {
  const work = works[data.work] as (given: unknown) => unknown;
  tell({ kind: 'got', id: data.id, got: work(data.given) });
});

tell({ kind: 'ready' });
