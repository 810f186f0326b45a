import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { Webhook as Signer } from 'standardwebhooks';
import type { Delivery, WebhookStore } from './webhook-store.ts';

/** Attempts before an event is given up: with these pauses about three days. */
const ATTEMPTS = 12;
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 12 * 3_600_000;
const TIMEOUT_MS = 15_000;
const AT_ONCE = 16;
const POLL_MS = 1000;
/** Deliveries that are over are kept this long, to be replayed. */
const KEPT_MS = 30 * 86_400_000;
const PRUNE_MS = 3_600_000;

export interface Deliverer {
  /** There may be something to deliver now. */
  wake(): void;
  /** Ends after the attempts under way. */
  close(): Promise<void>;
}

export interface DelivererOptions {
  readonly store: WebhookStore;
  readonly log: Logger;
  now(): number;
  onAttempt(outcome: 'delivered' | 'failed' | 'given-up'): void;
  /** Default 1000. */
  readonly pollMs?: number;
}

/**
 * Sends queued events to their webhooks, each signed by Standard Webhooks, until they are taken with a status of 2xx or given
 * up. Redirects are not followed: only the URL that the operator registered is ever asked.
 */
export function startDeliverer(options: DelivererOptions): Deliverer {
  const { store } = options;
  let closed = false;
  let running: Promise<void> | undefined;
  let prunedAt = 0;

  async function run(): Promise<void> {
    for (;;) {
      const now = options.now();
      const due = closed ? [] : store.due(now, AT_ONCE);
      if (due.length === 0) break;
      await Promise.all(due.map((delivery) => attempt(delivery, options)));
    }
    if (options.now() - prunedAt < PRUNE_MS || closed) return;
    prunedAt = options.now();
    store.prune(prunedAt - KEPT_MS);
  }

  function wake(): void {
    if (closed || running !== undefined) return;
    running = run()
      .catch((error: unknown) => options.log.error({ err: error }, 'webhooks failed'))
      .finally(() => {
        running = undefined;
      });
  }

  const timer = setInterval(wake, options.pollMs ?? POLL_MS);
  return {
    wake,
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}

async function attempt(delivery: Delivery, options: DelivererOptions): Promise<void> {
  const { store } = options;
  const found = store.find(delivery.webhook);
  const attempts = delivery.attempts + 1;
  if (found === undefined) {
    store.failed(delivery.id, attempts, null, 'its secret does not open');
    return;
  }
  const problem = await send(found.webhook.url, found.secret, delivery, options.now());
  if (problem === undefined) {
    store.delivered(delivery.id, attempts);
    options.onAttempt('delivered');
    return;
  }
  const isLast = attempts >= ATTEMPTS;
  store.failed(delivery.id, attempts, isLast ? null : options.now() + pause(attempts), problem);
  options.onAttempt(isLast ? 'given-up' : 'failed');
  const { webhook } = delivery;
  options.log.warn({ webhook, attempts, problem, isLast }, 'an event was not delivered');
}

/** Undefined when it was taken. */
async function send(
  url: string,
  secret: string,
  delivery: Delivery,
  nowMs: number,
): Promise<string | undefined> {
  const id = `${delivery.webhook}_${delivery.event}`;
  const time = new Date(nowMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(nowMs / 1000)),
        'webhook-signature': new Signer(secret).sign(id, time, delivery.body),
      },
      body: delivery.body,
    });
    await response.body?.cancel();
    return response.ok ? undefined : `answered ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return cause instanceof Error ? cause.message.slice(0, 200) : 'failed';
  }
}

/** Exponential, with full jitter over the upper half, so that many do not come back together. */
function pause(attempts: number): number {
  const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - 1) * 2);
  return randomInt(Math.floor(most / 2), most + 1);
}
