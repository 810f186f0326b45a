import { MAX_MESSAGE_BYTES, concat } from '@tallystick/protocol';
import type { MessageChannel } from './channel.ts';
import { Inbox } from './inbox.ts';

/** A pair of byte streams: a socket, or standard input and output. */
export interface ByteStreams {
  readonly incoming: AsyncIterable<Uint8Array>;
  /** False when nothing can be written any more. */
  write(bytes: Uint8Array): Promise<boolean>;
  close(): Promise<void>;
}

const LENGTH_BYTES = 4;

/** A channel over byte streams: each message after its length, four bytes, big-endian. One that is longer than any may be ends it. */
export function streamChannel(streams: ByteStreams): MessageChannel {
  const inbox = new Inbox();
  void readAll(streams.incoming, inbox);
  return {
    send(message) {
      if (message.length < 1 || message.length > MAX_MESSAGE_BYTES) {
        throw new RangeError(`message of ${message.length} bytes`);
      }
      const framed = new Uint8Array(LENGTH_BYTES + message.length);
      new DataView(framed.buffer).setUint32(0, message.length);
      framed.set(message, LENGTH_BYTES);
      return streams.write(framed);
    },
    receive: (signal) => inbox.take(signal),
    close: () => streams.close(),
  };
}

async function readAll(incoming: AsyncIterable<Uint8Array>, inbox: Inbox): Promise<void> {
  try {
    let pending: Uint8Array[] = [];
    let have = 0;
    let wanted = LENGTH_BYTES;
    let isLength = true;
    for await (const piece of incoming) {
      pending.push(piece);
      have += piece.length;
      if (have < wanted) continue;
      let bytes = concat(...pending);
      while (bytes.length >= wanted) {
        const part = bytes.slice(0, wanted);
        bytes = bytes.subarray(wanted);
        if (isLength) {
          wanted = new DataView(part.buffer).getUint32(0);
          if (wanted < 1 || wanted > MAX_MESSAGE_BYTES) return;
        } else {
          // What comes faster than it is read waits at the sender's.
          await inbox.put(part);
          wanted = LENGTH_BYTES;
        }
        isLength = !isLength;
      }
      pending = [bytes];
      have = bytes.length;
    }
  } catch {
    // The stream broke: what came before it did is read, and no more comes.
  } finally {
    inbox.end();
  }
}
