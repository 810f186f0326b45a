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
import { listen } from '../../frame/listening.ts';
import type { Drawn, EyeAnswer, EyeAsk, EyeWork, Picture, Seen } from './eye-messages.ts';
import { type Points, createPictureReader } from './read-picture.ts';

/** Cells of white around a code (ISO/IEC 18004, 6.3.8). */
const QUIET = 4;
/** More lines than the longest message has frames, of texts that somebody pasted. */
const MOST_LINES = 5000;

/** Their first plane is luma, a byte a point (WebCodecs, section 9.8): all that a code is read from. */
const WITH_LUMA: readonly (string | null)[] = ['I420', 'I420A', 'I422', 'I444', 'NV12'];

const reader = createFrameReader();
const readPicture = createPictureReader();
let last: Uint8Array | null = null;
const NO_CODE = { text: undefined, isSame: false } as const;
let lastSeen: Seen = { text: null, progress: null, message: null, ms: 0 };
let shown: Frames | null = null;
let canvas: OffscreenCanvas | null = null;

type Got<K extends keyof EyeWork> = EyeWork[K]['got'] | Promise<EyeWork[K]['got']>;

const works: { [K in keyof EyeWork]: (given: EyeWork[K]['given']) => Got<K> } = {
  look: async (picture) => {
    const began = performance.now();
    // A picture that cannot be had is one without a code: the next one follows.
    const points = await pointsOf(picture).catch(() => null);
    picture.close();
    const { text, isSame } = points === null ? NO_CODE : readPicture(points);
    lastSeen = isSame ? { ...lastSeen, message: null } : seenOf(text);
    return { ...lastSeen, ms: performance.now() - began };
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

/** A camera's picture has its luma apart, and nothing is converted; any other is drawn. */
async function pointsOf(picture: Picture): Promise<Points> {
  if ('format' in picture) {
    const { format, visibleRect, displayWidth, displayHeight } = picture;
    if (visibleRect !== null && WITH_LUMA.includes(format)) {
      const { width, height } = visibleRect;
      const data = new Uint8Array(picture.allocationSize());
      await picture.copyTo(data);
      return { width, height, data, format: 'I420' };
    }
    return drawn(picture, displayWidth, displayHeight);
  }
  return drawn(picture, picture.width, picture.height);
}

function drawn(picture: Picture, width: number, height: number): Points {
  if (canvas?.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
  }
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data, format: 'RGBA' };
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

listen((asked: EyeAsk) => {
  const work = works[asked.work] as (given: unknown) => unknown;
  void Promise.resolve(work(asked.given)).then((got) => tell({ id: asked.id, got }));
});
