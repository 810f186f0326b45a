import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { identityAt } from '@tallystick/ledger';
import { type IdentityView, encodeAddress, toBase64url, toHex } from '@tallystick/protocol';
import type { SovereignNode } from '../../node.ts';
import { findIdentity } from '../../reads/identity.ts';
import { Problem } from '../problems.ts';
import {
  bytesSchema,
  countSchema,
  countrySchema,
  idSchema,
  keySchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
  whoSchema,
} from '../schemas.ts';
import { keyBody } from '../key-body.ts';

const identitySchema = strictObject({
  identity: idSchema,
  address: Type.String(),
  handle: nullableSchema(Type.String()),
  countries: Type.Array(
    strictObject({
      country: countrySchema,
      tier: countSchema,
      validUntil: nullableSchema(timeSchema),
    }),
  ),
  devices: Type.Array(
    strictObject({
      ordinal: countSchema,
      chain: idSchema,
      key: keySchema,
      encryptionKey: nullableSchema(bytesSchema),
    }),
  ),
});

/** What a payer needs of a payee: public, as on a business card. */
export function identityRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get<{ Params: { who: string } }>(
    '/v1/identities/:who',
    {
      schema: {
        tags: ['public'],
        summary: 'An identity with its country records and active devices',
        params: strictObject({ who: whoSchema }),
        response: { 200: identitySchema, ...problemResponses },
      },
    },
    (request, reply) => {
      const { state } = node.ledger;
      const slot = findIdentity(state, request.params.who);
      if (slot < 0) throw new Problem('not-found', 'No identity of this name is known here.');
      const body = identityBody(identityAt(state, slot));
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
}

function identityBody(view: IdentityView): unknown {
  const active = view.devices.filter(({ status }) => status === 'active');
  return {
    identity: toHex(view.id),
    address: encodeAddress(view.id),
    handle: view.handle,
    countries: view.records,
    devices: active.map(({ ordinal, chain, device }) => ({
      ordinal,
      chain: toHex(chain),
      key: keyBody(device.key),
      encryptionKey: device.encryptionKey && toBase64url(device.encryptionKey),
    })),
  };
}
