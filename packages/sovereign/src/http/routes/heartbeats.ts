import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { requireIdentity } from '../authenticate.ts';
import { nullableSchema, problemResponses, strictObject, timeSchema } from '../schemas.ts';

/** A checkpoint carries its header's time in whole seconds, rounded down (protocol.md section 6). */
const SECOND_MS = 1000;

/**
 * A header sooner than an idle ledger would log one: a wallet whose transition was refused signs the next one when a
 * checkpoint proves that the refused one is stale (docs/decisions/0002-one-signature-per-sequence.md). At most one is logged
 * for each second, whoever asks, and none before that second has come.
 */
export function heartbeatRoutes(app: FastifyInstance, node: SovereignNode): void {
  let beating: Promise<void> | null = null;

  async function beat(): Promise<void> {
    beating ??= node.ledger.heartbeat();
    try {
      await beating;
    } finally {
      beating = null;
    }
  }

  app.post<{ Body: { after: number } }>(
    '/v1/heartbeats',
    {
      schema: {
        tags: ['own data'],
        security: [{ session: [] }],
        summary: 'Asks an idle ledger for a checkpoint of a later time, once that time has come',
        body: Type.Object({ after: timeSchema }, { additionalProperties: false }),
        response: { 200: strictObject({ time: nullableSchema(timeSchema) }), ...problemResponses },
      },
    },
    async (request, reply) => {
      requireIdentity(node, request);
      const { after } = request.body;
      const wanted = (Math.floor(after / SECOND_MS) + 1) * SECOND_MS;
      const isDue = node.now() >= wanted && (node.ledger.state.header?.time ?? 0) < wanted;
      if (isDue && node.status() === 'ready') await beat();
      const time = node.ledger.state.header?.time ?? null;
      return reply.header('cache-control', 'no-store').send({ time });
    },
  );
}
