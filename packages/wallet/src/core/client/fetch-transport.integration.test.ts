import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import { fetchTransport } from './fetch-transport.ts';
import { PATHS, acceptTransport } from './transport.acceptance.ts';

const SILENCE_MS = 300;

let server: Server;
let open = 0;
beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === PATHS.echo) {
    const body = await text(request);
    response.writeHead(418, { 'x-tally': 'back' });
    response.end(`${request.method} ${String(request.headers['x-tally'])} ${body}`);
    return;
  }
  open += 1;
  const lively = setInterval(() => request.url === PATHS.lively && response.write('.'), 20);
  response.on('close', () => {
    open -= 1;
    clearInterval(lively);
  });
  if (request.url !== PATHS.lively) response.write('one');
  if (request.url === PATHS.two) setTimeout(() => response.end('two'), 50);
  if (request.url === PATHS.broken) setTimeout(() => response.destroy(), 50);
}

acceptTransport('fetch', SILENCE_MS, () => {
  const { port } = server.address() as AddressInfo;
  return {
    transport: fetchTransport(`http://127.0.0.1:${port}/`, fetch, SILENCE_MS),
    nowhere: fetchTransport('http://127.0.0.1:1'),
    open: () => open,
  };
});
