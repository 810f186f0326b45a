import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import { lockFolder } from '../folder/folder-lock.ts';
import { openFolder } from '../folder/open-folder.ts';
import { newAddresses } from '../http/addresses.ts';
import { newBodyBudget } from '../http/body-budget.ts';
import { openHotDoor } from '../http/hot-door.ts';
import { readPages } from '../http/pages/read-pages.ts';
import { newRateGate } from '../http/rate-gate.ts';
import { addRoutes } from '../http/routes.ts';
import { newServer } from '../http/server.ts';
import { newKeptLines } from '../observe/kept-lines.ts';
import { newLogger, standardError } from '../observe/log.ts';
import { openRing } from '../ring/open-ring.ts';
import { refuseMarked } from '../recovery/restored-mark.ts';
import { startHeartbeats } from './heartbeat.ts';
import { limitsOf } from './limits.ts';
import { openClock } from './open-clock.ts';
import { openNode } from './open-node.ts';
import type { RunningSovereign, StartSovereignOptions } from './options.ts';
import { DEFAULT_HOST, DEFAULT_PORT } from './runs-with.ts';

/**
 * Starts the node of a founded sovereign, and resolves when it answers. It recovers from a crash by itself; a folder
 * restored from a backup does not start until `resumeRestored` or `declareEpoch` has settled what is missing.
 *
 * Throws `SovereignProblem` (`not-a-sovereign`, `damaged`, `locked-keys`, `already-running`, `restored`, `newer-format`,
 * `clock-gap`, `invalid-options`)
 * and the ledger's `StoreError`.
 */
export async function startSovereign(options: StartSovereignOptions): Promise<RunningSovereign> {
  const host = options.host ?? DEFAULT_HOST;
  const addresses = newAddresses(options.addresses ?? [], host);
  const folder = await openFolder(options.folder, nodeCrypto);
  const pages = options.pages === undefined ? undefined : await readPages(options.pages);
  // What is opened is closed in reverse order: at once when a later step fails, else by `close`.
  await using opened = new AsyncDisposableStack();
  opened.adopt(lockFolder(folder.paths), (lock) => lock.release());
  await refuseMarked(folder.paths);
  const lines = newKeptLines();
  const log = newLogger(options.logLevel ?? 'info', lines.behind(standardError()));
  const ring = opened.adopt(openRing(options, folder, log), (open) => open.close());
  const clock = openClock(options, log);
  const release = pages?.release ?? null;
  const parts = { options, folder, ring, log, lines, addresses, clock, release, opened };
  const node = await openNode(parts);
  const limits = limitsOf(options.limits);
  const { trustedProxy } = options;
  const gate = newRateGate(limits);
  const app = newServer({ limits, log, metrics: node.metrics, gate, addresses, trustedProxy });
  const { bodyBytes, bodiesBytes, answersBytes, answerMs } = limits;
  const [bodies, answers] = [newBodyBudget(bodiesBytes), newBodyBudget(answersBytes)];
  const room = { bodyBytes, bodies, answers, answerMs };
  await addRoutes(app, node, { ...room, pages });
  // Behind a proxy the framework knows whose request it is.
  if (trustedProxy === undefined) openHotDoor(app.server, { node, gate, log, ...room });
  opened.defer(() => closeServer(app));
  opened.defer(() => node.hub.close());
  opened.defer(() => node.stop());
  const { heartbeatMs } = folder.constitution.parameters;
  opened.adopt(
    startHeartbeats(() => node.ledger, heartbeatMs, {
      now: node.now,
      isOpen: () => node.status() === 'ready',
      log,
    }),
    (beats) => beats.stop(),
  );
  await app.listen({ port: options.port ?? DEFAULT_PORT, host });
  const listening = app.server.address() as AddressInfo;
  addresses.listensOn(listening.port);
  const url = urlOf(listening);
  log.info({ url, size: node.ledger.size }, 'the sovereign is open');
  const running = opened.move();
  let closing: Promise<void> | undefined;
  return {
    url,
    sovereign: folder.sovereign,
    pages: pages?.shown.hash ?? null,
    close: () => (closing ??= running.disposeAsync()),
  };
}

/** Whoever still sends a request, and has not by then, is cut off. */
const GRACE_MS = 5000;
const LOOK_MS = 20;

/** Answers what has been accepted. A connection that has had its answer is closed, although its client would keep it. */
export async function closeServer(app: FastifyInstance): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), LOOK_MS);
  const grace = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(grace);
  }
}

/** A node that listens everywhere is told of under the name by which this machine finds it. */
export function urlOf({ address, family, port }: AddressInfo): string {
  if (family === 'IPv6') return `http://[${address === '::' ? '::1' : address}]:${port}`;
  return `http://${address === '0.0.0.0' ? '127.0.0.1' : address}:${port}`;
}
