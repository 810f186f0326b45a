import type { Context } from './context.ts';
import { listen } from './listen.ts';
import type { Failure } from './outcome.ts';
import type { Wallet, WalletEvent } from './wallet-types.ts';

/** How often to ask while no events come by themselves. */
const EVERY_MS = 5000;
/** While they do, asking is for what they could have missed: this much rarer. */
const RARER = 12;
/** Consistency, other devices and returns are looked at this often. */
const SYNC_EVERY_MS = 60_000;

/**
 * Collects until `signal` aborts, as soon as the sovereign's events say that something is due, and tells what came in; an
 * unreachable sovereign is told once, and then that it answers again.
 */
export async function watch(
  wallet: Pick<Wallet, 'collect' | 'sync'>,
  context: Context,
  tell: (event: WalletEvent) => void,
  signal: AbortSignal,
  everyMs: number = EVERY_MS,
): Promise<void> {
  const { clock } = context.ports;
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  let isConnected = false;
  let rest = new AbortController();
  const listening = listen(
    context,
    {
      news: () => rest.abort(),
      connected(isOpen) {
        isConnected = isOpen;
        rest.abort();
      },
    },
    until,
  );
  try {
    const collecting = collectUntil(wallet, clock, tell, until, () => {
      // News that arrive while it collects cut the rest after it short.
      rest = new AbortController();
      const { signal: woken } = rest;
      return (): Promise<void> =>
        clock.sleep(isConnected ? everyMs * RARER : everyMs, AbortSignal.any([until, woken]));
    });
    await Promise.all([collecting, listening]);
  } finally {
    ended.abort();
  }
}

/** What could not be stored here, on a full disk say, is of the same kind, and is no silence of the sovereign's. */
function isUnreached({ kind, code }: Failure): boolean {
  return kind === 'unreachable' && code !== 'storage-failed';
}

/** Collects and rests in turn; `begin` is called before each collecting, and gives the rest after it. */
async function collectUntil(
  wallet: Pick<Wallet, 'collect' | 'sync'>,
  clock: Context['ports']['clock'],
  tell: (event: WalletEvent) => void,
  signal: AbortSignal,
  begin: () => () => Promise<void>,
): Promise<void> {
  let told: 'well' | 'unreachable' | 'problem' = 'well';
  let syncedAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const rest = begin();
    const now = clock.now();
    const isSyncDue = Math.abs(now - syncedAt) >= SYNC_EVERY_MS;
    const moved = await (isSyncDue ? wallet.sync() : wallet.collect());
    if (moved.ok) {
      if (isSyncDue) syncedAt = now;
      if (told !== 'well') tell({ kind: 'reached' });
      told = 'well';
      if (moved.value.holds > 0) tell({ kind: 'received', moved: moved.value });
      for (const tab of moved.value.tabs ?? []) tell({ kind: 'tab', tab });
    } else if (!isUnreached(moved.failure)) {
      told = 'problem';
      tell({ kind: 'problem', failure: moved.failure });
    } else if (told !== 'unreachable') {
      told = 'unreachable';
      tell({ kind: 'unreachable', reason: moved.failure.message });
    }
    if (!signal.aborted) await rest();
  }
}
