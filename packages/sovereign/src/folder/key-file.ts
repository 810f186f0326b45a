import { readFile } from 'node:fs/promises';
import {
  type Key,
  type KeyPair,
  SIGNER_LABEL,
  secretToSeed,
  seedToSecret,
  seal,
  unseal,
} from '@tallystick/protocol';
import { OPERATING_SUITE, newKey } from '../founding/keys.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { type FoundingPorts, SovereignProblem } from '../founding/options.ts';
import { SECRET_MODE, writeDurably } from './durable-file.ts';

/**
 * Makes the key of one signer of a treasury or an office, for the person who keeps it: sealed under a passphrase in a file of its own, apart
 * from every node. Gives the public half, for the founder. Throws `SovereignProblem` `exists` when the file does.
 */
export async function createSignerKey(
  file: string,
  passphrase: Uint8Array,
  ports: FoundingPorts = nodePorts,
): Promise<Key> {
  if (passphrase.length === 0) throw problem('invalid-options', 'the passphrase is empty');
  if ((await read(file)) !== undefined) {
    throw problem('exists', `${file} exists: choose a new name`);
  }
  const { seed, pair } = newKey(OPERATING_SUITE, ports);
  const secret = seedToSecret(seed);
  const sealed = await seal(SIGNER_LABEL, secret, { kind: 'passphrase', passphrase }, ports);
  secret.fill(0);
  await writeDurably(file, sealed, SECRET_MODE);
  return { suite: pair.suite, publicKey: pair.publicKey };
}

/** Opens it. Throws `SovereignProblem`: `locked-keys`, `damaged`, `newer-format`, `wrong-passphrase`. */
export async function openSignerKey(
  file: string,
  passphrase: Uint8Array,
  ports: FoundingPorts = nodePorts,
): Promise<KeyPair> {
  const bytes = await read(file);
  if (bytes === undefined) throw problem('locked-keys', `there is no key in ${file}`);
  const opened = await unseal(
    SIGNER_LABEL,
    bytes,
    { kind: 'passphrase', passphrase },
    ports.crypto,
  );
  if (!opened.ok) {
    if (opened.reason === 'does-not-open') {
      throw problem('wrong-passphrase', `${file}: the passphrase does not open it`);
    }
    if (opened.reason === 'newer')
      throw problem('newer-format', `${file}: a newer program wrote it`);
    throw problem('damaged', `${file}: it is no signer's key, or it is damaged`);
  }
  const seed = secretToSeed(opened.secret);
  if (seed === undefined) throw problem('damaged', `${file}: what it holds is no key`);
  const pair = ports.crypto.keyPair(seed.suite, seed.seed);
  seed.seed.fill(0);
  opened.secret.fill(0);
  return pair;
}

async function read(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function problem(code: SovereignProblem['code'], message: string): SovereignProblem {
  return new SovereignProblem(code, message);
}
