import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { acceptChannel } from '../core/offline/channel/channel.acceptance.ts';
import { streamChannel } from '../core/offline/channel/stream-channel.ts';
import { folderChannel } from './folder-channel.ts';
import { nodeStreams } from './node-streams.ts';

describe('a channel of files in a folder', () => {
  acceptChannel(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wallet-channel-'));
    return {
      one: await folderChannel(folder, { own: 'one', other: 'other' }),
      other: await folderChannel(folder, { own: 'other', other: 'one' }),
      clean() {
        rmSync(folder, { recursive: true });
        return Promise.resolve();
      },
    };
  });
});

describe('a channel over a loopback socket', () => {
  acceptChannel(async () => {
    const server = createServer();
    const accepted = new Promise<Socket>((resolve) => {
      server.once('connection', resolve);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const near = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const far = await accepted;
    return {
      one: streamChannel(nodeStreams(near, near)),
      other: streamChannel(nodeStreams(far, far)),
      clean: () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
        }),
    };
  });
});
