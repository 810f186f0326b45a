import type { Clock } from './ports.ts';
import type { Wallet, WalletEvent } from './wallet-types.ts';

const EVERY_MS = 2000;
/** Consistency, other devices and returns are looked at this much less often than what is due. */
const SYNC_EVERY = 30;

/** Collects until `signal` aborts, and tells what came in; an unreachable sovereign is told once, until it answers again. */
export async function watch(
  wallet: Pick<Wallet, 'collect' | 'sync'>,
  clock: Clock,
  tell: (event: WalletEvent) => void,
  signal: AbortSignal,
  everyMs: number = EVERY_MS,
): Promise<void> {
  let isReachable = true;
  for (let round = 0; !signal.aborted; round += 1) {
    const moved = await (round % SYNC_EVERY === 0 ? wallet.sync() : wallet.collect());
    if (moved.ok) {
      isReachable = true;
      if (moved.value.holds > 0) tell({ kind: 'received', moved: moved.value });
    } else if (moved.failure.kind !== 'unreachable') {
      const { code, message, data } = moved.failure;
      tell({ kind: 'problem', failure: { code, message, data } });
    } else if (isReachable) {
      isReachable = false;
      tell({ kind: 'unreachable', reason: moved.failure.message });
    }
    if (!signal.aborted) await clock.sleep(everyMs);
  }
}
