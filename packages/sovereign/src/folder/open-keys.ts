import { readFile } from 'node:fs/promises';
import {
  type CryptoProvider,
  type Key,
  type KeyPair,
  sameKey,
  secretToSeed,
  type Opener,
  unseal,
} from '@tallystick/protocol';
import { SovereignProblem } from '../founding/options.ts';
import { damaged } from './open-folder.ts';
import {
  type FolderPaths,
  OPERATOR_KEY_NAME,
  logKeyName,
  officeKeyName,
  operatingKeyFile,
  rootKeyFile,
  treasuryKeyFile,
  treasuryKeyLabel,
  votedTreasuryKeyFile,
  votedTreasuryName,
} from './paths.ts';

const UNLOCK_LENGTH = 32;

/** The machine's key from `keys/unlock`. Throws `SovereignProblem` `locked-keys` when there is none. */
export async function readUnlock(paths: FolderPaths): Promise<Uint8Array> {
  const text = await readFile(paths.unlock, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const message =
      `${paths.unlock} is missing: the operating keys stay sealed. Put it back, ` +
      'or restore the folder with the passphrase';
    throw new SovereignProblem('locked-keys', message);
  });
  const unlock = new Uint8Array(Buffer.from(text.trim(), 'base64url'));
  if (unlock.length !== UNLOCK_LENGTH) throw damaged(paths.unlock, 'it is not 32 bytes');
  return unlock;
}

/** The key that signs the log of an epoch. */
export async function openLogKey(
  paths: FolderPaths,
  epoch: { readonly number: number; readonly log: Key },
  opener: Opener,
  crypto: CryptoProvider,
): Promise<KeyPair> {
  return await openOperatingKey(paths, logKeyName(epoch.number), epoch.log, opener, crypto);
}

/** The key that opens the operator's endpoints. */
export async function openOperatorKey(
  paths: FolderPaths,
  operator: Key,
  opener: Opener,
  crypto: CryptoProvider,
): Promise<KeyPair> {
  return await openOperatingKey(paths, OPERATOR_KEY_NAME, operator, opener, crypto);
}

/** The key of an office that the ring holds. */
export async function openOfficeKey(
  paths: FolderPaths,
  office: { readonly name: string; readonly key: Key },
  opener: Opener,
  crypto: CryptoProvider,
): Promise<KeyPair> {
  return await openOperatingKey(paths, officeKeyName(office.name), office.key, opener, crypto);
}

/** One of the keys that the node works with: under the unlock key, or its copy under the passphrase. */
async function openOperatingKey(
  paths: FolderPaths,
  name: string,
  expected: Key,
  opener: Opener,
  crypto: CryptoProvider,
): Promise<KeyPair> {
  const file = operatingKeyFile(paths, name, opener.kind === 'passphrase');
  return await openKey(file, name, expected, opener, crypto);
}

/** The key that signs the constitution and epochs. */
export async function openRootKey(
  paths: FolderPaths,
  root: Key,
  passphrase: Uint8Array,
  crypto: CryptoProvider,
): Promise<KeyPair> {
  const opener: Opener = { kind: 'passphrase', passphrase };
  return await openKey(rootKeyFile(paths), 'root', root, opener, crypto);
}

/** One of a treasury's keys; `index` among its signers. */
export async function openTreasuryKey(
  paths: FolderPaths,
  treasury: { readonly code: string; readonly index: number; readonly key: Key },
  passphrase: Uint8Array,
  crypto: CryptoProvider,
): Promise<KeyPair> {
  const { code, index, key } = treasury;
  const opener: Opener = { kind: 'passphrase', passphrase };
  const file = treasuryKeyFile(paths, code, index);
  return await openKey(file, treasuryKeyLabel(code, index), key, opener, crypto);
}

/** One that was made for a vote, and lies in the folder by its id. */
export async function openVotedTreasuryKey(
  paths: FolderPaths,
  { code, key }: { readonly code: string; readonly key: Key },
  passphrase: Uint8Array,
  crypto: CryptoProvider,
): Promise<KeyPair> {
  const opener: Opener = { kind: 'passphrase', passphrase };
  const file = votedTreasuryKeyFile(paths, code, key);
  return await openKey(file, votedTreasuryName(code, key), key, opener, crypto);
}

async function openKey(
  file: string,
  label: string,
  expected: Key,
  opener: Opener,
  crypto: CryptoProvider,
): Promise<KeyPair> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new SovereignProblem('locked-keys', `${file} is missing: this key is kept elsewhere`);
  });
  const opened = await unseal(label, bytes, opener, crypto);
  if (!opened.ok) throw sealedProblem(file, opened.reason, opener);
  const seed = secretToSeed(opened.secret);
  if (seed === undefined) throw damaged(file, 'what it holds is no key');
  const pair = crypto.keyPair(seed.suite, seed.seed);
  seed.seed.fill(0);
  opened.secret.fill(0);
  if (!sameKey(pair, expected)) throw damaged(file, 'it is not the key that the folder names');
  return pair;
}

function sealedProblem(file: string, reason: string, opener: Opener): SovereignProblem {
  if (reason === 'newer') {
    return new SovereignProblem('newer-format', `${file}: a newer program wrote it`);
  }
  if (reason !== 'does-not-open') return damaged(file, `it does not open (${reason})`);
  if (opener.kind === 'passphrase') {
    return new SovereignProblem('wrong-passphrase', `${file}: the passphrase does not open it`);
  }
  return new SovereignProblem('locked-keys', `${file}: keys/unlock does not open it`);
}
