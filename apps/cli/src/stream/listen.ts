import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestListener } from 'node:http';
import { usage } from '../stop.ts';

/** A server that listens; its address, such as `http://127.0.0.1:8402`. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

export async function listen(
  handler: RequestListener,
  port: number,
  host: string,
): Promise<Listening> {
  const server = createServer(handler);
  await started(server, port, host);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await closed;
    },
  };
}

async function started(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const text = isTaken
        ? `Port ${port} is taken by another program: choose another with --port.`
        : `${host}:${port} cannot be listened on: ${error.message}`;
      reject(usage(text, isTaken ? 'port-taken' : undefined));
    });
    server.listen(port, host, resolve);
  });
}
