import type { Readable, Writable } from 'node:stream';
import type { ByteStreams } from '../core/offline/channel/stream-channel.ts';

/** Node's streams, such as a socket's two sides, or standard input and output, for `streamChannel`. */
export function nodeStreams(incoming: Readable, outgoing: Writable): ByteStreams {
  let isBroken = false;
  const broken = (): void => {
    isBroken = true;
  };
  outgoing.on('error', broken);
  outgoing.on('close', broken);
  return {
    incoming,
    write(bytes) {
      if (isBroken || outgoing.writableEnded) return Promise.resolve(false);
      return new Promise((resolve) => {
        outgoing.write(bytes, (error) => {
          resolve(error === null || error === undefined);
        });
      });
    },
    close() {
      isBroken = true;
      outgoing.end();
      incoming.destroy();
      return Promise.resolve();
    },
  };
}
