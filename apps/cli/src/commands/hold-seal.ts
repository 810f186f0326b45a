import { type CommandSpec, defineCommand } from '../command.ts';
import { replaceDurably } from '@tallystick/sovereign';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { readBytesFile } from '../wallet/holds/bytes-file.ts';
import { gathered } from '../wallet/holds/gathered.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import { withWallet } from '../wallet/open-wallet.ts';
import { toPayee } from '../wallet/party-text.ts';

interface Options extends PassphraseOptions {
  readonly when: string;
  readonly group?: readonly string[];
  readonly preimage?: readonly string[];
  readonly out: string;
}

const MAX_CONTENT = 262_144;

export const holdSeal: CommandSpec = defineCommand<[dir: string, file: string], Options>({
  details: [
    'Seals a file so that all of a group open it together, or whoever has a secret. Nothing but they themselves keeps them from opening it',
    'before the condition is true: a time or a log entry seals nothing.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'FILE', what: `what is to be sealed, at most ${MAX_CONTENT} bytes` },
  ],
  options: [
    { flags: '--when <condition>', what: 'the condition of the vault', required: true },
    {
      flags: '--group <handles>',
      what: 'who opens it together, such as "ben, carl"; may be given several times',
      parse: gathered,
    },
    {
      flags: '--preimage <hash>',
      what: 'a secret of this wallet that the condition asks for, which opens it',
      parse: gathered,
    },
    { flags: '--out <file>', what: 'where the sealed bytes go', required: true },
    passphraseFile,
  ],
  examples: [
    'tally hold seal ./ada letter.txt --when "signed 2 of ben, carl" --group "ben, carl" --out letter.sealed',
  ],
  run: (call, [dir, file], { when, group = [], preimage = [], out, ...options }) =>
    withWallet(call, dir, options, async (wallet) => {
      const content = readBytesFile(file, MAX_CONTENT);
      const groups = group.map((names) =>
        names
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(toPayee),
      );
      const request = { when, content, groups, preimages: preimage };
      const sealed = offlineValue(await wallet.holds().seal(request), dir);
      replaceDurably(out, sealed);
      return {
        json: { out, bytes: sealed.length },
        text: `${out}: sealed, ${sealed.length} bytes.`,
      };
    }),
});
