import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedFolder } from '../folder/open-folder.ts';
import type { StoreChoice } from '../lifecycle/options.ts';
import { backupIntoFolder } from './backup-sovereign.ts';
import { lastBackup } from './last-backup.ts';

/** A file in the folder `backups`. */
interface KeptBackup {
  readonly name: string;
  /** When it was written, ms since 1970. */
  readonly at: number;
  readonly bytes: number;
}

/** A backup that is being written: how far it is, as files on the disk show it. */
interface BackupUnderWay {
  readonly name: string;
  readonly since: number;
  readonly doneBytes: number;
  /** About how many there will be: copies first, then one file of them. */
  readonly ofBytes: number;
}

interface ListedBackups {
  /** The newest first, 256 at most. */
  readonly backups: readonly KeptBackup[];
  readonly making: BackupUnderWay | null;
  /** When one was made last, wherever it lies; null where nobody has noted any. */
  readonly lastAt: number | null;
}

/** Backups that are asked for over HTTP: one at a time, into the sovereign's own folder. */
export interface BackupDesk {
  /** `nothing`: a memory store has nothing to keep. `busy`: another one is being written. */
  make(name: string): Promise<'exists' | 'nothing' | 'busy' | { path: string; sovereign: string }>;
  list(): Promise<ListedBackups>;
  /** When the last one of this desk was made. */
  readonly madeAt: number | null;
}

export interface BackupDeskOptions {
  readonly folder: OpenedFolder;
  readonly choice: StoreChoice;
  readonly now: () => number;
}

const MOST_LISTED = 256;
/** What a backup may be called: as over HTTP. */
export const BACKUP_NAME = '^[A-Za-z0-9][A-Za-z0-9._-]*$';
/** What is written first lies in such a folder beside it (`backupSovereign`). */
const PARTS = '.parts-';

export function newBackupDesk({ folder, choice, now }: BackupDeskOptions): BackupDesk {
  const { paths } = folder;
  let making: { readonly name: string; readonly since: number } | null = null;
  let madeAt: number | null = null;
  return {
    get madeAt() {
      return madeAt;
    },
    async make(name) {
      if (choice === 'memory') return 'nothing';
      if (making !== null) return 'busy';
      making = { name, since: now() };
      try {
        const made = await backupIntoFolder(name, folder);
        if (made !== 'exists') madeAt = now();
        return made;
      } finally {
        making = null;
      }
    },
    async list() {
      const files = await filesIn(paths.backups);
      const backups = files
        .filter(({ name }) => new RegExp(BACKUP_NAME).test(name))
        .toSorted((a, b) => b.at - a.at)
        .slice(0, MOST_LISTED);
      const lastAt = await lastBackup(paths);
      if (making === null) return { backups, making, lastAt };
      const [parts, ledger, desk] = await Promise.all([
        partsOf(paths.backups, making.name),
        filesIn(paths.ledger),
        stat(paths.desk).catch(() => ({ size: 0 })),
      ]);
      const ofBytes = 2 * (bytesOf(ledger) + desk.size);
      return { backups, making: { ...making, doneBytes: bytesOf(parts), ofBytes }, lastAt };
    },
  };
}

async function partsOf(folder: string, name: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch(() => []);
  const parts = names.find((one) => one.startsWith(`${name}${PARTS}`));
  return parts === undefined ? [] : filesIn(join(folder, parts));
}

/** The files of a folder; none where there is no such folder. */
async function filesIn(folder: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const is = await stat(join(folder, name)).catch(() => undefined); // it may be gone by now
      return is?.isFile() === true ? { name, at: Math.floor(is.mtimeMs), bytes: is.size } : [];
    }),
  );
  return found.flat();
}

function bytesOf(files: readonly KeptBackup[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
