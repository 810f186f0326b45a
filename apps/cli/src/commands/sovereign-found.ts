import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type CommandSpec, defineCommand } from '../command.ts';
import { openDoor } from '../founding/run-door.ts';
import { readPort } from '../sovereign/read-port.ts';
import { usage } from '../stop.ts';

interface Options {
  readonly port: number;
}

const DEFAULT_PORT = 7600;

export const sovereignFound: CommandSpec = defineCommand<[dir: string], Options>({
  details:
    'Prints a link that opens a page on this machine, where name, currencies, who decides and the passphrase are chosen. Treat it\n' +
    'as a password. When it is founded its node runs here, until Ctrl-C; then: tally sovereign start DIR.',
  args: [{ name: 'DIR', what: 'the folder to make' }],
  options: [
    {
      flags: '--port <number>',
      what: 'port to listen on; 0 takes a free one',
      preset: DEFAULT_PORT,
      parse: readPort,
    },
  ],
  examples: ['tally sovereign found ./lake'],
  async run(call, [given], { port }) {
    const dir = resolve(given);
    if (existsSync(join(dir, 'constitution.cbor'))) {
      throw usage(`${dir} has its sovereign. Start it: tally sovereign start ${dir}`);
    }
    if (existsSync(dir)) throw usage(`${dir} is there already: name a new folder.`);
    mkdirSync(dirname(dir), { recursive: true });
    const stopped = call.terminal.stopped();
    const door = await openDoor(call, { port, folderFor: () => dir });
    if (door === undefined) {
      throw usage(`Port ${port} is taken by another program. Choose another: --port ${port + 1}`);
    }
    try {
      const { url, link } = door;
      const text = `Found a sovereign in a browser on this machine:\n\n  ${link}\n\nStop it with Ctrl-C.`;
      call.say({ json: { url, found: link }, text });
      if (!stopped.aborted) {
        await new Promise((resolve) => stopped.addEventListener('abort', resolve, { once: true }));
      }
      call.note('Stopping: finishing what was accepted.');
    } finally {
      await door.close();
    }
    return undefined;
  },
});
