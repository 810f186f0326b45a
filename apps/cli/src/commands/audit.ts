import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { verifyPublicLog } from '@tallystick/wallet/log';
import { auditFolder } from '../audit/audit-folder.ts';
import type { LedgerAudit } from '../audit/report.ts';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import type { Answer } from '../output/answer.ts';
import { stop } from '../stop.ts';
import { onFolder, requireFolder } from '../sovereign/problems.ts';
import { readPublicSovereign } from '../sovereign/public-sovereign.ts';
import { problemsText } from '../wallet/problems-text.ts';

const NOTE_EVERY_MS = 2_000;
const STOPPED = 'Stopped before everything was looked at.';
/** docs/operators/backup-and-restore.md */
const RESTORE =
  'Restore it from a backup, and bring what came after that from a kept log: tally sovereign restore --help';

interface Options {
  readonly scratch?: string;
}

export const audit: CommandSpec = defineCommand<[where: string], Options>({
  details:
    'With a sovereign’s folder everything is checked: each transition admitted again, balances, holds, supply, signatures,\n' +
    'tiles, and every stored byte; the node may run meanwhile. With an address what everybody can see is checked: the\n' +
    'constitution, the signed checkpoint, each leaf of the log and the tree over them. What leaves contain is private.',
  args: [{ name: 'DIR|URL', what: 'a sovereign’s folder, or the address of a running one' }],
  options: [
    {
      flags: '--scratch <dir>',
      what: 'where the copy is made that a folder’s audit works on; in that folder, unless told otherwise',
    },
  ],
  examples: ['tally audit ./harbour', 'tally audit http://127.0.0.1:7600'],
  async run(call, [where], { scratch }) {
    const stopped = call.terminal.stopped();
    let last = Date.now();
    const progress = (done: number, of: number): void => {
      if (stopped.aborted)
        throw stop(EXIT.failed, STOPPED, { error: { code: 'stopped', message: STOPPED } });
      if (Date.now() - last < NOTE_EVERY_MS) return;
      last = Date.now();
      call.note(`${done} of ${of} entries`);
    };
    return toAnswer(await auditOf(where, progress, scratch));
  },
});

async function auditOf(
  where: string,
  progress: (done: number, of: number) => void,
  scratch: string | undefined,
): Promise<LedgerAudit> {
  if (/^https?:\/\//.test(where)) {
    const shown = await readPublicSovereign(where.replace(/\/+$/, ''));
    const found = await verifyPublicLog(shown, nodeCrypto, progress);
    return { ...found, scope: 'public log', name: shown.name };
  }
  requireFolder(where);
  return await onFolder(() => auditFolder(where, progress, scratch));
}

function toAnswer({ problems, entries, root, scope, name }: LedgerAudit): Answer {
  const ok = problems.length === 0;
  const json = { ok, problems: problems.map((problem) => ({ ...problem })), entries, root, scope };
  if (!ok) {
    const advice = scope === 'ledger' ? [RESTORE] : [];
    const complaint = [problemsText(problems), ...advice].join('\n');
    return { json, text: '', complaint, status: EXIT.tampering };
  }
  const what = scope === 'ledger' ? 'ledger' : 'public log';
  return { json, text: `The ${what} of ${name} holds together: ${entries} entries.` };
}
