import { readChanges } from '@tallystick/ledger';
import { changesHash, toHex } from '@tallystick/protocol';
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
          'By which rulebook payments are decided, what votes changed, and how many are decoy holds',
        response: {
          200: strictObject({
            rulebook: idSchema,
            changes: idSchema,
            decoysPerMillion: countSchema,
          }),
          ...problemResponses,
        },
      },
    },
    () => {
      const { rulebook } = currentRulebook(node);
      const changes = toHex(changesHash(readChanges(node.ledger.state)));
      const { decoysPerMillion } = node.ring;
      return { rulebook: toHex(rulebook.hash), changes, decoysPerMillion };
    },
  );
}
