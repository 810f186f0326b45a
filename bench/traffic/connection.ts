import { connect } from 'node:net';

/**
 * One keep-alive HTTP/1.1 connection that sends prepared bytes and hands back whole bodies, one request at a time. It is
 * this thin so that the load's own processor time stays small beside what it measures.
 */
export interface Connection {
  /**
   * Sends the request and answers with the response's body, which is a view until the next exchange; rejects on any status
   * but 200.
   */
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

/** What one read may bring, and what a whole response takes at first. */
const READ_BYTES = 65_536;

export async function openConnection(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const response = newResponse();
  let waiting: Waiting | undefined;
  function fail(error: Error): void {
    waiting?.reject(error);
    waiting = undefined;
  }
  // One buffer for all reads: the collector would otherwise hear of a new one with each.
  const onread = {
    buffer: new Uint8Array(READ_BYTES),
    callback(length: number, buffer: Uint8Array): boolean {
      const whole = response.add(buffer.subarray(0, length));
      if (whole === undefined) return true;
      const asked = waiting;
      waiting = undefined;
      if (whole.status === 200) asked?.resolve(whole.body);
      else asked?.reject(new Error(`HTTP ${whole.status}: ${whole.body.toString('utf8')}`));
      return true;
    },
  };
  const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
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

/** Puts one response after the other together, in memory that is used again. */
function newResponse(): { add(chunk: Uint8Array): ReturnType<typeof takeResponse> } {
  let received = Buffer.alloc(READ_BYTES);
  let length = 0;
  return {
    add(chunk) {
      if (length + chunk.length > received.length) {
        received = Buffer.concat([received], 2 * (length + chunk.length));
      }
      received.set(chunk, length);
      length += chunk.length;
      const whole = takeResponse(received.subarray(0, length));
      if (whole !== undefined) length = 0;
      return whole;
    },
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
    body: bytes.subarray(from, from + Number(length)),
  };
}
