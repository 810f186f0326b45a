import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { readDeviceTimes } from '../../reads/device-times.ts';
import { findIdentity } from '../../reads/identity.ts';
import { requireOperator } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import {
  countSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
  whoSchema,
} from '../schemas.ts';

const devicesSchema = strictObject({
  devices: Type.Array(
    strictObject({
      ordinal: countSchema,
      status: Type.String({ enum: ['active', 'revoked'] }),
      addedAt: nullableSchema(timeSchema),
      revokedAt: nullableSchema(timeSchema),
    }),
  ),
});

/** When an identity's devices came and went, for whoever answers people who have lost one. Nothing of what they hold or did. */
export function identityDevicesRoute(app: FastifyInstance, node: SovereignNode): void {
  app.get<{ Params: { who: string } }>(
    '/v1/operator/identities/:who/devices',
    {
      schema: {
        tags: ['operator'],
        security: [{ session: [] }],
        summary: 'The devices of an identity, revoked ones too, and since when',
        params: strictObject({ who: whoSchema }),
        response: { 200: devicesSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      requireOperator(node, request);
      const { state } = node.ledger;
      const slot = findIdentity(state, request.params.who);
      if (slot < 0) throw new Problem('not-found', 'No identity of this name is known here.');
      const devices = await readDeviceTimes({ state, store: node.store }, slot);
      return reply.header('cache-control', 'no-store').send({ devices });
    },
  );
}
