import type { FastifyInstance } from 'fastify';
import { fromHex, toHex } from '@tallystick/protocol';
import { Type } from 'typebox';
import { EVENT_TYPES, type EventType } from '../../events/node-event.ts';
import type { SovereignNode } from '../../node.ts';
import { type Delivery, MAX_WEBHOOKS, type Webhook } from '../../webhooks/webhook-store.ts';
import { requireOperator } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import {
  countSchema,
  idSchema,
  limitText,
  nullableSchema,
  numberOf,
  numberText,
  pageSize,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const tags = ['operator'];
const security = [{ session: [] }];
const eventsSchema = Type.Array(Type.String({ enum: [...EVENT_TYPES] }), {
  minItems: 1,
  maxItems: EVENT_TYPES.length,
  uniqueItems: true,
});
const webhookSchema = strictObject({
  id: Type.String(),
  url: Type.String(),
  events: eventsSchema,
  identity: nullableSchema(idSchema),
  createdAt: timeSchema,
});
const newWebhookSchema = strictObject({
  url: Type.String({ maxLength: 1024 }),
  events: eventsSchema,
  identity: Type.Optional(nullableSchema(idSchema)),
});
const deliverySchema = strictObject({
  id: countSchema,
  event: Type.String(),
  type: Type.String(),
  attempts: countSchema,
  nextAt: nullableSchema(timeSchema),
  state: Type.String({ enum: ['waiting', 'delivered', 'given-up'] }),
  problem: nullableSchema(Type.String()),
  createdAt: timeSchema,
});
const params = strictObject({ id: Type.String({ pattern: '^wh_[A-Za-z0-9_-]{16}$' }) });

interface NewWebhook {
  url: string;
  events: EventType[];
  identity?: string | null;
}

/** URLs that the operator wants to be told of events; nobody else can name one. */
export function webhookRoutes(app: FastifyInstance, node: SovereignNode): void {
  const { webhooks } = node;

  app.post<{ Body: NewWebhook }>(
    '/v1/operator/webhooks',
    {
      schema: {
        tags,
        security,
        summary: 'Registers a URL; the secret is told this once',
        body: newWebhookSchema,
        response: {
          201: strictObject({ id: Type.String(), secret: Type.String() }),
          ...problemResponses,
        },
      },
    },
    (request, reply) => {
      requireOperator(node, request);
      const { events, identity } = request.body;
      const url = webhookUrl(request.body.url);
      const known = webhooks.list();
      if (known.length >= MAX_WEBHOOKS) {
        throw new Problem('conflict', `No more than ${MAX_WEBHOOKS} webhooks: remove one first.`);
      }
      // Events begin now: what was logged before the first webhook is not sent.
      if (known.length === 0) webhooks.enqueue([], node.ledger.size, node.now());
      const id = identity === undefined || identity === null ? null : fromHex(identity, 32);
      return reply.code(201).send(webhooks.add({ url, events, identity: id ?? null }, node.now()));
    },
  );

  app.get(
    '/v1/operator/webhooks',
    {
      schema: {
        tags,
        security,
        summary: 'The registered URLs',
        response: {
          200: strictObject({ webhooks: Type.Array(webhookSchema) }),
          ...problemResponses,
        },
      },
    },
    (request) => {
      requireOperator(node, request);
      return { webhooks: webhooks.list().map(webhookBody) };
    },
  );

  app.delete<{ Params: { id: string } }>(
    '/v1/operator/webhooks/:id',
    {
      schema: {
        tags,
        security,
        summary: 'Forgets a URL and what it was still to get',
        params,
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    (request, reply) => {
      requireOperator(node, request);
      if (!webhooks.remove(request.params.id)) throw unknown();
      return reply.code(204).send();
    },
  );
  deliveryRoutes(app, node);
}

function deliveryRoutes(app: FastifyInstance, node: SovereignNode): void {
  const { webhooks } = node;
  const find = (id: string): void => {
    if (!webhooks.list().some((webhook) => webhook.id === id)) throw unknown();
  };

  app.get<{ Params: { id: string }; Querystring: { after?: string; limit?: string } }>(
    '/v1/operator/webhooks/:id/deliveries',
    {
      schema: {
        tags,
        security,
        summary: 'What was sent, what waits, and what was given up',
        params,
        querystring: strictObject({
          after: Type.Optional(numberText),
          limit: Type.Optional(limitText),
        }),
        response: {
          200: strictObject({ deliveries: Type.Array(deliverySchema) }),
          ...problemResponses,
        },
      },
    },
    (request) => {
      requireOperator(node, request);
      const { id } = request.params;
      find(id);
      const after = numberOf(request.query.after ?? '0') ?? 0;
      const found = webhooks.deliveries(id, after, pageSize(request.query.limit));
      return { deliveries: found.map(deliveryBody) };
    },
  );

  app.post<{ Params: { id: string }; Body: { since: number } }>(
    '/v1/operator/webhooks/:id/replay',
    {
      schema: {
        tags,
        security,
        summary: 'Sends again what is kept since a time, whatever became of it',
        params,
        body: strictObject({ since: timeSchema }),
        response: { 200: strictObject({ replayed: countSchema }), ...problemResponses },
      },
    },
    (request) => {
      requireOperator(node, request);
      find(request.params.id);
      return { replayed: webhooks.replay(request.params.id, request.body.since, node.now()) };
    },
  );
}

/** An http or https URL without a user's name in it. Throws a `Problem`. */
function webhookUrl(text: string): string {
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === null || !isWeb || url.username !== '' || url.password !== '') {
    throw new Problem('malformed', 'body/url is no http or https URL without credentials');
  }
  return url.href;
}

function webhookBody({ id, url, events, identity, createdAt }: Webhook): unknown {
  return { id, url, events, identity: identity && toHex(identity), createdAt };
}

function deliveryBody(delivery: Delivery): unknown {
  const { id, event, type, attempts, nextAt, state, problem, createdAt } = delivery;
  return { id, event, type, attempts, nextAt, state, problem, createdAt };
}

function unknown(): Problem {
  return new Problem('not-found', 'There is no webhook with this id.');
}
