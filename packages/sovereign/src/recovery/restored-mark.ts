import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { syncFolder, writeDurably } from '../folder/durable-file.ts';
import { damaged } from '../folder/open-folder.ts';
import { type FolderPaths, folderPaths } from '../folder/paths.ts';
import { SovereignProblem } from '../founding/options.ts';

/**
 * A restored folder is marked until somebody has settled what the backup lacks: what was acknowledged after it was taken
 * may be known to wallets and witnesses, and a ledger that opened below that would show the world two histories.
 */
export interface RestoredMark {
  /** Entries of the log in the backup. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly restoredAt: number;
  /** Where the backup was, as an absolute path. */
  readonly file: string;
  /** SHA-256 of the whole backup, hexadecimal. */
  readonly sha256: string;
  /** Whether it knew what `tally import` had paid: those of former programs did not. */
  readonly imports: boolean;
  /** The newest signed checkpoint that an attempt to bring the rest was shown; null before any. A C2SP note. */
  readonly checkpoint: string | null;
}

export async function writeMark(paths: FolderPaths, mark: RestoredMark): Promise<void> {
  await writeDurably(paths.restored, `${JSON.stringify(mark)}\n`);
}

/** What a folder was restored from, as long as it does not open. Throws `SovereignProblem` `damaged`. */
export async function restoredFrom(folder: string): Promise<RestoredMark | undefined> {
  return await readMark(folderPaths(folder));
}

/** The mark, if there is one. Throws `SovereignProblem` `damaged`. */
export async function readMark(paths: FolderPaths): Promise<RestoredMark | undefined> {
  const text = await readFile(paths.restored, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    const mark = JSON.parse(text) as Partial<RestoredMark>;
    const { size, restoredAt, file, sha256, imports, checkpoint } = mark;
    const counted = Number.isSafeInteger(size) && Number.isSafeInteger(restoredAt);
    if (counted && typeof file === 'string' && typeof sha256 === 'string') {
      const counts = { size: size as number, restoredAt: restoredAt as number };
      const shown = typeof checkpoint === 'string' ? checkpoint : null;
      return { ...counts, file, sha256, imports: imports === true, checkpoint: shown };
    }
  } catch {
    // said below
  }
  throw damaged(paths.restored, 'it cannot be read');
}

/** SHA-256 of a backup as a whole, hexadecimal. */
export async function backupDigest(file: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(file)) digest.update(piece as Uint8Array);
  return digest.digest('hex');
}

/**
 * Lets the folder open, with a log of `size` entries. `importsUnsure` stays where its log has more than the backup's journal of
 * imports could know of: rows paid by those entries would be paid again.
 */
export async function removeMark(
  paths: FolderPaths,
  mark: RestoredMark,
  size: number,
): Promise<void> {
  if (mark.imports && size <= mark.size) await rm(paths.importsUnsure, { force: true });
  await rm(paths.restored, { force: true });
  await syncFolder(paths.root);
}

/** Throws `SovereignProblem` `restored` when the folder is marked. */
export async function refuseMarked(paths: FolderPaths): Promise<void> {
  const mark = await readMark(paths);
  if (mark === undefined) return;
  const message =
    `${paths.root} was restored from a backup of ${mark.size} log entries. ` +
    'What the sovereign has certified since then is missing, and opening without it would show two histories. ' +
    'Bring the missing entries from a kept log, a mirror or wallets, or declare a new epoch, which says in public ' +
    'that they are given up';
  throw new SovereignProblem('restored', message);
}
