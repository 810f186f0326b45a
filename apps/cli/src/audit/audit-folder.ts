import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  StoreError,
  audit,
  backupSqliteStore,
  openSqliteStore,
  restoreSqliteBackup,
} from '@tallystick/ledger';
import { toHex } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { noObjection } from '@tallystick/rules';
import { type OpenedFolder, checkDesk, openFolder } from '@tallystick/sovereign';
import type { Problem } from '@tallystick/wallet';
import type { AuditProgress, LedgerAudit } from './report.ts';
import { inScratch } from './scratch.ts';

/**
 * Audits the ledger in a sovereign's folder, whether its node runs or not, on a consistent copy in `scratch` (by default the
 * folder itself): every stored byte against its checksum, and everything that is stored against what the log makes of it;
 * and the desk beside it, whose memos and webhooks no log knows, against its checksums.
 */
export async function auditFolder(
  dir: string,
  progress: AuditProgress,
  scratch: string = dir,
): Promise<LedgerAudit> {
  const folder = await openFolder(dir, nodeCrypto);
  const desk = checkDesk(folder.paths.desk);
  return await inScratch(scratch, folder.paths.ledger, async (copy) => {
    try {
      const ledger = await auditCopy(folder, copy, progress);
      return { ...ledger, problems: [...ledger.problems, ...desk] };
    } catch (error) {
      if (!isDamage(error)) throw error;
      return { ...of(folder), problems: [...damageIn(folder, error), ...desk] };
    }
  });
}

const MOST_LINES = 20;

/** What SQLite itself finds in the ledger's database: pages and tables, where they can be told. */
function damageIn({ paths }: OpenedFolder, error: Error): Problem[] {
  const file = join(paths.ledger, 'ledger.db');
  // Of the copy, and with advice that leads here.
  const message = error.message.replace(/\. Run `tally audit`.*$/s, '').replace(/^.*?: /s, '');
  const known = { where: file, what: message };
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      const lines = db.prepare(`PRAGMA integrity_check(${MOST_LINES})`).all();
      const found = lines.map((line) => String(line['integrity_check']).trim());
      const problems = found.filter((what) => what !== 'ok').map((what) => ({ where: file, what }));
      return problems.length > 0 ? problems : [known];
    } finally {
      db.close();
    }
  } catch {
    return [known];
  }
}

async function auditCopy(
  folder: OpenedFolder,
  copy: string,
  progress: AuditProgress,
): Promise<LedgerAudit> {
  const file = join(copy, 'copied');
  const ledger = join(copy, 'ledger');
  await backupSqliteStore(folder.paths.ledger, file);
  await restoreSqliteBackup(file, ledger);
  await rm(file);
  const store = await openSqliteStore(ledger);
  try {
    const { size } = store.meta;
    const damaged = [...store.check()];
    const log = {
      size,
      entry: (index: number) => store.entry(index),
      checkpointFor: (index: number) => store.checkpointFor(index),
    };
    const { constitution } = folder;
    const epochs = folder.epochs.map(({ epoch }) => epoch);
    const input = { constitution, epochs, log, store, crypto: nodeCrypto, rulebook: noObjection };
    const { problems, entries, root } = await audit({ ...input, progress, scratch: copy });
    return { ...of(folder), problems: [...damaged, ...problems], entries, root: toHex(root) };
  } finally {
    await store.close();
  }
}

function of({ constitution }: OpenedFolder): LedgerAudit {
  return { problems: [], entries: 0, root: '', scope: 'ledger', name: constitution.name };
}

/** SQLITE_CORRUPT (11), SQLITE_NOTADB (26), SQLITE_FORMAT (24). */
const DAMAGE_CODES: readonly unknown[] = [11, 24, 26];

function isDamage(error: unknown): error is Error {
  if (error instanceof StoreError) return error.code === 'damaged';
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' && DAMAGE_CODES.includes(code & 0xff);
}
