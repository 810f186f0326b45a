import { formatAmount } from '@tallystick/protocol';
import { type CommandSpec, defineCommand } from '../command.ts';
import {
  type OrderOptions,
  openTreasuryFor,
  orderDetails,
  orderOptions,
  runOrder,
} from '../treasury/run-order.ts';

export const sovereignReturn: CommandSpec = defineCommand<
  [dir: string, currency: string],
  OrderOptions
>({
  details: `Up to 256 payments at a time. The next issue pays out what came back before it mints more.\n${orderDetails}`,
  args: [
    { name: 'DIR', what: 'the sovereign’s folder' },
    { name: 'CURRENCY', what: 'such as HRB' },
  ],
  options: orderOptions,
  examples: ['tally sovereign return ./harbour HRB'],
  async run(call, [dir, code], options) {
    const opened = await openTreasuryFor(call, dir, code, options);
    const { treasury, client, decimals, chain } = opened;
    // What a former run began may be just this.
    const resumed = options.propose === undefined ? await treasury.resume() : undefined;
    if (resumed !== undefined) call.note('What a former run had begun is in the log now.');
    const { holds, isAll } = await client.returnables(chain);
    const total = holds.reduce((sum, { amount }) => sum + amount, 0n);
    const returned = formatAmount(total, decimals);
    const sums = { returned, currency: code, holds: holds.length, isAll };
    if (holds.length === 0) {
      return {
        json: { status: 'nothing', ...sums },
        text: `Nothing to take back: no payment of ${code} has lain unclaimed past its time.`,
      };
    }
    const payments = holds.length === 1 ? '1 payment' : `${holds.length} payments`;
    const what = `${returned} ${code} from ${payments} that nobody took`;
    const order = { kind: 'return', holds } as const;
    const answer = await runOrder(call, opened, order, { done: 'Took back', what }, options);
    const more = isAll ? '' : '\nThere are more: give the command again.';
    return { ...answer, json: { ...(answer.json as object), ...sums }, text: answer.text + more };
  },
});
