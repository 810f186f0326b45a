import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toHex } from '@tallystick/protocol';
import { encodeSource, type RulebookSource } from '@tallystick/rules';
import { afterEach, expect, it } from 'vitest';
import {
  CONSTITUTION,
  SOVEREIGN,
  inForce,
  showSovereign,
  shownConstitution,
  shownPaths,
} from '../testing/shown-sovereign.ts';
import { readGround, readSource } from './rules-ground.ts';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => server?.close(resolve)));

/** The address of what answers with `body` to whoever asks for canonical bytes. */
async function answering(body: Uint8Array): Promise<string> {
  const listening = createServer(({ headers: { accept } }, response) => {
    response.setHeader('content-type', accept ?? 'text/plain');
    response.end(body);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const SOURCE: RulebookSource = {
  modules: [],
  lists: [],
  settings: [
    {
      module: 'DE',
      parameter: 'cap',
      value: { kind: 'figure', value: 5n },
      from: 1_800_000_000_000,
    },
  ],
  currencies: [{ code: 'NEW', id: new Uint8Array(32).fill(7), decimals: 3 }],
};

it('a proposal is looked at beside settings and currencies that were voted on', async () => {
  expect(await readSource(await answering(encodeSource(SOURCE)))).toEqual(SOURCE);
});

it('what is no source is told', async () => {
  const url = await answering(new Uint8Array([1, 2]));
  await expect(readSource(url)).rejects.toThrow('shows rules that are none');
});

it('a proposal is looked at beside what votes have made of the constitution, and the vendors that there are', async () => {
  const voted = inForce({ currencies: [], governance: null });
  const vendors = ['Keys', 'Chips', 'Locks'].map((name) => ({ vendor: name, name, roots: [] }));
  await using shown = await showSovereign({
    ...shownPaths(),
    '/v1/constitution': { ...shownConstitution(), inForce: voted },
    '/v1/vendors': { vendors },
  });
  const sovereign = { url: shown.url, id: toHex(SOVEREIGN) };
  const ground = await readGround(sovereign, 'governance', { proposals: [], time: 5 });
  const constitution = { ...CONSTITUTION, currencies: [], governance: null };
  expect(ground).toMatchObject({ time: 5, vendors: 3, constitution });
});
