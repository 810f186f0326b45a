import { writeFileSync } from 'node:fs';
import { encode, keyCodec, toBase64url } from '@tallystick/protocol';
import { createSignerKey } from '@tallystick/sovereign';
import { type CommandSpec, defineCommand } from '../command.ts';
import {
  type PassphraseOptions,
  choosePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder } from '../sovereign/problems.ts';
import { usage } from '../stop.ts';

export const sovereignKey: CommandSpec = defineCommand<[file: string], PassphraseOptions>({
  details: [
    'For a treasury that several people sign for. Each makes a key, keeps FILE, and gives FILE.pub to whoever founds the',
    'sovereign: tally sovereign create … --treasury HRB:2:ada.key.pub,ben.key.pub,cyd.key.pub',
  ].join('\n'),
  args: [{ name: 'FILE', what: 'the key file to make; its public half goes into FILE.pub' }],
  options: [passphraseFile],
  examples: [
    'tally sovereign key ./ada.key --passphrase-file ./ada.passphrase',
    'tally sovereign key ./ben.key --passphrase-file ./ben.passphrase',
  ],
  async run(call, [file], options) {
    const passphrase = await choosePassphrase(call, file, options);
    if (passphrase === undefined) {
      throw usage('Nobody is here to choose a passphrase. Give --passphrase-file FILE.');
    }
    const key = await onFolder(() => createSignerKey(file, Buffer.from(passphrase)));
    const text = toBase64url(encode(keyCodec, key));
    writeFileSync(`${file}.pub`, `${text}\n`);
    return {
      json: { key: file, public: `${file}.pub`, publicKey: text },
      text: `The key is in ${file}: keep it, and its passphrase, apart from the others.\nGive ${file}.pub to whoever founds the sovereign.`,
    };
  },
});
