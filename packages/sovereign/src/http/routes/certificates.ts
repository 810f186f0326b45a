import type { FastifyInstance } from 'fastify';
import { certificateCodec, encode, fromHex, toBase64url } from '@tallystick/protocol';
import type { SovereignNode } from '../../node.ts';
import { Problem } from '../problems.ts';
import { bytesSchema, countSchema, idSchema, problemResponses, strictObject } from '../schemas.ts';

const certificateSchema = strictObject({
  id: idSchema,
  index: countSchema,
  certificate: bytesSchema,
});

/** The answer to a transition, again: for whoever knows its id, which nobody can guess. */
export function certificateRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get<{ Params: { id: string } }>(
    '/v1/certificates/:id',
    {
      schema: {
        tags: ['public'],
        summary: 'The certificate of an admitted transition; the same bytes for ever',
        params: strictObject({ id: idSchema }),
        response: { 200: certificateSchema, ...problemResponses },
      },
    },
    (request, reply) => {
      const { id } = request.params;
      const certificate = node.ledger.certificate(fromHex(id, 32) ?? new Uint8Array(32));
      if (certificate === undefined) {
        throw new Problem(
          'unknown-transition',
          'It may still be on its way: ask again, or send it.',
        );
      }
      const bytes = encode(certificateCodec, certificate);
      if (request.headers.accept === 'application/cbor') {
        return reply.type('application/cbor').send(Buffer.from(bytes));
      }
      return { id, index: certificate.index, certificate: toBase64url(bytes) };
    },
  );
}
