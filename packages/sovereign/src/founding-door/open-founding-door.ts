import { randomBytes } from 'node:crypto';
import { newAddresses } from '../http/addresses.ts';
import { newRateGate } from '../http/rate-gate.ts';
import { readPages } from '../http/pages/read-pages.ts';
import { foundingRoutes } from '../http/routes/founding.ts';
import { pageRoutes } from '../http/routes/pages.ts';
import { addBrowserHeaders, newServer } from '../http/server.ts';
import { limitsOf } from '../lifecycle/limits.ts';
import type { RunningSovereign, StartSovereignOptions } from '../lifecycle/options.ts';
import { closeServer, startSovereign, urlOf } from '../lifecycle/start-sovereign.ts';
import { newLogger } from '../observe/log.ts';
import { newFoundingDesk } from './founding-desk.ts';
import type { FoundingDoor, FoundingDoorOptions } from './options.ts';

/** Whoever founds sits at the machine, or comes through a tunnel to it: nobody else is let in before there is anything to run. */
const HOST = '127.0.0.1';
const TOKEN_BYTES = 32;
/** The one page that there is before a sovereign is. */
const PAGE = '/found';

/**
 * Serves the page on which a sovereign is founded, to whoever has the link. Once it is founded the same port is its node's, so that
 * the page goes on where it is. Rejects as listening does.
 */
export async function openFoundingDoor(options: FoundingDoorOptions): Promise<FoundingDoor> {
  const { port, start } = options;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const addresses = newAddresses([], HOST);
  const limits = limitsOf();
  const log = newLogger(start.logLevel ?? 'info');
  const gate = newRateGate(limits);
  const metrics = { answered: () => undefined };
  const app = newServer({ limits, log, metrics, gate, addresses, trustedProxy: undefined });
  const pages = await readPages(options.pages);
  let isClosing = false;
  let running: RunningSovereign | undefined;
  let open: Promise<void> | undefined;

  const desk = newFoundingDesk({
    folderFor: options.folderFor,
    onFailure: options.onFailure,
    async onFounded(folder) {
      open = openNode(folder);
      await open;
    },
  });

  async function openNode(folder: string): Promise<void> {
    await closeServer(app);
    if (isClosing) return;
    const node: StartSovereignOptions = { ...start, folder, pages: options.pages };
    running = await startSovereign({ ...node, port: listening, host: HOST, founder: token });
    await options.onRunning(running, folder);
  }

  await app.register(async (scope) => {
    await addBrowserHeaders(scope);
    foundingRoutes(scope, { desk, token, addresses });
    pageRoutes(scope, { ...pages, documents: [PAGE] });
    scope.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect(PAGE));
  });
  await app.listen({ port, host: HOST });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  const listening = address.port;
  addresses.listensOn(listening);
  return {
    url: urlOf(address),
    link: `http://localhost:${listening}${PAGE}#${token}`,
    async close() {
      isClosing = true;
      if (open === undefined) await closeServer(app);
      // What could not be started was told when it failed.
      else await open.catch(() => undefined);
      await running?.close();
    },
  };
}
