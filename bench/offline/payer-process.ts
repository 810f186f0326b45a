import { createConnection } from 'node:net';
import { nodeStreams, openFolderWallet } from '@tallystick/wallet/node';
import { payOver, streamChannel } from '@tallystick/wallet/offline';

/**
 * A payer in a process of its own: `payer-process.ts FOLDER PORT`. It pays whatever is asked of it over the socket, and tells its
 * parent after each payment when it was done, in ms since 1970, and how much of the processors it has used, in µs.
 */
const [folder = '', port = ''] = process.argv.slice(2);
const opened = await openFolderWallet(folder);
if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
const wallet = opened.value;
const socket = createConnection({ port: Number(port), host: '127.0.0.1', noDelay: true });
const channel = streamChannel(nodeStreams(socket, socket));
for (;;) {
  const paid = await payOver(wallet.offline(), channel, ({ amount }) => Promise.resolve(amount));
  const at = performance.timeOrigin + performance.now();
  if (!paid.ok && paid.failure.code === 'other-side-gone') break;
  const status = paid.ok ? paid.value.status : paid.failure.code;
  const { user, system } = process.cpuUsage();
  process.send?.({ at, status, used: user + system });
}
await channel.close();
await wallet.close();
process.disconnect?.();
