import { InvalidArgumentError } from 'commander';
import { type CommandSpec, defineCommand } from '../command.ts';
import { demoText, fundDemo } from '../demo/fund-demo.ts';
import { type Beside, openBeside } from '../demo/open-beside.ts';
import { prepareDemo } from '../demo/prepare-demo.ts';
import { usage } from '../stop.ts';
import { runSovereign } from '../sovereign/run-sovereign.ts';

interface Options {
  readonly port?: number;
}

interface Stop {
  beside?: Beside;
}

/** Where the demonstration lives, unless TALLYSTICK_DATA says otherwise. */
const DEFAULT_FOLDER = './tallystick-data';

export const demo: CommandSpec = defineCommand<[], Options>({
  details: `Keeps everything in ${DEFAULT_FOLDER}, or where TALLYSTICK_DATA says, and goes on from there the next time.`,
  args: [],
  options: [
    {
      flags: '--port <number>',
      what: 'port of a new demonstration (default: 7600)',
      parse: readPort,
    },
  ],
  examples: ['tally demo'],
  async run(call, _args, options) {
    const folder = process.env['TALLYSTICK_DATA'] ?? DEFAULT_FOLDER;
    const plan = await prepareDemo(call, folder, options.port);
    if (options.port !== undefined && options.port !== plan.port) {
      throw usage(
        `The wallets in ${folder} know their sovereign at port ${plan.port}. Leave --port out, or start anew with another TALLYSTICK_DATA.`,
      );
    }
    const stop: Stop = {};
    try {
      await runSovereign(
        call,
        {
          folder: plan.sovereignDir,
          port: plan.port,
          host: '127.0.0.1',
          logLevel: 'error',
          acceptClock: true, // a demonstration may lie for months
        },
        async ({ url }) => {
          const wallets = await fundDemo(call, plan, url);
          const beside = await openBeside(call, plan);
          stop.beside = beside;
          call.say({
            json: {
              url,
              docs: `${url}/docs`,
              folder,
              wallets: wallets.map((one) => ({ ...one })),
              ...beside.json,
            },
            text: demoText(plan, { url, beside: beside.text, wallets }),
          });
        },
      );
    } finally {
      await stop.beside?.close();
    }
    return undefined;
  },
});

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 1 to 65535.');
  }
  return port;
}
