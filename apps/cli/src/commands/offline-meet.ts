import { type CommandSpec, defineCommand } from '../command.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { offlineValue } from '../wallet/offline/advice.ts';
import {
  type GivingOptions,
  give,
  givingOptions,
  requireGiving,
} from '../wallet/offline/give-message.ts';
import { readMessage } from '../wallet/offline/read-message.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, file: string | undefined];
type Options = PassphraseOptions & GivingOptions;

export const offlineMeet: CommandSpec = defineCommand<Args, Options>({
  details: [
    'Two payees compare what they have seen of others’ allowances: positions and hashes, no payees, and sums only of allowances of which both',
    'have cheques. Without FILE it writes what this wallet has seen; with what another one wrote it compares, and writes an answer where there',
    'is something to answer. Where one payer has signed what cannot all be true both then have the proof, and `tally sync` publishes it. Needs no network.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: '[FILE]', what: 'what another wallet wrote; `-` is standard input' },
  ],
  options: [...givingOptions, passphraseFile],
  examples: [
    'tally offline meet ./ben --out seen.tally',
    'tally offline meet ./cyd seen.tally --out answer.tally',
  ],
  run: (call, [dir, file], options) =>
    withWallet(call, dir, options, async (wallet) => {
      requireGiving(options);
      const offline = wallet.offline();
      if (file === undefined) {
        const seen = offlineValue(await offline.seen(), dir);
        const text = 'What this wallet has seen. The other: tally offline meet DIR FILE --out FILE';
        return await give(call, seen, options, { json: { status: 'seen' }, text });
      }
      const { reply, forks } = offlineValue(await offline.meet(await readMessage(call, file)), dir);
      const found =
        forks.length === 0
          ? []
          : [`A payer has signed what cannot all be true: proven. Publish it: tally sync ${dir}`];
      const json = { forks: [...forks] };
      if (reply === null) {
        const nothing = found.length === 0 ? ['Nothing to answer: nothing contradicts.'] : found;
        return { json: { status: 'done', ...json }, text: nothing.join('\n') };
      }
      const text = [...found, 'Bring this to the other: tally offline meet DIR FILE --out FILE'];
      return await give(call, reply, options, {
        json: { status: 'answer', ...json },
        text: text.join('\n'),
      });
    }),
});
