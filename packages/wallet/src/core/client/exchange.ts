import type { Clock, Transport, TransportAnswer, TransportRequest } from '../ports.ts';
import { stop } from '../stop.ts';

/** An answer that arrived, whatever its status. */
export type Answer = Extract<TransportAnswer, { ok: true }>;

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;
/** A sovereign may ask for more patience than this; then the caller is told, and decides. */
const LONGEST_PAUSE_MS = 5000;
/** The sovereign is overloaded, stopping or starting, or something before it is: the same request may be sent again. */
const PASSING = new Set([429, 502, 503, 504]);

/**
 * Sends a request until it is answered, a few times. Every request of a wallet may be sent twice: reads change nothing,
 * and a transition's id decides. Ends the operation with `unreachable` when no answer comes: `data.status` is what was answered
 * last by a sovereign that is busy, or by what is before it; null where nothing answered.
 */
export async function exchange(
  transport: Transport,
  clock: Clock,
  request: TransportRequest,
): Promise<Answer> {
  let pause = FIRST_PAUSE_MS;
  let reason = '';
  let status: number | null = null;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const answer = await transport.request(request);
    if (answer.ok && !PASSING.has(answer.status)) return answer;
    status = answer.ok ? answer.status : null;
    reason = answer.ok ? `it answered ${answer.status}` : answer.reason;
    if (attempt === ATTEMPTS) break;
    const asked = answer.ok ? retryAfterMs(answer.headers['retry-after']) : 0;
    if (asked > LONGEST_PAUSE_MS) break;
    await clock.sleep(Math.max(pause, asked));
    pause *= 2;
  }
  const message = `The sovereign cannot be reached: ${reason}. Try again.`;
  return stop('unreachable', 'no-answer', message, { status });
}

/** RFC 9110 §10.2.3, the form in seconds. */
export function retryAfterMs(value: string | undefined): number {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : 0;
}
