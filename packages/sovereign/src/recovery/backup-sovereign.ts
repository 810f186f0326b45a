import { access, mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { backupSqliteStore } from '@tallystick/ledger';
import { type Hash, toHex } from '@tallystick/protocol';
import { syncFolder } from '../folder/durable-file.ts';
import { type OpenedFolder, openFolder } from '../folder/open-folder.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { type FoundingPorts, SovereignProblem } from '../founding/options.ts';
import { type Source, writeArchive } from './archive.ts';
import { noteBackup } from './last-backup.ts';

/** The ledger's copy, the desk's and the journal's of imports, by their names in a backup. */
export const LEDGER_MEMBER = 'ledger.db';
export const DESK_MEMBER = 'desk.sqlite';
export const IMPORTS_MEMBER = 'imports.sqlite';

export interface WrittenBackup {
  readonly file: string;
  readonly sovereign: Hash;
}

/**
 * Writes everything that restores a sovereign on another machine into one new file, while its node runs or not: its
 * documents, ledger and desk, what its treasuries have signed and its imports have paid, and the keys that are sealed under a
 * passphrase. The wallets of an import's parties stay out: they hold keys that nothing seals. What is sealed under `keys/unlock`, and
 * that file, stay out. The file is a tar archive; it appears only when it is whole.
 *
 * Throws `SovereignProblem`: `exists` when the file does, and those of a folder that does not open.
 */
export async function backupSovereign(
  folder: string,
  file: string,
  ports: FoundingPorts = nodePorts,
): Promise<WrittenBackup> {
  const opened = await openFolder(folder, ports.crypto);
  await refuseExisting(file);
  const parts = await mkdtemp(`${file}.parts-`);
  try {
    // The desk first: what it has queued for webhooks is then never ahead of the ledger's copy.
    const desk = join(parts, DESK_MEMBER);
    const ledger = join(parts, LEDGER_MEMBER);
    const imports = join(parts, IMPORTS_MEMBER);
    await copySqlite(opened.paths.desk, desk);
    await backupSqliteStore(opened.paths.ledger, ledger);
    // After the ledger: every payment in its copy is known to these. What they know beyond it is settled at the ledger.
    await copySqlite(await there(opened.paths.imports), imports);
    const partial = join(parts, 'archive');
    const sources = [
      ...(await documents(opened)),
      ...(await signedByTreasuries(opened)),
      { name: IMPORTS_MEMBER, file: imports },
      { name: DESK_MEMBER, file: desk },
      { name: LEDGER_MEMBER, file: ledger },
    ];
    await writeArchive(partial, sources, ports.now());
    await refuseExisting(file);
    await rename(partial, file);
    await syncFolder(dirname(file));
    // The backup is whole, whether it can be noted or not.
    await noteBackup(opened.paths, ports.now()).catch(() => {});
  } finally {
    await rm(parts, { recursive: true, force: true });
  }
  return { file, sovereign: opened.sovereign };
}

/** A backup of this name in the sovereign's own folder. */
export async function backupIntoFolder(
  name: string,
  folder: OpenedFolder,
): Promise<'exists' | { path: string; sovereign: string }> {
  const { paths } = folder;
  await mkdir(paths.backups, { recursive: true, mode: 0o700 });
  try {
    const { file, sovereign } = await backupSovereign(paths.root, join(paths.backups, name));
    return { path: file, sovereign: toHex(sovereign) };
  } catch (error) {
    const exists = error instanceof SovereignProblem && error.code === 'exists';
    if (exists) return 'exists';
    throw error;
  }
}

/** Public documents and the keys under a passphrase, named as they lie in the folder. */
async function documents({ paths }: OpenedFolder): Promise<Source[]> {
  const single = [paths.readme, paths.constitution, paths.operator];
  const epochs = (await readdir(paths.epochs)).filter((name) => /^\d+\.cbor$/.test(name));
  const keys = (await readdir(paths.keys)).filter(isUnderPassphrase);
  const reports = (await readdir(paths.gates).catch(noneYet)).filter(isReport);
  return [
    ...single.map((file) => ({ name: basename(file), file })),
    ...epochs.map((name) => ({ name: `epochs/${name}`, file: join(paths.epochs, name) })),
    ...keys.map((name) => ({ name: `keys/${name}`, file: join(paths.keys, name) })),
    ...reports.map((name) => ({ name: `gates/${name}`, file: join(paths.gates, name) })),
  ];
}

/** The folder is made with the first report. */
function noneYet(error: unknown): string[] {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return [];
}

function isReport(name: string): boolean {
  return /^[0-9a-f]{64}\.cbor$/.test(name);
}

function isUnderPassphrase(name: string): boolean {
  return /^(?:root|treasury-[A-Z0-9]+-[0-9a-f]+|signer-[a-z0-9-]+-\d+|.+\.recovery)\.sealed$/.test(
    name,
  );
}

/** What each treasury has signed last, and what it has given up: without it the treasury could sign for a place twice. */
async function signedByTreasuries({ paths }: OpenedFolder): Promise<Source[]> {
  const names = await readdir(paths.root);
  const places = names.filter((name) => /^treasury-[A-Z0-9]+\.place$/.test(name));
  const sources = await Promise.all(
    places.map(async (name) => ({ name, bytes: await readFile(join(paths.root, name)) })),
  );
  const folders = names.filter((name) => ABANDONED.test(`${name}/`));
  const abandoned = folders.map(async (folder) =>
    (await readdir(join(paths.root, folder)))
      .filter((name) => /^[0-9a-f]{64}\.cbor$/.test(name))
      .map((name) => ({ name: `${folder}/${name}`, file: join(paths.root, folder, name) })),
  );
  return [...sources, ...(await Promise.all(abandoned)).flat()];
}

/** What a treasury gave up, by the beginning of its members' names. */
export const ABANDONED: RegExp = /^treasury-[A-Z0-9]+\.abandoned\//;

/** An empty database where there is no file: the backup then says that there was nothing. */
async function there(file: string): Promise<string> {
  return (await isThere(file)) ? file : ':memory:';
}

async function copySqlite(from: string, to: string): Promise<void> {
  const db = new DatabaseSync(from);
  try {
    await backup(db, to);
  } finally {
    db.close();
  }
}

async function refuseExisting(file: string): Promise<void> {
  if (await isThere(file))
    throw new SovereignProblem('exists', `${file} exists: choose a new name`);
}

async function isThere(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
