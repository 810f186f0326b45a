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
  SIGNER_LABEL,
  seedToSecret,
  type Sealer,
  seal,
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
import { type NewKey, OPERATING_SUITE, ROOT_SUITE, newKey } from './keys.ts';
import { nodePorts } from './node-ports.ts';
import {
  type CreateSovereignOptions,
  type FoundingPorts,
  type SovereignFolder,
  SovereignProblem,
} from './options.ts';
import { publicKeyFile } from './public-key-file.ts';

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
  options.onProgress?.({ doing: 'keys', done: 0, of: 1 });
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
  const unlock = ports.random(32);
  await writeDurably(paths.unlock, `${Buffer.from(unlock).toString('base64url')}\n`, SECRET_MODE);
  const operating = { unlock, passphrase: options.passphrase };
  const sealings: Sealing[] = [
    { file: rootKeyFile(paths), label: 'root', key: root, sealer: passphrase },
    ...constitution.currencies.flatMap(({ code }, index) =>
      (treasuries[index]?.made ?? []).map((key, number) => ({
        file: treasuryKeyFile(paths, code, number),
        label: `treasury ${code} ${number}`,
        key,
        sealer: treasuryPassphrase,
      })),
    ),
    ...operatingSealings(paths, logKeyName(0), log, operating),
    ...operatingSealings(paths, OPERATOR_KEY_NAME, operator, operating),
    ...(drafted?.made ?? []).flatMap((office) => officeSealings(paths, office, operating)),
  ];
  for (const [done, sealing] of sealings.entries()) {
    options.onProgress?.({ doing: 'sealing', done, of: sealings.length });
    await writeKey(sealing, ports);
  }

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
  openers: Openers,
  ports: FoundingPorts,
): Promise<void> {
  for (const sealing of operatingSealings(paths, name, key, openers)) {
    await writeKey(sealing, ports);
  }
}

/** A key, and the file that it is sealed into. */
interface Sealing {
  readonly file: string;
  readonly label: string;
  readonly key: NewKey;
  readonly sealer: Sealer;
}

interface Openers {
  readonly unlock: Uint8Array;
  readonly passphrase: Uint8Array;
}

function operatingSealings(
  paths: FolderPaths,
  name: string,
  key: NewKey,
  { unlock, passphrase }: Openers,
): Sealing[] {
  const machine: Sealer = { kind: 'key', key: unlock };
  const person: Sealer = { kind: 'passphrase', passphrase };
  return [
    { file: operatingKeyFile(paths, name, false), label: name, key, sealer: machine },
    { file: operatingKeyFile(paths, name, true), label: name, key, sealer: person },
  ];
}

/** What the ring holds is an operating key; what people hold is a signer's, which they may take away. */
function officeSealings(
  paths: FolderPaths,
  { name, holder, keys }: MadeOffice,
  openers: Openers,
): Sealing[] {
  const { passphrase } = openers;
  return keys.flatMap((key, index): Sealing[] => {
    if (holder === 'ring') return operatingSealings(paths, officeKeyName(name), key, openers);
    const file = officeSignerFile(paths, name, index);
    return [{ file, label: SIGNER_LABEL, key, sealer: { kind: 'passphrase', passphrase } }];
  });
}

async function writeKey(
  { file, label, key, sealer }: Sealing,
  ports: FoundingPorts,
): Promise<void> {
  const secret = seedToSecret(key.seed);
  await writeDurably(file, await seal(label, secret, sealer, ports), SECRET_MODE);
  secret.fill(0);
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
