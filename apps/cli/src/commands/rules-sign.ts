import { toHex } from '@tallystick/protocol';
import { openSignerKey } from '@tallystick/sovereign';
import { type CommandSpec, defineCommand } from '../command.ts';
import { readWord, withSignature, writeWord } from '../governance/word-file.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder } from '../sovereign/problems.ts';
import { usage } from '../stop.ts';

interface Options extends PassphraseOptions {
  readonly key?: string;
  readonly show?: boolean;
}

export const rulesSign: CommandSpec = defineCommand<[file: string], Options>({
  details:
    'Shows what the word says, by its bytes, and adds a signature to FILE. Works without a network. The file may go round among\n' +
    'the office, or each signs a copy: what was signed in one copy is signed in all.',
  args: [{ name: 'FILE', what: 'a word of `tally rules approve --propose`' }],
  options: [
    { flags: '--key <file>', what: 'the key of `tally sovereign key`' },
    { flags: '--show', what: 'only show what it says, and sign nothing' },
    passphraseFile,
  ],
  examples: ['tally rules sign word.json --show'],
  async run(call, [file], options) {
    const word = readWord(file);
    const { constitution, sovereign, office, says } = word;
    call.note(`${constitution.name}, constitution ${toHex(sovereign)}`);
    for (const line of says) call.note(`  ${line}`);
    if (options.show === true) return { json: { file, says }, text: 'Nothing was signed.' };
    const { key } = options;
    if (key === undefined) throw usage('Say whose key signs: --key FILE.');
    const passphrase = await givePassphrase(call, key, options);
    const pair = await onFolder(() => openSignerKey(key, Buffer.from(passphrase)));
    const approval = withSignature(word, pair);
    if (approval === undefined) {
      throw usage(`${key} is no key of the office ${office.name}.`, 'not-a-signer');
    }
    writeWord(file, { ...word, approval });
    const { threshold } = office.signers;
    const signatures = approval.signatures.length;
    const next =
      signatures < threshold
        ? 'The next signer signs the same file, or a copy of it.'
        : `Hand it in: tally rules submit DIR ${file}`;
    return {
      json: { file, signatures, threshold, says },
      text: `Signed: ${signatures} of ${threshold} signatures. ${next}`,
    };
  },
});
