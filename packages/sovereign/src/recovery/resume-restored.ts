import { openSqliteStore, readKeptLog } from '@tallystick/ledger';
import { lockFolder } from '../folder/folder-lock.ts';
import { openOperator } from '../folder/holders.ts';
import { type OpenedFolder, openFolder } from '../folder/open-folder.ts';
import { nodePorts } from '../founding/node-ports.ts';
import { type FoundingPorts, SovereignProblem } from '../founding/options.ts';
import type { LogSource, ResumeOptions, Resumed } from '../lifecycle/options.ts';
import { type MirrorClient, openMirror } from './mirror-client.ts';
import { type BatchSource, recoverLog } from './recover-log.ts';
import { type RestoredMark, readMark, removeMark, writeMark } from './restored-mark.ts';

/**
 * Brings a restored folder forward with what the sovereign certified after the backup, from a kept log, a mirror, or
 * certificates and transitions that wallets hold. Every batch is admitted again and compared byte for byte, and its
 * checkpoint has to be signed by the epoch's log key. When the folder reaches the highest size that any of the sources has
 * seen, its mark goes, and it starts. Certificates and checkpoints alone are enough only with `everyWallet`. What one attempt
 * was shown the next one remembers: the signed checkpoint of the highest size stays in the mark.
 *
 * What no source knows of stays unknown: bring every source that there is. Throws `SovereignProblem`: `invalid-options`
 * when the folder is not restored or no source is given, and those of `openFolder`.
 */
export async function resumeRestored(
  options: ResumeOptions,
  ports: FoundingPorts = nodePorts,
): Promise<Resumed> {
  const folder = await openFolder(options.folder, ports.crypto);
  const lock = lockFolder(folder.paths);
  try {
    const mark = await readMark(folder.paths);
    if (mark === undefined || options.sources.length === 0) {
      const message =
        mark === undefined
          ? `${folder.paths.root} was not restored from a backup: it starts as it is`
          : 'name at least one source of what the backup lacks';
      throw new SovereignProblem('invalid-options', message);
    }
    const store = await openSqliteStore(folder.paths.ledger);
    try {
      const { constitution } = folder;
      const epochs = folder.epochs.map(({ epoch }) => epoch);
      const { crypto } = ports;
      const resumed = await recoverLog(
        { constitution, epochs, store, crypto, from: mark.size },
        [...remembered(mark), ...options.sources.map((one) => openSource(one, folder, ports))],
        options.everyWallet ?? false,
      );
      if (resumed.ok) await removeMark(folder.paths, mark, resumed.size);
      else if (resumed.checkpoint !== null) {
        const checkpoint = new TextDecoder().decode(resumed.checkpoint);
        await writeMark(folder.paths, { ...mark, checkpoint });
      }
      return resumed;
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

function remembered({ checkpoint }: RestoredMark): BatchSource[] {
  if (checkpoint === null) return [];
  return [{ kind: 'checkpoints', checkpoints: [new TextEncoder().encode(checkpoint)] }];
}

function openSource(source: LogSource, folder: OpenedFolder, ports: FoundingPorts): BatchSource {
  switch (source.kind) {
    case 'kept-log':
      return {
        kind: 'kept-log',
        name: source.folder,
        read: (from) => readKeptLog(source.folder, from),
      };
    case 'mirror': {
      const { sovereign, paths } = folder;
      let mirror: MirrorClient | undefined;
      return {
        kind: 'mirror',
        name: source.url,
        async read(from) {
          const operator = await openOperator(paths.root, ports);
          mirror ??= await openMirror(source.url, sovereign, operator, ports);
          return await mirror.read(from);
        },
      };
    }
    case 'certificates':
    case 'checkpoints':
      return source;
  }
}
