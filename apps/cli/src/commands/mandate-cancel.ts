import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { usage } from '../stop.ts';
import { isIdStart } from '../wallet/holds/find-hold.ts';
import { mandateJson, mandateText } from '../wallet/holds/mandate-text.ts';
import { knownNames } from '../wallet/offline/known-names.ts';
import { withWallet } from '../wallet/open-wallet.ts';

type Args = [dir: string, mandate: string];

export const mandateCancel: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details: [
    'Sets nothing more aside. What is set aside stays the payee’s, period by period, unless the payee gives its word for claim 1',
    'of the hold (`tally hold release`): then this wallet takes the rest.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the folder of the wallet that pays' },
    {
      name: 'MANDATE',
      what: 'the beginning of its id, as `tally mandate list` shows it, or the payee’s handle',
    },
  ],
  options: [passphraseFile],
  examples: ['tally mandate cancel ./ada @ben'],
  run: (call, [dir, typed], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const holds = wallet.holds();
      const given = valueOf(await holds.mandates());
      const [found, other] = isIdStart(typed)
        ? given.filter(({ mandate }) => mandate.startsWith(typed))
        : given.filter(({ handle, to, status }) => {
            const isTheirs = handle === typed.replace(/^@/, '') || to === typed;
            return isTheirs && status === 'active';
          });
      if (found === undefined || other !== undefined) {
        const which = found === undefined ? 'no such mandate' : 'several such mandates';
        throw usage(`This wallet has given ${which}: tally mandate list ${dir}`, 'unknown-mandate');
      }
      const cancelled = valueOf(await holds.cancelMandate(found.mandate));
      const text = mandateText(cancelled, await knownNames(wallet));
      return { json: mandateJson(cancelled), text };
    }),
});
