import type { FastifyInstance, FastifyReply } from 'fastify';
import type { EventStream } from '../../events/event-hub.ts';
import type { NodeEvent } from '../../events/node-event.ts';
import type { SovereignNode } from '../../node.ts';
import { isStillActive, requireSession } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import { binaryContent, problemResponses } from '../schemas.ts';

/** Streams open at one time: each holds a connection. */
const MAX_STREAMS = 2048;
const RETRY_MS = 2000;

/** What happens to the session's identity, as it happens. */
export function eventRoutes(app: FastifyInstance, node: SovereignNode): void {
  let open = 0;
  app.get(
    '/v1/events',
    {
      sse: 'only',
      schema: {
        tags: ['own data'],
        security: [{ session: [] }],
        summary: 'Server-sent events: receivable, taken, admitted; goes on after Last-Event-ID',
        response: {
          200: binaryContent('text/event-stream', 'events, until either side closes'),
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const session = requireSession(node, request);
      if (session.subject.kind !== 'identity') {
        throw new Problem('session-required', "This needs a session of an identity's device.");
      }
      if (open >= MAX_STREAMS) throw new Problem('busy', 'Too many streams are open.', 30);
      const { identity } = session.subject;
      const stream = node.hub.subscribe(identity, node.ledger.size, node.now());
      open += 1;
      node.metrics.streams.set(open);
      // A session's end is its stream's end: then the reader signs a new challenge.
      const timer = setTimeout(() => stream.close(), session.expiresAt - node.now());
      reply.sse.onClose(() => stream.close());
      try {
        const { lastEventId } = reply.sse;
        const missed = lastEventId === null ? [] : node.hub.since(identity, lastEventId);
        reply.sse.sendHeaders();
        await sendMissed(reply, missed);
        const sent = new Set(missed?.map(({ id }) => id));
        await sendAll(reply, stream, sent, () => isStillActive(node, session));
      } finally {
        clearTimeout(timer);
        stream.close();
        open -= 1;
        node.metrics.streams.set(open);
      }
    },
  );
}

async function sendMissed(
  reply: FastifyReply,
  missed: readonly NodeEvent[] | undefined,
): Promise<void> {
  await reply.sse.send({ event: 'hello', data: {}, retry: RETRY_MS });
  if (missed === undefined) await reply.sse.send({ event: 'resync', data: {} });
  for (const event of missed ?? []) await sendEvent(reply, event);
}

async function sendAll(
  reply: FastifyReply,
  stream: EventStream,
  sent: ReadonlySet<string>,
  mayRead: () => boolean,
): Promise<void> {
  while (reply.sse.isConnected) {
    const events = await stream.next();
    if (events.length === 0 || !mayRead()) return;
    for (const event of events) if (!sent.has(event.id)) await sendEvent(reply, event);
  }
}

async function sendEvent(reply: FastifyReply, event: NodeEvent): Promise<void> {
  if (!reply.sse.isConnected) return;
  await reply.sse.send({ id: event.id, event: event.type, data: event.data });
}
