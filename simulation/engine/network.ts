import type { TransportAnswer, TransportRequest } from '@tallystick/wallet';
import { launch, note, type WorldContext } from './context.ts';
import type { Machine } from './machine.ts';

/** Whoever answers requests; undefined when the machine is down. */
export interface Server {
  serve(request: TransportRequest): Promise<TransportAnswer> | undefined;
}

/** After so long nobody waits for an answer any more. */
const TIMEOUT_MS = 10_000;
/** How long a copy may be kept back. */
const KEPT_BACK_MS = 400_000;

/**
 * The way between a client and a server: each message is delayed by its own draw, so they overtake one
 * another; some are lost, some come twice, and some are kept back by somebody and delivered minutes later.
 */
export function sendOver(
  context: WorldContext,
  client: Machine,
  server: Server,
  name: string,
  request: TransportRequest,
): Promise<TransportAnswer> {
  const { scheduler, random, weather } = context;
  const { lost, doubled, keptBack, slowestMs } = weather();
  overhear(context, request);
  const what = `${name} ${request.method} ${request.path}`;
  const life = client.life;
  const delay = (): number => random.between(1, slowestMs);

  return new Promise((resolve) => {
    const answered = (answer: TransportAnswer): void => {
      if (client.life === life) resolve(answer);
    };
    const deliver = (): void => {
      const serving = server.serve(copyOf(request));
      if (serving === undefined) {
        scheduler.after(delay(), () => answered({ ok: false, reason: 'connection refused' }));
        return;
      }
      launch(context, async () => {
        const answer = await serving;
        const isLost = random.chance(weather().lost);
        note(context, `${what} ${answer.ok ? answer.status : 'failed'}${isLost ? ' lost' : ''}`);
        if (!isLost) scheduler.after(delay(), () => answered(answer));
      });
    };
    if (!random.chance(lost)) scheduler.after(delay(), deliver);
    if (random.chance(doubled)) scheduler.after(delay() + delay(), deliver);
    if (random.chance(keptBack)) scheduler.after(random.between(1_000, KEPT_BACK_MS), deliver);
    scheduler.after(TIMEOUT_MS, () => answered({ ok: false, reason: 'timeout' }));
  });
}

/** Bodies that whoever listens remembers. */
const OVERHEARD = 400;

function overhear({ overheard }: WorldContext, { path, body }: TransportRequest): void {
  if (path !== '/v1/transitions' || body === null) return;
  overheard.push(body.slice());
  if (overheard.length > OVERHEARD) overheard.shift();
}

/** Neither side may count on bytes that the other one still has. */
function copyOf(request: TransportRequest): TransportRequest {
  return { ...request, body: request.body?.slice() ?? null };
}
