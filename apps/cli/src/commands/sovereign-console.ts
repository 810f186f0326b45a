import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { openFolder, openOperator } from '@tallystick/sovereign';
import { type CommandSpec, defineCommand } from '../command.ts';
import { onFolder, requireFolder } from '../sovereign/problems.ts';
import { runningAddress } from '../sovereign/running.ts';
import { operatorClient } from '../treasury/operator-client.ts';

export const sovereignConsole: CommandSpec = defineCommand<[dir: string]>({
  details: [
    'Whoever may read the sovereign’s folder opens its console with this link, for a quarter of an hour, in a browser on the same',
    'machine. Treat it as a password: it stands for the operator until then.',
  ].join('\n'),
  args: [{ name: 'DIR', what: 'the sovereign’s folder' }],
  options: [],
  examples: ['tally sovereign console ./harbour'],
  async run(_call, [dir]) {
    requireFolder(dir);
    const url = await runningAddress(dir);
    const { sovereign } = await onFolder(() => openFolder(dir, nodeCrypto));
    const operator = await onFolder(() => openOperator(dir));
    const token = await operatorClient(url, sovereign, operator).session();
    const link = consoleLink(url, token);
    return { json: { link }, text: `Open this in a browser on this machine:\n\n  ${link}` };
  },
});

/** What stands behind `#` is sent to nobody. Passkeys are bound to a name, so the address has one. */
function consoleLink(url: string, token: string): string {
  const address = new URL('/console', url);
  if (address.hostname === '127.0.0.1') address.hostname = 'localhost';
  address.hash = token;
  return address.href;
}
