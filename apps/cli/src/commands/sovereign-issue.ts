import { formatAmount, parseAmount, toHex } from '@tallystick/protocol';
import { type CommandSpec, defineCommand } from '../command.ts';
import {
  type PassphraseOptions,
  givePassphrase,
  passphraseFile,
} from '../passphrase/passphrase.ts';
import { onFolder, requireFolder } from '../sovereign/problems.ts';
import { usage } from '../stop.ts';
import { openFolderTreasury } from '../treasury/folder-treasury.ts';
import type { Resumed } from '../treasury/treasury.ts';
import { partyText, toPayee } from '../wallet/party-text.ts';

type Args = [dir: string, to: string, amount: string, currency: string];

export const sovereignIssue: CommandSpec = defineCommand<Args, PassphraseOptions>({
  details:
    'Uses the treasury’s keys in the folder, under the passphrase. The sovereign has to be running.',
  args: [
    { name: 'DIR', what: 'the sovereign’s folder' },
    { name: 'TO', what: 'a handle or an address' },
    { name: 'AMOUNT', what: 'such as 1000.00' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [passphraseFile],
  examples: ['tally sovereign issue ./harbour @ada 1000.00 HRB'],
  async run(call, [dir, to, amountText, code], options) {
    requireFolder(dir);
    const passphrase = await givePassphrase(call, dir, options);
    const { treasury, client, decimals } = await onFolder(() =>
      openFolderTreasury(dir, code, passphrase),
    );
    const amount = parseAmount(amountText, decimals);
    if (typeof amount !== 'bigint' || amount === 0n) {
      const reason = typeof amount === 'bigint' ? 'zero' : amount.error;
      throw usage(
        `${amountText} is no amount of ${code} (${reason}). Write it as ${formatAmount(100_000n, decimals)}.`,
      );
    }
    const payee = await client.identity(toPayee(to));
    if (payee === undefined) throw usage(`Nobody here is called ${to}.`, 'unknown-payee');
    const name = partyText(payee.handle === null ? { address: to } : { handle: payee.handle });
    const said = `${formatAmount(amount, decimals)} ${code} to ${name}`;
    const resumed = await treasury.resume();
    if (resumed !== undefined && isSameIssue(resumed, payee.identity, amount)) {
      const id = toHex(resumed.id);
      call.note('A former run had begun this very issue and was interrupted. It is completed now.');
      return { json: { id, status: 'final' }, text: `Issued ${said}.` };
    }
    const issued = await treasury.issue([{ payee, amount }], () => Promise.resolve());
    const { id, index, treeSize } = issued;
    const certificate = {
      index,
      treeSize,
      transition: id,
      bytes: toHex(issued.certificate),
      checkpoint: Buffer.from(issued.checkpoint).toString('utf8'),
    };
    return { json: { id, status: 'final', certificate }, text: `Issued ${said}.` };
  },
});

function isSameIssue({ operation }: Resumed, payee: Uint8Array, amount: bigint): boolean {
  if (operation.kind !== 'put' || operation.holds.length !== 1) return false;
  const [hold] = operation.holds;
  const to = hold?.claims[0]?.payee;
  return (
    hold?.cap === amount && to?.kind === 'identity' && Buffer.compare(to.identity, payee) === 0
  );
}
