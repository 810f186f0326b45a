import { formatAmount } from '@tallystick/protocol';
import { type CommandSpec, defineCommand } from '../command.ts';
import { columns } from '../output/columns.ts';
import { requireFolder } from '../sovereign/problems.ts';
import { readPublicSovereign } from '../sovereign/public-sovereign.ts';
import { runningAddress } from '../sovereign/running.ts';

export const sovereignSupply: CommandSpec = defineCommand<[dir: string]>({
  details: 'The same figures are public, at /v1/supply. The sovereign has to be running.',
  args: [{ name: 'DIR', what: 'the sovereign’s folder' }],
  options: [],
  examples: ['tally sovereign supply ./harbour'],
  async run(_call, [dir]) {
    requireFolder(dir);
    const sovereign = await readPublicSovereign(await runningAddress(dir));
    const { size, supply } = await sovereign.supply();
    const decimal = supply.map(({ code, decimals, minted, burned, circulating }) => ({
      code,
      minted: formatAmount(minted, decimals),
      burned: formatAmount(burned, decimals),
      circulating: formatAmount(circulating, decimals),
    }));
    return {
      json: {
        size,
        supply: Object.fromEntries(decimal.map(({ code, ...amounts }) => [code, amounts])),
      },
      text: columns(
        [
          ['', 'minted', 'burned', 'in circulation'],
          ...decimal.map(({ code, minted, burned, circulating }) => [
            code,
            minted,
            burned,
            circulating,
          ]),
        ],
        [1, 2, 3],
      ),
    };
  },
});
