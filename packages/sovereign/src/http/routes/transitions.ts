import type { FastifyInstance } from 'fastify';
import type { SovereignNode } from '../../node.ts';
import { type AnswerRoom, endUnlessTaken } from '../answer-room.ts';
import { answerTransitions } from '../answer-transitions.ts';
import type { BodyRoom } from '../body-memory.ts';
import { countBodies } from '../count-bodies.ts';
import { Problem } from '../problems.ts';
import { problemResponses } from '../schemas.ts';

/**
 * Payments. Everything that can be refused without cryptography is refused before it: rates before this, size, form and
 * room here, the rest in the ledger's precheck. The plainest requests do not come here: see `hot-door.ts`.
 */
export function transitionRoutes(
  app: FastifyInstance,
  node: SovereignNode,
  room: BodyRoom & Pick<AnswerRoom, 'answerMs'>,
): void {
  // A body is part of its transitions until they are answered.
  countBodies(app, 'application/cbor', room, (bytes) => bytes);

  app.post<{ Body: Uint8Array | null }>(
    '/v1/transitions',
    {
      schema: {
        tags: ['payments'],
        summary: 'Sends 1 to 256 transitions; each is admitted or refused for itself',
        description:
          'Body and answer are canonical CBOR: docs/implementers/protocol.md, section 7. Without an answer ' +
          'the outcome is unknown: send the same bytes again, or ask for the certificate by id.',
        consumes: ['application/cbor'],
        produces: ['application/cbor'],
        response: problemResponses,
      },
    },
    async (request, reply) => {
      const { body } = request;
      if (!(body instanceof Uint8Array)) throw new Problem('malformed', 'There is no body.');
      const bytes = await answerTransitions(node, body);
      endUnlessTaken(reply.raw, bytes.length, room.answerMs);
      return reply.type('application/cbor').send(bytes);
    },
  );
}
