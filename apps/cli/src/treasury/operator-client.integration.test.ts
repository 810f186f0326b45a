import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { encode, submitResponseCodec } from '@tallystick/protocol';
import { describe, expect, test } from 'vitest';
import { EXIT } from '../exit-status.ts';
import { Stop } from '../stop.ts';
import { type OperatorClient, operatorClient } from './operator-client.ts';

const key = nodeCrypto.keyPair(1, new Uint8Array(32));
const transition = {
  state: new Uint8Array(176),
  operation: new Uint8Array(1),
  signatures: [{ by: 0, bytes: new Uint8Array(1) }],
};

/** What a client makes of a refusal with this code. */
async function submitTo(code: string): Promise<unknown> {
  const refusal = { kind: 'refused', code, message: 'No.', data: '{}' } as const;
  const answer = encode(submitResponseCodec, { checkpoints: [], results: [refusal] });
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const client = operatorClient(`http://127.0.0.1:${port}`, new Uint8Array(32), key);
    return await client.submit(transition).catch((error: unknown) => error);
  } finally {
    server.close();
  }
}

test('a refusal is the answer, and a ledger that does not know is none', async () => {
  expect(await submitTo('insufficient-balance')).toMatchObject({ code: 'insufficient-balance' });
  const stopped = await submitTo('unavailable');
  expect(stopped).toBeInstanceOf(Stop);
  expect((stopped as Stop).answer.status).toBe(EXIT.unreachable);
});

/** What a client makes of a server that answers everything in one way. */
async function ask<T>(
  answer: (response: ServerResponse) => void,
  question: (client: OperatorClient) => Promise<T>,
): Promise<unknown> {
  const server = createServer((request, response) => {
    response.on('error', () => {});
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const client = operatorClient(`http://127.0.0.1:${port}`, new Uint8Array(32), key, 1_000);
    return await question(client).catch((error: unknown) => error);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const QUESTIONS: [string, (client: OperatorClient) => Promise<unknown>][] = [
  ['submit', (client) => client.submit(transition)],
  ['certificate', (client) => client.certificate(new Uint8Array(32))],
  ['checkpoint', (client) => client.checkpoint()],
  ['identity', (client) => client.identity('@ada')],
  ['head', (client) => client.head(new Uint8Array(32))],
];

describe.each(QUESTIONS)('%s', (_name, question) => {
  test.each<[string, (response: ServerResponse, counted: { bytes: number }) => void]>([
    [
      'never ends',
      (response, counted) => {
        const piece = Buffer.alloc(1 << 16, 0x20);
        const more = (): void => {
          while (!response.destroyed && response.write(piece)) counted.bytes += piece.length;
        };
        response.on('drain', more);
        more();
      },
    ],
    [
      'drips',
      (response) => {
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
    [
      'announces more than it sends',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('x');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['leads elsewhere', (response) => void response.writeHead(302, { location: '/' }).end()],
  ])('of a server that %s is given up, in time and in little memory', async (_how, answer) => {
    const counted = { bytes: 0 };
    const since = performance.now();
    const stopped = await ask((response) => answer(response, counted), question);
    expect(stopped).toBeInstanceOf(Stop);
    expect((stopped as Stop).answer.status).toBe(EXIT.unreachable);
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(counted.bytes).toBeLessThan(1 << 25);
  });
});

test('only the sovereign’s own word says that a transition is unknown', async () => {
  const lookUp = (client: OperatorClient): Promise<unknown> =>
    client.certificate(new Uint8Array(32));
  const answerWith = (body: string) => (response: ServerResponse) =>
    void response.writeHead(404).end(body);
  expect(await ask(answerWith('{"code":"unknown-transition"}'), lookUp)).toBe(undefined);
  for (const body of ['', 'null', '<html>', '{"code":"not-found"}']) {
    expect(await ask(answerWith(body), lookUp)).toBeInstanceOf(Stop);
  }
});
