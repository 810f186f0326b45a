import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Harbour } from '../testing/harbour.ts';
import { must } from '../testing/person.ts';
import { createFolderWallet } from './folder-wallet.ts';

/** A server that passes everything on to the true sovereign, and looks for what it could use itself. */
let harbour: Harbour;
let server: Server;
let url: string;
const answers: { address: string; status: number }[] = [];
/** What the relay makes of a login on its way. */
let change = (address: string): string => address;

async function passOn(path: string, method: string, body: Buffer, type: string): Promise<Response> {
  const headers = { 'content-type': type };
  if (method === 'GET') return fetch(harbour.url + path);
  if (path !== '/v1/sessions') {
    return fetch(harbour.url + path, { method, headers, body: new Uint8Array(body) });
  }
  const given = JSON.parse(body.toString()) as { address: string };
  const address = change(given.address);
  const text = JSON.stringify({ ...given, address });
  const answer = await fetch(harbour.url + path, { method, headers, body: text });
  answers.push({ address: given.address, status: answer.status });
  return answer;
}

beforeAll(async () => {
  harbour = await Harbour.open();
  server = createServer((request, response) => {
    void (async () => {
      const body = Buffer.concat(await request.toArray());
      const type = request.headers['content-type'] ?? 'application/octet-stream';
      const answer = await passOn(request.url ?? '', request.method ?? '', body, type);
      response.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? '',
      });
      response.end(new Uint8Array(await answer.arrayBuffer()));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await harbour.close();
});

it('gets no session from a wallet that was given its address, and the wallet says why', async () => {
  const options = { sovereign: url, country: 'KE', handle: 'ada' };
  const wallet = must(await createFolderWallet(join(harbour.root, 'ada'), options));
  const refused = await wallet.sync();
  expect(refused).toMatchObject({ failure: { kind: 'unreachable', code: 'wrong-address' } });
  change = () => harbour.url;
  expect(await wallet.sync()).toMatchObject({ failure: { code: 'signature-invalid' } });
  expect(answers.map(({ status }) => status)).toEqual([403, 401]);
  expect(answers.map(({ address }) => address)).toEqual([url, url]);
  await wallet.close();
  const honest = { ...options, sovereign: harbour.url, handle: 'ben' };
  const ben = must(await createFolderWallet(join(harbour.root, 'ben'), honest));
  must(await ben.sync());
  await ben.close();
});
