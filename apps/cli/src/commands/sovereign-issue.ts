import { formatAmount, issueOf } from '@tallystick/protocol';
import { type CommandSpec, defineCommand } from '../command.ts';
import { readSpan } from '../hours.ts';
import { usage } from '../stop.ts';
import { readAmount } from '../treasury/read-amount.ts';
import {
  type OrderOptions,
  openTreasuryFor,
  orderDetails,
  orderOptions,
  runOrder,
} from '../treasury/run-order.ts';
import { partyText, toPayee } from '../wallet/party-text.ts';

type Args = [dir: string, to: string, amount: string, currency: string];

interface Options extends OrderOptions {
  readonly within?: number;
}

export const sovereignIssue: CommandSpec = defineCommand<Args, Options>({
  details: orderDetails,
  args: [
    { name: 'DIR', what: 'the sovereign’s folder' },
    { name: 'TO', what: 'a handle or an address' },
    { name: 'AMOUNT', what: 'such as 1000.00' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: [
    {
      flags: '--within <time>',
      what: 'how long from now TO may take it, such as 12h; 30d unless given, then it can be taken back',
      parse: readSpan,
    },
    ...orderOptions,
  ],
  examples: ['tally sovereign issue ./harbour @ada 1000.00 HRB'],
  async run(call, [dir, to, amountText, code], options) {
    const opened = await openTreasuryFor(call, dir, code, options);
    const { client, decimals } = opened;
    const amount = readAmount(amountText, code, decimals);
    const payee = await client.identity(toPayee(to));
    if (payee === undefined) {
      const message = `Nobody here is called ${to}. They have to make a wallet first: tally wallet create`;
      throw usage(message, 'unknown-payee');
    }
    const name = partyText(payee.handle === null ? { address: to } : { handle: payee.handle });
    const what = `${formatAmount(amount, decimals)} ${code} to ${name}`;
    const order = issueOf([{ payee, amount }], options.within);
    return await runOrder(call, opened, order, { done: 'Issued', what }, options);
  },
});
