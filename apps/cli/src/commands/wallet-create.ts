import { existsSync } from 'node:fs';
import { createFolderWallet } from '@tallystick/wallet/node';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import {
  type PassphraseOptions,
  choosePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { unlockKeyNote, unlockKeyPath } from '../passphrase/unlock-key.ts';
import { viewJson, viewText } from '../wallet/view-text.ts';

interface Options extends PassphraseOptions {
  readonly sovereign: string;
  readonly country: string;
  readonly handle?: string;
  readonly pin?: string;
}

export const walletCreate: CommandSpec = defineCommand<[dir: string], Options>({
  details:
    'The keys are made here and never leave the folder. The sovereign gets to know a public key,\n' +
    'the country that you declare, and the handle that others can pay.',
  args: [{ name: 'DIR', what: 'the folder to make' }],
  options: [
    { flags: '--sovereign <url>', what: 'address of the sovereign', required: true },
    { flags: '--handle <name>', what: 'the name that others pay, such as ada' },
    { flags: '--country <code>', what: 'two letters, ISO 3166-1, such as KE', required: true },
    { flags: '--pin <id>', what: 'refuse any sovereign but this one (64 hexadecimal digits)' },
    passphraseFile,
  ],
  examples: [
    'tally wallet create ./ada --sovereign http://127.0.0.1:7600 --handle ada --country KE',
  ],
  async run(call, [dir], options) {
    const passphrase = await choosePassphrase(call, dir, options);
    const hadKey = existsSync(unlockKeyPath(dir));
    const { sovereign, country, handle, pin } = options;
    const created = await createFolderWallet(dir, {
      sovereign: sovereign.replace(/\/+$/, ''),
      country: country.toUpperCase(),
      ...(handle === undefined ? {} : { handle: handle.replace(/^@/, '') }),
      ...(pin === undefined ? {} : { pin }),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    if (!hadKey && existsSync(unlockKeyPath(dir))) call.note(unlockKeyNote(dir));
    const wallet = valueOf(created);
    const view = wallet.view();
    await wallet.close();
    return { json: viewJson(view), text: viewText(view) };
  },
});
