import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { openFolder } from '../folder/open-folder.ts';
import { openLogKey, readUnlock } from '../folder/open-keys.ts';

/** A process that opens the log key where it has no business, and keeps it: for the search to find. */
process.on('message', (folder: string) => void hold(folder));

async function hold(folder: string): Promise<void> {
  const { paths, current } = await openFolder(folder, nodeCrypto);
  const opener = { kind: 'key', key: await readUnlock(paths) } as const;
  const held = await openLogKey(paths, current.epoch, opener, nodeCrypto);
  nodeCrypto.sign(held, new Uint8Array(32), new Uint8Array(1));
  process.on('exit', () => process.exitCode ?? held.suite);
  process.send?.('held');
}
