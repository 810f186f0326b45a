import { type CommandSpec, defineCommand } from '../command.ts';
import { valueOf } from '../failure.ts';
import { terminalQrCode } from '../output/qr-code.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { withWallet } from '../wallet/open-wallet.ts';

interface Options extends PassphraseOptions {
  readonly memo?: string;
}

type Args = [dir: string, amount: string | undefined, currency: string | undefined];

export const request: CommandSpec = defineCommand<Args, Options>({
  args: [
    { name: 'DIR', what: 'the folder of the wallet to be paid' },
    { name: '[AMOUNT]', what: 'such as 5.00; without it the payer decides' },
    { name: '[CURRENCY]', what: 'such as HRB' },
  ],
  options: [
    { flags: '--memo <text>', what: 'what it is for; whoever sees the URI can read it' },
    passphraseFile,
  ],
  examples: ['tally request ./ada 5.00 HRB'],
  run: (call, [dir, amount, currency], { memo, ...options }) =>
    withWallet(call, dir, options, (wallet) => {
      const uri = valueOf(wallet.request(amount, currency, memo));
      return Promise.resolve({
        json: { uri },
        text: `${uri}\n\n${terminalQrCode(uri, call.terminal.colours)}`,
      });
    }),
});
