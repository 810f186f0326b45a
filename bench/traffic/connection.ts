import { connect, type Socket } from 'node:net';

/**
 * One keep-alive HTTP/1.1 connection that sends prepared bytes and hands back whole bodies, one request at a time. It is
 * this thin so that the load's own processor time stays small beside what it measures.
 */
export interface Connection {
  /** Sends the request and answers with the response's body; rejects on any status but 200. */
  exchange(request: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

interface Waiting {
  resolve(body: Uint8Array): void;
  reject(error: Error): void;
}

/** The bytes of `POST path` with a CBOR body. */
export function postRequest(host: string, path: string, body: Uint8Array): Uint8Array {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/cbor',
    'Accept: application/cbor',
    `Content-Length: ${body.length}`,
    '\r\n',
  ].join('\r\n');
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

export async function openConnection(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return connectionOver(socket);
}

function connectionOver(socket: Socket): Connection {
  let received: Buffer = Buffer.alloc(0);
  let waiting: Waiting | undefined;
  function fail(error: Error): void {
    waiting?.reject(error);
    waiting = undefined;
  }
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const response = takeResponse(received);
    if (response === undefined) return;
    received = Buffer.alloc(0);
    const asked = waiting;
    waiting = undefined;
    if (response.status === 200) asked?.resolve(response.body);
    else asked?.reject(new Error(`HTTP ${response.status}: ${response.body.toString('utf8')}`));
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));
  return {
    exchange(request) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      });
    },
    close: () => socket.destroy(),
  };
}

/** The response at the start of `bytes` once it is whole; one with a Content-Length, as this API sends. */
function takeResponse(bytes: Buffer): { status: number; body: Buffer } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const length = /^content-length: *(\d+)$/imu.exec(head)?.[1];
  if (length === undefined) throw new Error(`a response without Content-Length: ${head}`);
  const from = end + 4;
  if (bytes.length < from + Number(length)) return undefined;
  return {
    status: Number(head.slice(9, 12)),
    body: Buffer.from(bytes.subarray(from, from + Number(length))),
  };
}
