import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { verifyPublicLog } from '@tallystick/wallet/log';
import { afterEach, expect, test } from 'vitest';
import { Stop } from '../stop.ts';
import { readPublicSovereign } from './public-sovereign.ts';

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Something that answers as told; the rest is 404. */
async function serve(
  answers: Readonly<Record<string, { status?: number; body?: string }[]>>,
): Promise<string> {
  const server = createServer((request, response) => {
    const queue = answers[request.url ?? ''] ?? [{ status: 404 }];
    const { status = 200, body = '' } = (queue.length > 1 ? queue.shift() : queue[0]) ?? {};
    response.writeHead(status).end(body);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const CONSTITUTION = JSON.stringify({
  signedConstitution: 'AAAA',
  constitution: { name: 'Harbour', country: 'KE', currencies: [{ code: 'HRB', decimals: 2 }] },
});

test.each([
  ['a page', '<html>'],
  ['nothing', ''],
  ['another API', '{"hello":"world"}'],
  ['null', 'null'],
  ['numbers for texts', CONSTITUTION.replace('"Harbour"', '7')],
  ['bytes that are none', CONSTITUTION.replace('AAAA', '!!')],
])('%s is no sovereign', async (_what, body) => {
  const url = await serve({ '/v1/constitution': [{ body }] });
  await expect(readPublicSovereign(url)).rejects.toThrow(/is no sovereign/);
  await expect(readPublicSovereign(url)).rejects.toBeInstanceOf(Stop);
});

test('one that is busy is asked again, one that is away is told', async () => {
  const url = await serve({
    '/v1/constitution': [{ status: 503 }, { status: 429 }, { body: CONSTITUTION }],
  });
  expect(await readPublicSovereign(url)).toMatchObject({ name: 'Harbour' });
  const left = await serve({});
  const [server] = servers.splice(-1);
  server?.close();
  await expect(readPublicSovereign(left)).rejects.toThrow(/Nobody answers/);
  await expect(readPublicSovereign('http://127.0.0.1:1')).rejects.toThrow(/No program asks/);
  await expect(readPublicSovereign('not an address')).rejects.toThrow(/is no address/);
});

test('an audit of something that only looks like a sovereign finds it out', async () => {
  const url = await serve({
    '/v1/constitution': [{ body: CONSTITUTION }],
    '/v1/epochs': [{ body: '{"epochs":[{"signedEpoch":"AAAA"}]}' }],
    '/checkpoint': [{ body: 'no checkpoint' }],
  });
  const shown = await readPublicSovereign(url);
  const { problems } = await verifyPublicLog(shown, nodeCrypto, () => undefined);
  expect(problems).toEqual([
    { where: 'the constitution and its epochs', what: expect.stringContaining('malformed') },
  ]);
});
