import { formatAmount } from '@tallystick/protocol';
import { type CommandSpec, defineCommand } from '../command.ts';
import { readAmount } from '../treasury/read-amount.ts';
import {
  type OrderOptions,
  openTreasuryFor,
  orderDetails,
  orderOptions,
  runOrder,
} from '../treasury/run-order.ts';

export const sovereignBurn: CommandSpec = defineCommand<
  [dir: string, amount: string, currency: string],
  OrderOptions
>({
  details: `Destroys money that the treasury itself has: \`tally sovereign return\` brings in what nobody took.\n${orderDetails}`,
  args: [
    { name: 'DIR', what: 'the sovereign’s folder' },
    { name: 'AMOUNT', what: 'such as 1000.00' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: orderOptions,
  examples: ['tally sovereign burn ./harbour 5.00 HRB'],
  async run(call, [dir, amountText, code], options) {
    const opened = await openTreasuryFor(call, dir, code, options);
    const amount = readAmount(amountText, code, opened.decimals);
    const what = `${formatAmount(amount, opened.decimals)} ${code}`;
    return await runOrder(
      call,
      opened,
      { kind: 'burn', amount },
      { done: 'Burned', what },
      options,
    );
  },
});
