import { type CommandSpec, defineCommand } from '../command.ts';
import {
  type ChangeOptions,
  changeIdentity,
  changeOptions,
  readCount,
} from '../wallet/change-identity.ts';

type Args = [dir: string, threshold: string];

export const walletPolicy: CommandSpec = defineCommand<Args, ChangeOptions>({
  details: [
    'With more than one, a stolen device alone can neither add nor revoke another. The wallet that founded the identity holds',
    'its root key, which alone may do so too, once no change can be handed in any more that it has signed with others (a day',
    'at most, as sovereigns are founded). Paying is not changed: each device pays what it has.',
  ].join('\n'),
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'DEVICES', what: 'how many devices have to sign a change, such as 2' },
  ],
  options: changeOptions,
  examples: ['tally wallet policy ./ada 2'],
  run: (call, [dir, threshold], options) =>
    changeIdentity(call, dir, options, { kind: 'policy', threshold: readCount(threshold) }),
});
