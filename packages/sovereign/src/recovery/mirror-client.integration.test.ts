import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encode } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { expect, test } from 'vitest';
import { nodePorts } from '../founding/node-ports.ts';
import { logExportCodec } from './log-export.ts';
import { openMirror } from './mirror-client.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const operator = nodeCrypto.keyPair(1, new Uint8Array(32));
const PIECE = Buffer.alloc(1 << 16);

/** What a mirror client makes of a server whose log is `answer`; and how many bytes went out. */
async function readFrom(answer: Answer, challenge?: Answer): Promise<unknown> {
  const server = createServer((request, response) => {
    response.on('error', () => {});
    if (request.url?.startsWith('/v1/operator/') === true) answer(request, response);
    else if (challenge !== undefined) challenge(request, response);
    else {
      const value = Buffer.alloc(32).toString('base64url');
      response.end(JSON.stringify({ challenge: value, token: 'token' }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    const mirror = await openMirror(url, new Uint8Array(32), operator, nodePorts, 1_000);
    return await mirror.read(0);
  } catch (error) {
    return error;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function endless(counted: { bytes: number }): Answer {
  return (_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(PIECE)) counted.bytes += PIECE.length;
    };
    response.on('drain', more);
    more();
  };
}

test('an honest mirror is read, also without a content-length', async () => {
  const bytes = encode(logExportCodec, { size: 0, checkpoint: null, batches: [] });
  const found = await readFrom((_request, response) => {
    response.write(bytes.subarray(0, 2));
    response.end(bytes.subarray(2));
  });
  expect(found).toEqual({ size: 0, checkpoint: null, batches: [] });
});

test('a body without an end is given up while it comes, and not kept', async () => {
  const session = { bytes: 0 };
  expect(String(await readFrom(() => {}, endless(session)))).toContain('more than 4096 bytes');
  expect(session.bytes).toBeLessThan(1 << 24);
});

test.each<[string, Answer]>([
  [
    'drips',
    (_request, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    },
  ],
  ['is silent', () => {}],
])('one that %s is given up in time', async (_how, answer) => {
  const since = performance.now();
  expect(String(await readFrom(answer))).toMatch(/timeout|terminated/i);
  expect(performance.now() - since).toBeLessThan(5_000);
});

test.each<[string, Answer]>([
  [
    'announces more than it sends',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('x');
      setTimeout(() => response.destroy(), 20);
    },
  ],
  [
    'sends more than it announces',
    (_request, response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nxxxxxxxxx');
    },
  ],
  [
    'announces nonsense',
    (_request, response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 9e99\r\n\r\nxxx');
    },
  ],
  ['answers in other words', (_request, response) => response.end('<html>')],
  ['sends one elsewhere', (_request, response) => response.writeHead(302, { location: '/' }).end()],
])('one that %s is an error, and no log', async (_how, answer) => {
  expect(await readFrom(answer)).toBeInstanceOf(Error);
});
