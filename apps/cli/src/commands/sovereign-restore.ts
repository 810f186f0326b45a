import { closeSync, existsSync, openSync, readSync, readdirSync, rmdirSync } from 'node:fs';
import { isReason } from '@tallystick/protocol';
import { declareEpoch, restoreSovereign, resumeRestored } from '@tallystick/sovereign';
import { type CommandSpec, defineCommand } from '../command.ts';
import type { Answer } from '../output/answer.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder } from '../sovereign/problems.ts';
import { logSources } from '../sovereign/log-sources.ts';
import { continuesRestore, waysToOpen } from '../sovereign/restored-folder.ts';
import { refused, usage } from '../stop.ts';

interface Options extends PassphraseOptions {
  readonly fromMirror?: readonly string[];
  readonly fromLog?: readonly string[];
  readonly fromWallet?: readonly string[];
  readonly walletPassphraseFile?: string;
  readonly newEpoch?: string;
  readonly everyWallet?: boolean;
  readonly acceptClock?: boolean;
}

export const sovereignRestore: CommandSpec = defineCommand<[file: string, dir: string], Options>({
  details: [
    'A restored sovereign does not open below anything that it has certified after the backup: people hold proofs of that.',
    'So it first takes those entries from a kept log, a mirror or wallets; any of the options may be repeated, and the',
    'command may be given again with more of them. A wallet knows of nothing but its own: where there is no kept log and no',
    'mirror, name every wallet there is and say so with --every-wallet. Where nobody has them, --new-epoch gives them up in public: payments in',
    'them did not happen, and whoever holds a certificate of one can show that it was broken. A folder that is restored and',
    'does not open yet ends with 0 as well: `opens` of --json says which.',
  ].join('\n'),
  args: [
    { name: 'FILE', what: 'a file of `tally sovereign backup`' },
    { name: 'DIR', what: 'the folder to make, or one that this command has made' },
  ],
  options: [
    { flags: '--from-log <dir>', what: 'a folder that --kept-log has written', parse: collect },
    { flags: '--from-mirror <url>', what: 'a node that has a full copy', parse: collect },
    { flags: '--from-wallet <dir>', what: 'a wallet that has seen more', parse: collect },
    { flags: '--every-wallet', what: 'state that these are all the wallets there are' },
    {
      flags: '--wallet-passphrase-file <file>',
      what: 'read the passphrase of the wallets from the first line of this file',
    },
    {
      flags: '--new-epoch <reason>',
      what: 'give up what is missing, and say why: the root signs the reason, and everybody reads it',
    },
    {
      flags: '--accept-clock',
      what: 'with --new-epoch: the clock is right, although the backup is more than 30 days old',
    },
    passphraseFile,
  ],
  examples: [
    'tally sovereign restore harbour.backup ./restored --from-wallet ./ada --every-wallet --passphrase-file ./harbour/passphrase.txt',
    'tally sovereign restore harbour.backup ./again --new-epoch "The disk died" --passphrase-file ./harbour/passphrase.txt',
  ],
  async run(call, [file, dir], options) {
    const { newEpoch } = options;
    if (hasSource(options) && newEpoch !== undefined) {
      throw usage('Either take the missing entries from somewhere, or give them up: not both.');
    }
    if (newEpoch !== undefined && !isReason(newEpoch)) {
      throw usage('A reason is one line of 1 to 256 bytes: it is signed, and public for ever.');
    }
    const isThere = await onFolder(() => continuesRestore(file, dir));
    if (!isThere) requireBackup(file);
    const passphrase =
      isThere && newEpoch === undefined ? '' : await givePassphrase(call, dir, options);
    if (!isThere) {
      const wasThere = existsSync(dir);
      const { size } = await onFolder(() =>
        restoreSovereign({ file, folder: dir, passphrase: Buffer.from(passphrase) }),
      ).catch((error: unknown) => {
        if (!wasThere && existsSync(dir) && readdirSync(dir).length === 0) rmdirSync(dir);
        throw error;
      });
      call.note(`The backup holds ${size} entries of the log.`);
    }
    if (newEpoch !== undefined) {
      return await giveUp(dir, passphrase, newEpoch, options.acceptClock === true);
    }
    const sources = await logSources(call, options);
    if (sources.length === 0) return notOpen(file, dir);
    const resumed = await onFolder(() =>
      resumeRestored({ folder: dir, sources, everyWallet: options.everyWallet === true }),
    );
    if (resumed.ok) {
      const { size, recovered } = resumed;
      return {
        json: { folder: dir, opens: true, size, recovered },
        text: `Restored to ${size} entries, ${recovered} of them newer than the backup.\nStart it: tally sovereign start ${dir}`,
      };
    }
    const { size, highest, problem } = resumed;
    throw refused({
      code: 'entries-missing',
      message: `It stays closed: ${problem}. Give the command again with another source, with --every-wallet where only wallets are left and all are named, or with --new-epoch.`,
      data: { size, highest },
    });
  },
});

/** A tar archive says so in every header (POSIX.1-1988, ustar). */
function requireBackup(file: string): void {
  if (!existsSync(file)) throw usage(`There is no file ${file}.`);
  const head = Buffer.alloc(262);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, head, 0, head.length, 0);
  } finally {
    closeSync(opened);
  }
  if (head.subarray(257).toString('latin1') === 'ustar') return;
  throw usage(`${file} is no backup: give a file that \`tally sovereign backup\` has written.`);
}

function collect(text: string, previous: unknown): readonly string[] {
  return [...((previous as readonly string[] | undefined) ?? []), text];
}

function hasSource({ fromLog, fromMirror, fromWallet }: Options): boolean {
  return [fromLog, fromMirror, fromWallet].some((given) => given !== undefined);
}

function notOpen(file: string, dir: string): Answer {
  const text = [
    `Restored in ${dir}. It does not open yet: what was certified after the backup is missing. Type one of:`,
  ];
  text.push(...waysToOpen(file, dir));
  return { json: { folder: dir, opens: false }, text: text.join('\n') };
}

async function giveUp(
  dir: string,
  passphrase: string,
  reason: string,
  acceptClock: boolean,
): Promise<Answer> {
  const epoch = await onFolder(() =>
    declareEpoch({ folder: dir, passphrase: Buffer.from(passphrase), reason, acceptClock }),
  );
  const { number, origin, size, highest, meaning } = epoch;
  return {
    json: { folder: dir, opens: true, size, highest, epoch: { number, origin }, reason, meaning },
    text: `${meaning}.\nStart it: tally sovereign start ${dir}`,
  };
}
