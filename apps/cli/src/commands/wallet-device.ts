import { existsSync } from 'node:fs';
import { prepareFolderDevice } from '@tallystick/wallet/node';
import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import {
  type PassphraseOptions,
  choosePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { unlockKeyNote, unlockKeyPath } from '../passphrase/unlock-key.ts';

interface Options extends PassphraseOptions {
  readonly sovereign: string;
}

export const walletDevice: CommandSpec = defineCommand<[dir: string], Options>({
  details: [
    'A further device of somebody who has a wallet already: it has keys of its own, and what it is paid is its own until it',
    'pays. Prints a request, which is no secret: a device of that person adds it with `tally wallet add`, and then this one',
    'joins with `tally wallet join`.',
  ].join('\n'),
  args: [{ name: 'DIR', what: 'the folder to make' }],
  options: [
    { flags: '--sovereign <url>', what: 'address of the sovereign', required: true },
    passphraseFile,
  ],
  examples: ['tally wallet device ./phone --sovereign http://127.0.0.1:7600'],
  async run(call, [dir], options) {
    const passphrase = await choosePassphrase(call, dir, options);
    const hadKey = existsSync(unlockKeyPath(dir));
    const request = valueOf(
      await prepareFolderDevice(dir, {
        sovereign: options.sovereign.replace(/\/+$/, ''),
        ...(passphrase === undefined ? {} : { passphrase }),
      }),
    );
    if (!hadKey && existsSync(unlockKeyPath(dir))) call.note(unlockKeyNote(dir));
    return { json: { folder: dir, request }, text: request };
  },
});
