import { type FoundingDoor, SovereignProblem, openFoundingDoor } from '@tallystick/sovereign';
import type { Call } from '../command.ts';
import { builtPages } from '../sovereign/built-pages.ts';
import { removeAddress, writeAddress } from '../sovereign/running.ts';
import { usage } from '../stop.ts';

/** Where a founding door stands, and what it leads to. */
export interface DoorPlan {
  readonly port: number;
  /** Where a sovereign of this name is to lie. */
  readonly folderFor: (name: string) => string;
  readonly logLevel?: 'error';
}

/** Opens a door for founding in a browser; what becomes of it is said as it happens. Undefined where its port is taken. */
export async function openDoor(call: Call, plan: DoorPlan): Promise<FoundingDoor | undefined> {
  const pages = builtPages();
  if (pages === undefined) {
    throw usage('The pages are not built: run npm start, or node tools/prepare.mjs pages, first.');
  }
  const { port, folderFor, logLevel } = plan;
  const running: string[] = [];
  try {
    const door = await openFoundingDoor({
      port,
      pages,
      folderFor,
      start: { acceptClock: true, ...(logLevel === undefined ? {} : { logLevel }) },
      async onRunning(node, folder) {
        running.push(folder);
        await writeAddress(folder, node.url);
        call.note(`It is founded, in ${folder}, and runs at ${forBrowsers(node.url)}`);
      },
      onFailure(error) {
        const isKnown = error instanceof SovereignProblem;
        call.note(`The founding failed: ${isKnown ? error.message : String(error)}`);
      },
    });
    return {
      ...door,
      async close() {
        for (const folder of running) await removeAddress(folder);
        await door.close();
      },
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return undefined;
  }
}

/** An address as a browser should have it: passkeys are bound to names, and `127.0.0.1` is none. */
export function forBrowsers(url: string): string {
  return url.replace('//127.0.0.1:', '//localhost:');
}
