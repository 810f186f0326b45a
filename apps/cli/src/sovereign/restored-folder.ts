import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { backupDigest, restoredFrom } from '@tallystick/sovereign';
import { usage } from '../stop.ts';

/**
 * Whether DIR was restored from FILE and waits for what came after it. Ends the command where DIR is something else: a sovereign
 * that opens, or one that was restored from another backup.
 */
export async function continuesRestore(file: string, dir: string): Promise<boolean> {
  const mark = await restoredFrom(dir);
  if (mark === undefined) {
    if (!existsSync(join(dir, 'constitution.cbor'))) return false;
    throw usage(
      `${dir} holds a sovereign that opens: tally sovereign start ${quoted(dir)}\nTo restore ${file}, name a new folder.`,
      'folder-not-empty',
    );
  }
  const isSame = resolve(file) === mark.file && !existsSync(file);
  if (isSame || (existsSync(file) && (await backupDigest(file)) === mark.sha256)) return true;
  throw usage(
    `${dir} was restored from another backup, ${mark.file}, and waits for what came after it. Give that one to go on:\n` +
      `${waysToOpen(mark.file, dir).join('\n')}\nTo restore ${file}, name a new folder.`,
    'other-backup',
  );
}

/** What to type so that a restored folder opens: the first way that somebody can take is the best one. */
export function waysToOpen(file: string, dir: string): readonly string[] {
  const again = `  tally sovereign restore ${quoted(file)} ${quoted(dir)}`;
  return [
    `${again} --from-log KEPT_LOG`,
    `${again} --from-mirror URL`,
    `${again} --from-wallet WALLET --every-wallet`,
    `${again} --new-epoch "WHY"`,
  ];
}

/** The same with what it is about, for whoever wanted to start it. Undefined where nothing is to be settled. */
export async function notOpenYet(dir: string): Promise<string | undefined> {
  const mark = await restoredFrom(dir);
  if (mark === undefined) return undefined;
  return [
    `${dir} was restored from a backup of ${mark.size} log entries and does not open yet: what was certified after it is missing,`,
    'and opening without it would show two histories. Bring it from a kept log, a mirror or wallets, or give it up in public:',
    ...waysToOpen(mark.file, dir),
  ].join('\n');
}

/** As a shell reads it. */
function quoted(path: string): string {
  return /^[\w./:@%+=-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
