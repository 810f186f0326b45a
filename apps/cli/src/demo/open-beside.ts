import { basename } from 'node:path';
import { readSovereign, startSovereign } from '@tallystick/sovereign';
import type { Call } from '../command.ts';
import { newFolderFor, ownSovereign } from '../founding/own-sovereign.ts';
import { forBrowsers, openDoor } from '../founding/run-door.ts';
import { builtPages } from '../sovereign/built-pages.ts';
import { removeAddress, writeAddress } from '../sovereign/running.ts';
import type { DemoPlan } from './prepare-demo.ts';

/** What runs beside the demonstration: the sovereign that somebody founded in a browser, or the door to found one. */
export interface Beside {
  /** For programs and for people. */
  readonly json: { readonly found: string } | { readonly own: string } | null;
  readonly text: string;
  close(): Promise<void>;
}

/** The port after the demonstration's. Nothing here keeps the demonstration itself from running. */
export async function openBeside(call: Call, { folder, port }: DemoPlan): Promise<Beside> {
  const own = ownSovereign(folder);
  try {
    return own === undefined
      ? await openForFounding(call, folder, port + 1)
      : await startOwn(own, port + 1);
  } catch (error) {
    const what = own === undefined ? 'The door for founding' : `The sovereign in ${own}`;
    return nothing(
      `${what} is not open: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}

async function openForFounding(call: Call, folder: string, port: number): Promise<Beside> {
  if (builtPages() === undefined || port > 65_535) return nothing('');
  const folderFor = (name: string): string => newFolderFor(folder, name);
  const door = await openDoor(call, { port, folderFor, logLevel: 'error' });
  if (door === undefined) {
    return nothing(
      `Port ${port} is taken: there is no door for founding a sovereign of your own.\n`,
    );
  }
  return {
    json: { found: door.link },
    text: `Found a sovereign of your own in a browser:  ${door.link}\n`,
    close: () => door.close(),
  };
}

/** Its operating keys open with what lies in its folder, as the demonstration's do; nobody types a passphrase. */
async function startOwn(folder: string, port: number): Promise<Beside> {
  const { name } = await readSovereign(folder);
  const pages = builtPages();
  const node = await startSovereign({
    folder,
    port,
    logLevel: 'error',
    ...(pages === undefined ? {} : { pages }),
  });
  await writeAddress(folder, node.url);
  return {
    json: { own: node.url },
    text: `${name}, which you founded (${basename(folder)}):  ${forBrowsers(node.url)}\n`,
    async close() {
      await removeAddress(folder);
      await node.close();
    },
  };
}

function nothing(text: string): Beside {
  return { json: null, text, close: () => Promise.resolve() };
}
