import { type Key, seedToSecret, seal } from '@tallystick/protocol';
import { OPERATING_SUITE, newKey } from '../founding/keys.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { type FoundingPorts, SovereignProblem } from '../founding/options.ts';
import { SECRET_MODE, writeDurably } from './durable-file.ts';
import { openFolder } from './open-folder.ts';
import { openRootKey } from './open-keys.ts';
import { votedTreasuryKeyFile, votedTreasuryName } from './paths.ts';

/**
 * Makes a key for a treasury that is to be voted, in the folder's `keys/`, under the folder's passphrase.
 * Gives the public half, for the proposal. Throws `SovereignProblem`, `wrong-passphrase` for one.
 */
export async function createTreasuryKey(
  folder: string,
  code: string,
  passphrase: Uint8Array,
  ports: FoundingPorts = nodePorts,
): Promise<Key> {
  if (!/^[A-Z0-9]{1,16}$/.test(code)) {
    throw new SovereignProblem('invalid-options', `${code} is no code of a currency`);
  }
  const { paths, constitution } = await openFolder(folder, ports.crypto);
  // All that lies here opens with one passphrase: a mistyped one would show only after the vote.
  await openRootKey(paths, constitution.root, passphrase, ports.crypto);
  const { seed, pair } = newKey(OPERATING_SUITE, ports);
  const key = { suite: pair.suite, publicKey: pair.publicKey };
  const secret = seedToSecret(seed);
  const by = { kind: 'passphrase', passphrase } as const;
  const sealed = await seal(votedTreasuryName(code, key), secret, by, ports);
  secret.fill(0);
  await writeDurably(votedTreasuryKeyFile(paths, code, key), sealed, SECRET_MODE);
  return key;
}
