import { toHex } from '@tallystick/protocol';
import type { FastifyInstance } from 'fastify';
import type { SovereignNode } from '../../node.ts';
import { currentRulebook } from '../../reads/rulebook.ts';
import { countSchema, idSchema, problemResponses, strictObject } from '../schemas.ts';

/** What everybody may know of the ring (docs/decisions/0009-the-ring.md). */
export function ringRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get(
    '/v1/ring',
    {
      schema: {
        tags: ['public'],
        summary:
          'By which rulebook payments are decided, and how many of a million are decoy holds',
        response: {
          200: strictObject({ rulebook: idSchema, decoysPerMillion: countSchema }),
          ...problemResponses,
        },
      },
    },
    () => {
      const { rulebook } = currentRulebook(node);
      return { rulebook: toHex(rulebook.hash), decoysPerMillion: node.ring.decoysPerMillion };
    },
  );
}
