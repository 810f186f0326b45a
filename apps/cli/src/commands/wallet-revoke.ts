import { type CommandSpec, defineCommand } from '../command.ts';
import {
  type ChangeOptions,
  changeIdentity,
  changeOptions,
  readCount,
} from '../wallet/change-identity.ts';

export const walletRevoke: CommandSpec = defineCommand<
  [dir: string, device: string],
  ChangeOptions
>({
  details:
    'For a device that was lost or stolen. It pays nothing more; what it still had comes back to the other devices.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder, of another device' },
    { name: 'DEVICE', what: 'its number, from 0; see `tally wallet show` there' },
  ],
  options: changeOptions,
  examples: ['tally wallet revoke ./ada 1 --propose revoke.txt'],
  run: (call, [dir, device], options) =>
    changeIdentity(call, dir, options, { kind: 'revoke-device', ordinal: readCount(device) }),
});
