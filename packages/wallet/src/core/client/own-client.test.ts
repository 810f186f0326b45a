import { toBase64url, toHex } from '@tallystick/protocol';
import { expect, test } from 'vitest';
import type { Transport, TransportRequest } from '../ports.ts';
import { ownClient } from './own-client.ts';

const clock = { now: () => 0, sleep: () => Promise.resolve() };
const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const reader = {
  chain: bytes(1),
  address: 'http://localhost',
  sign: () => Promise.resolve(new Uint8Array([1])),
};

/** A sovereign that opens sessions, and answers everything else as told; how often it was asked. */
function sovereign(answerTo: (path: string) => object): {
  transport: Transport;
  asked: () => number;
} {
  let asked = 0;
  const bodyOf = ({ path }: TransportRequest): object => {
    if (path === '/v1/sessions/challenge') return { challenge: toBase64url(bytes(2)) };
    if (path === '/v1/sessions') return { token: 'token' };
    asked += 1;
    return answerTo(path);
  };
  const transport: Transport = {
    request: (request) => {
      const body = new TextEncoder().encode(JSON.stringify(bodyOf(request)));
      return Promise.resolve({ ok: true, status: 200, headers: {}, body });
    },
  };
  return { transport, asked: () => asked };
}

test('what takings have shown is gathered page by page', async () => {
  const { transport } = sovereign((path) => ({
    takings: [{ witnesses: [toBase64url(bytes(path.includes('after') ? 4 : 3))] }],
    next: path.includes('after') ? null : toHex(bytes(9)),
  }));
  const shown = await ownClient(transport, clock, reader).witnesses(bytes(5), bytes(6));
  expect(shown).toEqual([bytes(3), bytes(4)]);
});

test('a sovereign that always has another page does not keep a wallet for ever', async () => {
  const endless = sovereign(() => ({ takings: [], next: toHex(bytes(9)) }));
  expect(await ownClient(endless.transport, clock, reader).witnesses(bytes(5), bytes(6))).toBe(
    null,
  );
  expect(endless.asked()).toBeLessThanOrEqual(4096);
});
