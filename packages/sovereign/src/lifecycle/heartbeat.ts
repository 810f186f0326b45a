import type { Ledger } from '@tallystick/ledger';
import type { Logger } from 'pino';

/**
 * An idle ledger logs a header now and then, so that everybody sees that it is open, and that a gap is a closure. Looks a
 * few times in each interval; what was admitted meanwhile counts as well. A node that admits nothing logs none either.
 */
export function startHeartbeats(
  current: () => Ledger,
  heartbeatMs: number,
  ports: { readonly now: () => number; readonly isOpen: () => boolean; readonly log: Logger },
): { stop(): void } {
  const everyMs = Math.min(60_000, Math.max(10, heartbeatMs / 4));
  let isBeating = false;

  async function beat(): Promise<void> {
    const ledger = current();
    if (!ports.isOpen() || ledger.failure !== undefined || isBeating) return;
    if (ports.now() - (ledger.state.header?.time ?? 0) < heartbeatMs - everyMs) return;
    isBeating = true;
    try {
      await ledger.heartbeat();
    } catch (error) {
      ports.log.error({ err: error }, 'a heartbeat failed');
    } finally {
      isBeating = false;
    }
  }

  const timer = setInterval(() => void beat(), everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
