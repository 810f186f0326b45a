import { formatAmount } from '@tallystick/protocol';
import type { Amounts, WalletView } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { EXIT } from '../exit-status.ts';
import { valueOf } from '../failure.ts';
import { columns } from '../output/columns.ts';
import { type PassphraseOptions, passphraseFile } from '../passphrase/passphrase.ts';
import { amountsText } from '../wallet/amounts-text.ts';
import { syncWallet, withWallet } from '../wallet/open-wallet.ts';

export const balance: CommandSpec = defineCommand<[dir: string], PassphraseOptions>({
  details:
    'When the sovereign does not answer, what the wallet knew before is shown, with exit status 4.',
  args: [{ name: 'DIR', what: 'the wallet’s folder' }],
  options: [passphraseFile],
  examples: ['tally balance ./ada', 'tally balance ./ada --json'],
  run: (call, [dir], options) =>
    withWallet(call, dir, options, async (wallet) => {
      const { received, returned, unreachable } = await syncWallet(call, wallet);
      const { balances, incoming, outgoing } = valueOf(await wallet.balances());
      const all = withZeros(balances, wallet.view().currencies);
      const pending = [
        ...(isNothing(incoming) ? [] : [`Coming in: ${amountsText(incoming)}`]),
        ...(isNothing(outgoing) ? [] : [`Not yet collected by others: ${amountsText(outgoing)}`]),
      ];
      const lines = Object.entries(all).map(([code, amount]) => [amount, code]);
      return {
        json: { balances: all, pending: { incoming, outgoing }, received, returned },
        text: [columns(lines, [0]), ...pending].join('\n'),
        ...(unreachable === undefined
          ? {}
          : {
              status: EXIT.unreachable,
              complaint: `${unreachable}\nThese are the balances as of the last answer.`,
            }),
      };
    }),
});

/** Every currency that the sovereign has, so that a script finds `"0.00"` and not nothing. */
function withZeros(balances: Amounts, currencies: WalletView['currencies']): Amounts {
  const zeros = currencies.map(({ code, decimals }) => [code, formatAmount(0n, decimals)]);
  return { ...Object.fromEntries(zeros), ...balances };
}

function isNothing(amounts: Amounts): boolean {
  return Object.keys(amounts).length === 0;
}
