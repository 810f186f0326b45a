import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { encode, submitResponseCodec } from '@tallystick/protocol';
import { expect, test } from 'vitest';
import { EXIT } from '../exit-status.ts';
import { Stop } from '../stop.ts';
import { operatorClient } from './operator-client.ts';

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
