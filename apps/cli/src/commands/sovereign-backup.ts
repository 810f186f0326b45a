import { toHex } from '@tallystick/protocol';
import { backupSovereign } from '@tallystick/sovereign';
import { type CommandSpec, defineCommand } from '../command.ts';
import { onFolder, requireFolder } from '../sovereign/problems.ts';

export const sovereignBackup: CommandSpec = defineCommand<[dir: string, file: string]>({
  details:
    'The keys in it stay sealed with the passphrase, which is not in it: keep the two apart. What is admitted after the\n' +
    'backup is not in it either: sovereign start --kept-log, a mirror, or wallets bring that back.',
  args: [
    { name: 'DIR', what: 'the sovereign’s folder' },
    { name: 'FILE', what: 'the file to write, which must not exist' },
  ],
  options: [],
  examples: ['tally sovereign backup ./harbour harbour.backup'],
  async run(_call, [dir, file]) {
    requireFolder(dir);
    const written = await onFolder(() => backupSovereign(dir, file));
    return {
      json: { file: written.file, sovereign: toHex(written.sovereign) },
      text: `Backed up to ${file}. It opens with the passphrase of ${dir}, so keep that elsewhere.`,
    };
  },
});
