import { equalBytes, approvalHash } from '@tallystick/protocol';
import { type CommandSpec, defineCommand } from '../command.ts';
import { carryWord } from '../governance/carry-word.ts';
import { type ReadWord, readWord } from '../governance/word-file.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, files: readonly string[]];

export const rulesSubmit: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details:
    'Puts the signatures of copies together, and brings the word to the log when they are enough. Anybody’s wallet can: it is\n' +
    'the office’s keys that count. Given again, it answers with the same entry.',
  args: [
    { name: 'DIR', what: 'the folder of a wallet that brings it to the log' },
    { name: '<FILE...>', what: 'a word that was signed, or copies of it' },
  ],
  options: [passphraseFile],
  examples: ['tally rules submit ./dov word.json'],
  async run(call, [dir, files], options) {
    const [first, ...copies] = files.map(readWord);
    if (first === undefined) throw usage('Say which file to hand in.');
    const together = copies.reduce(joined, first);
    for (const line of together.says) call.note(`  ${line}`);
    return await withWallet(call, dir, options, (wallet) => carryWord(wallet, together));
  },
});

/** The signatures of two copies of one word. */
function joined(a: ReadWord, b: ReadWord): ReadWord {
  const isSame =
    equalBytes(a.sovereign, b.sovereign) &&
    equalBytes(approvalHash(a.approval), approvalHash(b.approval));
  if (!isSame) throw usage('These are different words: hand them in one by one.', 'bad-word');
  const more = b.approval.signatures.filter(
    ({ by }) => !a.approval.signatures.some((signature) => signature.by === by),
  );
  const signatures = [...a.approval.signatures, ...more].sort((x, y) => x.by - y.by);
  return { ...a, approval: { ...a.approval, signatures } };
}
