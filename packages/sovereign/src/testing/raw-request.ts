import { connect } from 'node:net';

/** Bytes to a node's port, as they stand, and what comes back until the connection ends. */
export async function rawRequest(url: string, bytes: string, patienceMs = 5000): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname.replaceAll(/[[\]]/g, ''));
  socket.setTimeout(patienceMs, () => socket.destroy());
  socket.write(bytes, 'latin1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise((resolve) => {
    socket.on('close', resolve);
    socket.on('error', resolve);
  });
  return Buffer.concat(chunks).toString('latin1');
}

/** The status in the first line of an answer; 0 when there was none. */
export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0);
}
