import { type CommandSpec, defineCommand } from '../command.ts';
import { type ChangeOptions, changeIdentity, changeOptions } from '../wallet/change-identity.ts';

export const walletAdd: CommandSpec = defineCommand<[dir: string, request: string], ChangeOptions>({
  details:
    'Compare the request with what the other device shows: whoever owns its keys can spend what it receives.',
  args: [
    { name: 'DIR', what: 'the wallet’s folder' },
    { name: 'REQUEST', what: 'what `tally wallet device` printed: tally-device:…' },
  ],
  options: changeOptions,
  examples: ['tally wallet add ./ada "$(cat request.txt)"'],
  run: (call, [dir, request], options) =>
    changeIdentity(call, dir, options, { kind: 'add-device', request }),
});
