import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Key, encode, keyCodec, toBase64url } from '@tallystick/protocol';
import { createSignerKey, createTreasuryKey } from '@tallystick/sovereign';
import { type Call, type CommandSpec, defineCommand } from '../command.ts';
import {
  type PassphraseOptions,
  choosePassphrase,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import type { Answer } from '../output/answer.ts';
import { onFolder, requireFolder } from '../sovereign/problems.ts';
import { usage } from '../stop.ts';

interface Options extends PassphraseOptions {
  readonly treasury?: string;
}

export const sovereignKey: CommandSpec = defineCommand<[file: string], Options>({
  details: [
    'For a treasury that several people sign for. Each makes a key, keeps FILE, and gives FILE.pub to whoever founds the',
    'sovereign: tally sovereign create … --treasury HRB:2:ada.key.pub,ben.key.pub,cyd.key.pub',
    'With --treasury, FILE is a sovereign’s folder: the key of a currency that is to be voted is made in it, under its',
    'passphrase, and the public half, which the proposal names, goes into FILE/treasury-CODE.pub.',
  ].join('\n'),
  args: [{ name: 'FILE', what: 'the key file to make; its public half goes into FILE.pub' }],
  options: [
    {
      flags: '--treasury <code>',
      what: 'make it in the folder FILE, for this currency’s treasury',
    },
    passphraseFile,
  ],
  examples: [
    'tally sovereign key ./ada.key --passphrase-file ./ada.passphrase',
    'tally sovereign key ./ben.key --passphrase-file ./ben.passphrase',
    'tally sovereign key ./bay --treasury XTS',
  ],
  async run(call, [file], options) {
    if (options.treasury !== undefined)
      return await inFolder(call, file, options.treasury, options);
    const passphrase = await choosePassphrase(call, file, options);
    if (passphrase === undefined) {
      throw usage('Nobody is here to choose a passphrase. Give --passphrase-file FILE.');
    }
    const key = await onFolder(() => createSignerKey(file, Buffer.from(passphrase)));
    const text = writePublic(`${file}.pub`, key);
    return {
      json: { key: file, public: `${file}.pub`, publicKey: text },
      text: `The key is in ${file}: keep it, and its passphrase, apart from the others.\nGive ${file}.pub to whoever founds the sovereign.`,
    };
  },
});

/** Where a treasury of one key, in the folder, is proposed; `tally sovereign issue` finds it there. */
async function inFolder(
  call: Call,
  dir: string,
  code: string,
  options: PassphraseOptions,
): Promise<Answer> {
  requireFolder(dir);
  const file = join(dir, `treasury-${code}.pub`);
  if (existsSync(file))
    throw usage(`${file} is there: the key was made. Move it away to make another.`);
  const passphrase = await givePassphrase(call, dir, options);
  const key = await onFolder(() => createTreasuryKey(dir, code, Buffer.from(passphrase)));
  const text = writePublic(file, key);
  return {
    json: { key: dir, public: file, publicKey: text },
    text: `The key lies in ${dir}, under its passphrase: back the folder up.\nName ${file} in the proposal, under “treasury”.`,
  };
}

function writePublic(file: string, key: Key): string {
  const text = toBase64url(encode(keyCodec, key));
  writeFileSync(file, `${text}\n`);
  return text;
}
