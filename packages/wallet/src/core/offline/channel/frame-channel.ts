import { createFrameReader, createFrames, equalBytes } from '@tallystick/protocol';
import type { MessageChannel } from './channel.ts';

/** A screen and a camera: texts of QR codes, of which some are not seen. */
export interface FramePort {
  /** Shows a text until the next one; resolves when it is time for that, with false when nothing is shown any more. */
  show(text: string): Promise<boolean>;
  /** The next text that is seen; null when none comes any more or `signal` aborts. */
  scan(signal?: AbortSignal): Promise<string | null>;
  close(): Promise<void>;
}

/** A block that makes a QR code of version 20 or so, which cameras of phones read. */
const BLOCK_BYTES = 600;
/** So many times the frames that are needed are shown, and so many more: nobody tells that it has seen enough. */
const ROUNDS = 4;
const MORE = 32;

/** A channel of animated QR codes. A message that was seen whole is not given again while its frames are still shown. */
export function frameChannel(port: FramePort, blockBytes: number = BLOCK_BYTES): MessageChannel {
  let last: Uint8Array | null = null;
  return {
    async send(message) {
      const frames = createFrames(message, blockBytes);
      for (let number = 0; number < frames.count * ROUNDS + MORE; number += 1) {
        if (!(await port.show(frames.text(number)))) return false;
      }
      return true;
    },
    async receive(signal) {
      let reader = createFrameReader();
      for (;;) {
        const text = await port.scan(signal);
        if (text === null) return null;
        const progress = reader.offer(text);
        if (progress.kind !== 'complete') continue;
        if (last === null || !equalBytes(progress.message, last)) {
          last = progress.message;
          return progress.message;
        }
        reader = createFrameReader();
      }
    },
    close: () => port.close(),
  };
}
