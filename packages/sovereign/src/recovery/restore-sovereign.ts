import { type Seed, seedToSecret, type Opener, seal } from '@tallystick/protocol';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { openSqliteStore, restoreSqliteBackup } from '@tallystick/ledger';
import { SECRET_MODE, syncFolder, writeDurably } from '../folder/durable-file.ts';
import { type OpenedFolder, openFolder } from '../folder/open-folder.ts';
import { openLogKey, openOfficeKey, openOperatorKey } from '../folder/open-keys.ts';
import {
  type FolderPaths,
  OPERATOR_KEY_NAME,
  folderPaths,
  logKeyName,
  officeKeyName,
  operatingKeyFile,
} from '../folder/paths.ts';
import { OPERATING_SUITE } from '../founding/keys.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { type FoundingPorts, SovereignProblem } from '../founding/options.ts';
import type { RestoreSovereignOptions, RestoredSovereign } from '../lifecycle/options.ts';
import { readArchive } from './archive.ts';
import { ABANDONED, DESK_MEMBER, IMPORTS_MEMBER, LEDGER_MEMBER } from './backup-sovereign.ts';
import { backupDigest, writeMark } from './restored-mark.ts';

/** What a backup has to hold to be one. */
const NEEDED = ['constitution.cbor', 'operator.cbor', 'epochs/0.cbor', LEDGER_MEMBER, DESK_MEMBER];

/**
 * Restores a backup into a new folder, with a new `keys/unlock` for this machine. The folder is marked: `startSovereign`
 * refuses it until `resumeRestored` has brought what the backup lacks, or `declareEpoch` has given it up in public.
 *
 * Throws `SovereignProblem`: `folder-not-empty`, `damaged` when the backup is not whole, `wrong-passphrase`,
 * `newer-format`. When it throws, nothing is left in the folder.
 */
export async function restoreSovereign(
  options: RestoreSovereignOptions,
  ports: FoundingPorts = nodePorts,
): Promise<RestoredSovereign> {
  const paths = folderPaths(options.folder);
  await takeEmptyFolder(paths);
  try {
    return await restoreInto(paths, options, ports);
  } catch (error) {
    for (const name of await readdir(paths.root)) {
      await rm(join(paths.root, name), { recursive: true, force: true });
    }
    throw error;
  }
}

async function restoreInto(
  paths: FolderPaths,
  options: RestoreSovereignOptions,
  ports: FoundingPorts,
): Promise<RestoredSovereign> {
  const parts = join(paths.root, 'parts');
  await mkdir(join(parts, 'keys'), { recursive: true, mode: 0o700 });
  await mkdir(join(parts, 'epochs'));
  const names = await extract(options.file, parts);
  const missing = NEEDED.find((name) => !names.includes(name));
  if (missing !== undefined) {
    throw new SovereignProblem('damaged', `${options.file} is no backup: it lacks ${missing}`);
  }
  await restoreSqliteBackup(join(parts, LEDGER_MEMBER), paths.ledger);
  await rm(join(parts, LEDGER_MEMBER));
  await rename(join(parts, 'keys'), paths.keys);
  await rename(join(parts, 'epochs'), paths.epochs);
  const size = await logSize(paths);
  const sha256 = await backupDigest(options.file);
  const file = resolve(options.file);
  const restoredAt = ports.now();
  const imports = names.includes(IMPORTS_MEMBER);
  await writeDurably(paths.importsUnsure, `${sha256} ${restoredAt}\n`);
  await writeMark(paths, { size, restoredAt, file, sha256, imports, checkpoint: null });
  for (const name of await readdir(parts)) await rename(join(parts, name), join(paths.root, name));
  await rm(parts, { recursive: true });
  await syncFolder(paths.root);
  const folder = await openFolder(paths.root, ports.crypto);
  await renewOperatingKeys(folder, options.passphrase, ports);
  return {
    folder: paths.root,
    sovereign: folder.sovereign,
    size,
    next:
      `Restored ${size} log entries. The sovereign does not open yet: bring what was certified after the backup ` +
      'from a kept log, a mirror or wallets, or declare a new epoch, which gives it up in public.',
  };
}

async function extract(file: string, parts: string): Promise<readonly string[]> {
  const files = new Map<string, Awaited<ReturnType<typeof open>>>();
  try {
    return await readArchive(file, async (name, piece) => {
      let target = files.get(name);
      if (target === undefined) {
        const path = join(parts, name);
        if (dirname(path) !== parts && !FOLDERS.some((folder) => folder.test(name))) {
          throw new SovereignProblem('damaged', `${file} holds ${name}, which no backup does`);
        }
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        target = await open(path, 'wx', isSecret(name) ? SECRET_MODE : 0o644);
        files.set(name, target);
      }
      await target.write(piece);
    });
  } finally {
    for (const opened of files.values()) {
      await opened.sync();
      await opened.close();
    }
  }
}

const FOLDERS: readonly RegExp[] = [/^keys\//, /^epochs\//, /^gates\/[^/]+$/, ABANDONED];

/** Keys, and who pays whom. */
function isSecret(name: string): boolean {
  return !/^(?:README\.txt|constitution\.cbor|operator\.cbor|epochs\/.*|gates\/.*)$/.test(name);
}

/** Opens the recovery copies with the passphrase, and seals them under a new key of this machine. */
async function renewOperatingKeys(
  folder: OpenedFolder,
  passphrase: Uint8Array,
  ports: FoundingPorts,
): Promise<void> {
  const { paths, current, operator } = folder;
  const opener: Opener = { kind: 'passphrase', passphrase };
  const log = await openLogKey(paths, current.epoch, opener, ports.crypto);
  const operating = await openOperatorKey(paths, operator, opener, ports.crypto);
  const unlock = ports.random(32);
  const keys = [
    { name: logKeyName(current.epoch.number), seed: log.secretKey },
    { name: OPERATOR_KEY_NAME, seed: operating.secretKey },
    ...(await ringOffices(folder, opener, ports)),
  ];
  for (const { name, seed } of keys) {
    // The secret form of an ML-DSA key is its seed (FIPS 204 section 3.6.3).
    const secret: Seed = { suite: OPERATING_SUITE, seed };
    const machine = { kind: 'key', key: unlock } as const;
    const sealed = await seal(name, seedToSecret(secret), machine, ports);
    await writeDurably(operatingKeyFile(paths, name, false), sealed, SECRET_MODE);
  }
  await writeDurably(paths.unlock, `${Buffer.from(unlock).toString('base64url')}\n`, SECRET_MODE);
}

/** The offices whose key the ring holds: there is a recovery copy of it. */
async function ringOffices(
  { paths, constitution }: OpenedFolder,
  opener: Opener,
  ports: FoundingPorts,
): Promise<{ name: string; seed: Uint8Array }[]> {
  const files = await readdir(paths.keys);
  const offices = constitution.governance?.offices ?? [];
  const held = offices.flatMap(({ name, signers: { keys } }) => {
    const file = basename(operatingKeyFile(paths, officeKeyName(name), true));
    const [key] = keys;
    return key !== undefined && files.includes(file) ? [{ name, key }] : [];
  });
  const opened = [];
  for (const office of held) {
    const { secretKey: seed } = await openOfficeKey(paths, office, opener, ports.crypto);
    opened.push({ name: officeKeyName(office.name), seed });
  }
  return opened;
}

async function logSize(paths: FolderPaths): Promise<number> {
  const store = await openSqliteStore(paths.ledger);
  try {
    return store.meta.size;
  } finally {
    await store.close();
  }
}

async function takeEmptyFolder(paths: FolderPaths): Promise<void> {
  await mkdir(paths.root, { recursive: true });
  if ((await readdir(paths.root)).length === 0) return;
  const message = `${paths.root} is not empty: choose a new folder to restore into`;
  throw new SovereignProblem('folder-not-empty', message);
}
