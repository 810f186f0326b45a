import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type Constitution,
  type Hash,
  type Key,
  type KeyPair,
  type Signers,
  currencyId,
  encode,
  signedConstitutionCodec,
  signedEpochCodec,
} from '@tallystick/protocol';
import { SECRET_MODE, syncFolder, writeDurably } from '../folder/durable-file.ts';
import {
  type FolderPaths,
  OPERATOR_KEY_NAME,
  epochFile,
  folderPaths,
  logKeyName,
  officeKeyName,
  officeSignerFile,
  operatingKeyFile,
  rootKeyFile,
  treasuryKeyFile,
} from '../folder/paths.ts';
import { checkOptions } from './check-options.ts';
import { draftConstitution, draftEpoch, signConstitution, signEpoch } from './constitution.ts';
import { FOLDER_README } from './folder-readme.ts';
import { type MadeOffice, draftGovernance } from './governance/draft-governance.ts';
import {
  type NewKey,
  OPERATING_SUITE,
  ROOT_SUITE,
  SIGNER_LABEL,
  newKey,
  seedToSecret,
} from './keys.ts';
import { nodePorts } from './node-ports.ts';
import {
  type CreateSovereignOptions,
  type FoundingPorts,
  type SovereignFolder,
  SovereignProblem,
} from './options.ts';
import { publicKeyFile } from './public-key-file.ts';
import { type Sealer, seal } from './sealed-file.ts';

/**
 * Founds a sovereign: writes its folder with the signed constitution, the first epoch and all keys, sealed. Takes a second
 * or two, most of it Argon2id and the root's two signatures.
 *
 * Throws `SovereignProblem` `invalid-options` or `folder-not-empty`, and whatever the file system throws.
 */
export async function createSovereign(
  options: CreateSovereignOptions,
  ports: FoundingPorts = nodePorts,
): Promise<SovereignFolder> {
  checkOptions(options);
  const drafted = options.governance && draftGovernance(options.governance, ports);
  const paths = folderPaths(options.folder);
  await takeEmptyFolder(paths);

  const root = newKey(ROOT_SUITE, ports);
  const log = newKey(OPERATING_SUITE, ports);
  const operator = newKey(OPERATING_SUITE, ports);
  const treasuries = options.currencies.map((currency) => newTreasury(currency.treasury, ports));
  const signers = treasuries.map((treasury) => treasury.signers);
  const governance = drafted?.governance ?? null;
  const constitution = draftConstitution(options, root.pair, signers, governance, ports);
  const { signed, sovereign } = signConstitution(constitution, root.pair, ports);
  const now = ports.now();
  const epoch = draftEpoch(sovereign, 0, constitution.origin, log.pair, null, { now, logged: now });
  const signedEpoch = signEpoch(epoch, root.pair, ports);

  const passphrase: Sealer = { kind: 'passphrase', passphrase: options.passphrase };
  const treasuryPassphrase: Sealer = {
    kind: 'passphrase',
    passphrase: options.treasuryPassphrase ?? options.passphrase,
  };
  await writeKey(rootKeyFile(paths), 'root', root, passphrase, ports);
  for (const [index, { code }] of constitution.currencies.entries()) {
    const made = treasuries[index]?.made ?? [];
    for (const [number, key] of made.entries()) {
      const file = treasuryKeyFile(paths, code, number);
      await writeKey(file, `treasury ${code} ${number}`, key, treasuryPassphrase, ports);
    }
  }
  const unlock = ports.random(32);
  await writeDurably(paths.unlock, `${Buffer.from(unlock).toString('base64url')}\n`, SECRET_MODE);
  const operating = { unlock, passphrase: options.passphrase };
  await writeOperatingKey(paths, logKeyName(0), log, operating, ports);
  await writeOperatingKey(paths, OPERATOR_KEY_NAME, operator, operating, ports);
  for (const office of drafted?.made ?? []) await writeOffice(paths, office, operating, ports);

  await writeDurably(paths.operator, publicKeyFile(publicKey(operator.pair), ports.crypto));
  await writeDurably(epochFile(paths, 0), encode(signedEpochCodec, signedEpoch));
  await writeDurably(paths.readme, FOLDER_README);
  if (options.keepPassphrase === true) {
    const line = Buffer.concat([options.passphrase, Buffer.from('\n')]);
    await writeDurably(join(paths.root, 'passphrase.txt'), line, SECRET_MODE);
  }
  await writeDurably(paths.constitution, encode(signedConstitutionCodec, signed));
  await rm(unfinished(paths));
  return describeFolder(options.folder, sovereign, constitution);
}

export function describeFolder(
  folder: string,
  sovereign: Hash,
  constitution: Constitution,
): SovereignFolder {
  const { name, country, origin, governance } = constitution;
  const currencies = constitution.currencies.map(({ code, decimals }) => ({
    id: currencyId(sovereign, code),
    code,
    decimals,
  }));
  return { folder, sovereign, name, country, origin, currencies, governance };
}

/** Seals an operating key twice: for this machine, and for the person who restores it on another. */
export async function writeOperatingKey(
  paths: FolderPaths,
  name: string,
  key: NewKey,
  openers: { unlock: Uint8Array; passphrase: Uint8Array },
  ports: FoundingPorts,
): Promise<void> {
  const machine: Sealer = { kind: 'key', key: openers.unlock };
  await writeKey(operatingKeyFile(paths, name, false), name, key, machine, ports);
  const person: Sealer = { kind: 'passphrase', passphrase: openers.passphrase };
  await writeKey(operatingKeyFile(paths, name, true), name, key, person, ports);
}

async function writeKey(
  file: string,
  label: string,
  key: NewKey,
  sealer: Sealer,
  ports: FoundingPorts,
): Promise<void> {
  const secret = seedToSecret(key.seed);
  await writeDurably(file, await seal(label, secret, sealer, ports), SECRET_MODE);
  secret.fill(0);
}

/** What the ring holds is an operating key; what people hold is a signer's, which they may take away. */
async function writeOffice(
  paths: FolderPaths,
  { name, holder, keys }: MadeOffice,
  openers: { unlock: Uint8Array; passphrase: Uint8Array },
  ports: FoundingPorts,
): Promise<void> {
  for (const [index, key] of keys.entries()) {
    if (holder === 'ring') {
      await writeOperatingKey(paths, officeKeyName(name), key, openers, ports);
    } else {
      const person: Sealer = { kind: 'passphrase', passphrase: openers.passphrase };
      await writeKey(officeSignerFile(paths, name, index), SIGNER_LABEL, key, person, ports);
    }
  }
}

function newTreasury(
  treasury: CreateSovereignOptions['currencies'][number]['treasury'],
  ports: FoundingPorts,
): { signers: Signers; made: readonly NewKey[] } {
  if (treasury !== undefined && 'signers' in treasury) {
    const { threshold, signers } = treasury;
    return { signers: { threshold, keys: signers }, made: [] };
  }
  const { threshold, keys } = treasury ?? { threshold: 1, keys: 1 };
  const made = Array.from({ length: keys }, () => newKey(OPERATING_SUITE, ports));
  return { signers: { threshold, keys: made.map(({ pair }) => publicKey(pair)) }, made };
}

function publicKey(pair: KeyPair): Key {
  return { suite: pair.suite, publicKey: pair.publicKey };
}

/** There while a folder is being founded; what a founding leaves that was interrupted makes room for the next. */
const UNFINISHED = 'unfinished';

function unfinished(paths: FolderPaths): string {
  return join(paths.root, UNFINISHED);
}

async function takeEmptyFolder(paths: FolderPaths): Promise<void> {
  await mkdir(paths.root, { recursive: true });
  const found = await readdir(paths.root);
  const isLeft = found.includes(UNFINISHED) && !found.includes(basename(paths.constitution));
  if (found.length > 0 && !isLeft) {
    const message = `${paths.root} is not empty: choose a new folder, or remove what is in it`;
    throw new SovereignProblem('folder-not-empty', message);
  }
  // The folder was empty when a founding that never ended began: nothing has ever been signed with what it left.
  for (const name of found) await rm(join(paths.root, name), { recursive: true });
  await writeDurably(unfinished(paths), 'This sovereign is being founded.\n');
  await mkdir(paths.keys, { mode: 0o700 });
  await mkdir(paths.epochs);
  await syncFolder(paths.root);
}
