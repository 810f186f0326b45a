import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { openFolder, openOperator } from '@tallystick/sovereign';
import { timeText } from '@tallystick/wallet';
import { type CommandSpec, defineCommand } from '../command.ts';
import { onFolder, requireFolder } from '../sovereign/problems.ts';
import { runningAddress } from '../sovereign/running.ts';
import { operatorClient } from '../treasury/operator-client.ts';

export const sovereignAcceptClock: CommandSpec = defineCommand<[dir: string]>({
  details: [
    'A running sovereign does not follow a clock that leaps: it admits nothing until the clock is right again. Where it was',
    'wrong at the start and is right now, say so, on the same machine. Compare it with another clock before: what is logged',
    'under it is never taken back.',
  ].join('\n'),
  args: [{ name: 'DIR', what: 'the sovereign’s folder' }],
  options: [],
  examples: ['tally sovereign accept-clock ./harbour'],
  async run(_call, [dir]) {
    requireFolder(dir);
    const url = await runningAddress(dir);
    const { sovereign } = await onFolder(() => openFolder(dir, nodeCrypto));
    const operator = await onFolder(() => openOperator(dir));
    const time = await operatorClient(url, sovereign, operator).acceptClock(Date.now());
    return { json: { time }, text: `The sovereign goes by this clock: ${timeText(time)}.` };
  },
});
