import { toHex } from '@tallystick/protocol';
import {
  SovereignProblem,
  type StartSovereignOptions,
  collectRarely,
  startSovereign,
} from '@tallystick/sovereign';
import type { Call } from '../command.ts';
import { usage } from '../stop.ts';
import { builtPages } from './built-pages.ts';
import { onFolder } from './problems.ts';
import { notOpenYet } from './restored-folder.ts';
import { readAddress, removeAddress, writeAddress } from './running.ts';

/** A node that answers, as a command tells of it. */
export interface Running {
  readonly url: string;
  /** The constitution's hash, hexadecimal. */
  readonly sovereign: string;
}

/**
 * Runs a node in the foreground: `ready` is called when it answers, and the promise resolves when it has stopped after the
 * first SIGINT or SIGTERM. The folder tells its address for as long as it runs.
 */
export async function runSovereign(
  call: Call,
  options: StartSovereignOptions,
  ready: (running: Running) => Promise<void>,
): Promise<void> {
  const stopped = call.terminal.stopped();
  collectRarely();
  const node = await onFolder(() => start(options));
  try {
    await writeAddress(options.folder, node.url);
    await ready({ url: node.url, sovereign: toHex(node.sovereign) });
    if (node.pages !== null) {
      call.note(`Its pages have the hash ${node.pages}: publish it where people can compare.`);
    }
    if (!stopped.aborted) {
      await new Promise((resolve) => stopped.addEventListener('abort', resolve, { once: true }));
    }
    call.note('Stopping: finishing what was accepted.');
  } finally {
    await removeAddress(options.folder);
    await node.close();
  }
}

async function start(options: StartSovereignOptions): ReturnType<typeof startSovereign> {
  const pages = builtPages();
  try {
    return await startSovereign(pages === undefined ? options : { ...options, pages });
  } catch (error) {
    if (error instanceof SovereignProblem && error.code === 'restored') {
      throw usage((await notOpenYet(options.folder)) ?? error.message, error.code);
    }
    if (error instanceof SovereignProblem && error.code === 'already-running') {
      const url = readAddress(options.folder);
      const where = url === undefined ? '' : `\nIt is running already, at ${url}`;
      throw usage(`${error.message}.${where}`, error.code);
    }
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw usage(
        `Port ${options.port} is taken by another program. Stop that, or choose another: --port ${(options.port ?? 0) + 1}`,
        'port-taken',
      );
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw usage(`${options.host}:${options.port} cannot be listened on: ${String(error)}`);
    }
    throw error;
  }
}
