import type { Logger } from 'pino';
import type { Core } from './core.ts';

/** The core that works, or the one that failed until another has been opened. */
export interface CoreKeeper {
  readonly core: Core;
  /** Whether the core has failed, and no other is open yet. */
  readonly hasFailed: boolean;
  close(): Promise<void>;
}

export interface CoreKeeperOptions {
  readonly open: (onFailure: (error: Error) => void) => Promise<Core>;
  readonly log: Logger;
}

/** After a failure the store is opened again: at first soon, then less and less often. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Opens a core, and another one whenever it fails, as on a full disk: memory may be ahead of the disk then, and what had
 * been admitted but not acknowledged is either there or not (ARCHITECTURE.md). The first opening may throw.
 */
export async function keepCore(options: CoreKeeperOptions): Promise<CoreKeeper> {
  let hasFailed = false;
  let isClosing = false;
  let core = await options.open(onFailure);
  let reopening: Promise<void> | undefined;
  let stopWaiting: (() => void) | undefined;

  function onFailure(error: Error): void {
    options.log.error({ err: error }, 'the ledger has stopped; it is opened again');
    hasFailed = true;
    if (!isClosing) reopening ??= reopen();
  }

  async function reopen(): Promise<void> {
    await core.close().catch(() => {}); // it failed: what it had to say has been logged
    for (
      let pauseMs = FIRST_PAUSE_MS;
      !isClosing;
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
    ) {
      await pause(pauseMs);
      try {
        if (isClosing) break;
        core = await options.open(onFailure);
        hasFailed = false;
        options.log.warn({ size: core.ledger.size }, 'the ledger is open again');
        break;
      } catch (error) {
        options.log.error({ err: error }, 'the ledger cannot be opened yet');
      }
    }
    reopening = undefined;
  }

  async function pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      stopWaiting = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    get core() {
      return core;
    },
    get hasFailed() {
      return hasFailed;
    },
    async close() {
      isClosing = true;
      stopWaiting?.();
      await reopening;
      if (!hasFailed) await core.close();
    },
  };
}
