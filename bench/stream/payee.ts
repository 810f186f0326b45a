import { type Socket, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { openFolderWallet } from '@tallystick/wallet/node';
import { must } from '../../packages/wallet/src/testing/person.ts';
import { ACT, TERMS, encodeAck, encodeBytes, readFrames, tickOf } from './frames.ts';

/** The payee of the bench, in a process of its own: takes ticks from one socket, and acknowledges what it has stored. */
const wallet = must(await openFolderWallet(process.argv[2] ?? ''));
const streams = must(await wallet.streams().receive(TERMS));
let hold = '';

const server = createServer((socket) => {
  socket.setNoDelay(true);
  const read = readFrames((kind, body) => {
    if (kind === ACT) void open(socket, body.slice());
    else void take(socket, body);
  });
  socket.on('data', read);
  socket.on('end', () => void close(socket));
});

async function open(socket: Socket, handover: Uint8Array): Promise<void> {
  const accepted = must(await streams.accept(handover));
  if (accepted.status === 'not-accepted') throw new Error(accepted.code);
  ({ hold } = accepted);
  socket.write(encodeBytes(ACT, accepted.message));
}

/** The highest count that is to be acknowledged with the next write to the socket. */
let acknowledging = 0;

async function take(socket: Socket, body: Uint8Array): Promise<void> {
  const tick = tickOf(body);
  must(await streams.receive({ ...tick, hold, ticks: 1 }));
  // Ticks that one write to the disk has stored are acknowledged by one frame.
  const isFirst = acknowledging === 0;
  acknowledging = Math.max(acknowledging, tick.count);
  if (!isFirst) return;
  setImmediate(() => {
    socket.write(encodeAck(acknowledging));
    acknowledging = 0;
  });
}

async function close(socket: Socket): Promise<void> {
  must(await streams.store());
  await wallet.close();
  socket.end();
  server.close();
  process.disconnect?.();
}

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
