import { createReadStream } from 'node:fs';
import { MAX_MESSAGE_BYTES, createFrameReader } from '@tallystick/protocol';
import type { Call } from '../../command.ts';
import { type Stop, refused, usage } from '../../stop.ts';

/** Standard input. */
const STDIN = '-';
const FRAME = 'TALLY:';
/** The longest text of a frame (protocol.md section 13) and room for what a scanner puts around it. */
const MAX_LINE = 4096;

/**
 * A message that another wallet gave: the bytes of a file, or the texts of QR frames, one a line, as a scanner types them. Of
 * frames no more is read than is needed.
 */
export async function readMessage(call: Call, file: string = STDIN): Promise<Uint8Array> {
  if (file === STDIN && process.stdin.isTTY) {
    call.note('Waiting for frames on standard input; Ctrl-C ends it.');
  }
  const stream: AsyncIterable<Buffer> = file === STDIN ? process.stdin : createReadStream(file);
  try {
    return await readPieces(stream, file === STDIN ? 'Standard input' : file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw usage(`The message cannot be read: ${(error as Error).message}.`, 'unreadable');
  } finally {
    // What is not needed any more would keep the process waiting.
    if (file === STDIN) process.stdin.destroy();
  }
}

async function readPieces(stream: AsyncIterable<Buffer>, name: string): Promise<Uint8Array> {
  let bytes = Buffer.alloc(0);
  let frames: FrameLines | undefined;
  for await (const piece of stream) {
    bytes = Buffer.concat([bytes, piece]);
    if (frames === undefined && bytes.length >= FRAME.length) {
      if (bytes.toString('latin1', 0, FRAME.length) === FRAME) frames = new FrameLines(name);
    }
    if (frames === undefined) {
      if (bytes.length > MAX_MESSAGE_BYTES) throw tooLong(name);
      continue;
    }
    const message = frames.read(bytes.toString('latin1'));
    if (message !== undefined) return message;
    bytes = Buffer.alloc(0);
  }
  if (frames !== undefined) return frames.end();
  return new Uint8Array(bytes);
}

function tooLong(name: string): Stop {
  const message = `${name} is longer than a message of a wallet can be (${MAX_MESSAGE_BYTES} bytes).`;
  return refused({ code: 'bad-message', message });
}

/** Lines of frames in pieces of any size; what is no frame is passed over. */
class FrameLines {
  readonly #reader = createFrameReader();
  readonly #name: string;
  #rest = '';
  #have = 0;
  #of = 0;

  constructor(name: string) {
    this.#name = name;
  }

  read(text: string): Uint8Array | undefined {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) {
      const message = this.#offer(line);
      if (message !== undefined) return message;
    }
    return undefined;
  }

  /** The last line need not end. */
  end(): Uint8Array {
    const message = this.#offer(this.#rest);
    if (message !== undefined) return message;
    const have =
      this.#of === 0 ? 'No frame is whole' : `${this.#have} of ${this.#of} parts are there`;
    throw refused({
      code: 'frames-missing',
      message: `${this.#name} ended before the message did. ${have}: show it again, and read on.`,
    });
  }

  #offer(line: string): Uint8Array | undefined {
    const progress = this.#reader.offer(line.trim());
    if (progress.kind === 'complete') return progress.message;
    if (progress.kind === 'progress') [this.#have, this.#of] = [progress.have, progress.of];
    return undefined;
  }
}
