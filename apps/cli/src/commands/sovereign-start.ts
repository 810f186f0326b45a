import { type CommandSpec, defineCommand } from '../command.ts';
import { readPort } from '../sovereign/read-port.ts';
import { runSovereign } from '../sovereign/run-sovereign.ts';
import { requireFolder } from '../sovereign/problems.ts';
import { type StoreKind, readStore } from '../sovereign/store-kind.ts';

interface Options {
  readonly port: number;
  readonly host: string;
  readonly store: StoreKind;
  readonly keptLog?: string;
  readonly address?: readonly string[];
  readonly trustedProxy?: string;
  readonly acceptClock?: boolean;
}

const DEFAULT_PORT = 7600;

export const sovereignStart: CommandSpec = defineCommand<[dir: string], Options>({
  details:
    'Stops on SIGINT or SIGTERM, after it has finished what it accepted. --json prints a line when it answers.\n' +
    'Put a reverse proxy with TLS in front of it before others can reach it.',
  args: [{ name: 'DIR', what: 'the sovereign’s folder' }],
  options: [
    {
      flags: '--port <number>',
      what: 'port to listen on; 0 takes a free one',
      preset: DEFAULT_PORT,
      parse: readPort,
    },
    { flags: '--host <address>', what: 'address to listen on', preset: '127.0.0.1' },
    {
      flags: '--store <kind>',
      what: 'sqlite, or memory, which forgets everything at the end',
      preset: 'sqlite',
      parse: readStore,
    },
    { flags: '--kept-log <dir>', what: 'keep a full copy of the log here, best on another disk' },
    {
      flags: '--trusted-proxy <address>',
      what: 'address or network of the proxy whose x-forwarded-for is believed',
    },
    {
      flags: '--address <url>',
      what: 'where people reach it through a proxy, as https://bank.example; may be repeated',
      parse: (text, previous) => [...((previous as readonly string[] | undefined) ?? []), text],
    },
    {
      flags: '--accept-clock',
      what: 'the clock is right, although the log is more than 30 days older',
    },
  ],
  examples: ['tally sovereign start ./harbour', 'tally sovereign start ./harbour --port 7601'],
  async run(call, [dir], { port, host, store, keptLog, address, trustedProxy, acceptClock }) {
    requireFolder(dir);
    await runSovereign(
      call,
      {
        folder: dir,
        port,
        host,
        store,
        ...(keptLog === undefined ? {} : { keptLog }),
        ...(address === undefined ? {} : { addresses: address }),
        ...(trustedProxy === undefined ? {} : { trustedProxy }),
        ...(acceptClock === true ? { acceptClock } : {}),
      },
      ({ url, sovereign }) => {
        call.say({
          json: { url, sovereign, docs: `${url}/docs` },
          text: `Running at ${url}\nIts API: ${url}/docs\nStop it with Ctrl-C.`,
        });
        return Promise.resolve();
      },
    );
    return undefined;
  },
});
