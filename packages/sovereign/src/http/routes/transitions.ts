import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SovereignNode } from '../../node.ts';
import { answerTransitions } from '../answer-transitions.ts';
import { Problem } from '../problems.ts';
import { problemResponses } from '../schemas.ts';

/**
 * Payments. Everything that can be refused without cryptography is refused before it: rates before this, size, form and
 * room here, the rest in the ledger's precheck. The plainest requests do not come here: see `hot-door.ts`.
 */
export function transitionRoutes(
  app: FastifyInstance,
  node: SovereignNode,
  bodyBytes: number,
): void {
  app.addContentTypeParser('application/cbor', async (request: FastifyRequest, payload: Readable) =>
    readBody(request, payload, bodyBytes),
  );

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
      return reply.type('application/cbor').send(await answerTransitions(node, body));
    },
  );
}

/** The body in memory of its own. A body in one piece, which most are, is not copied at all. */
async function readBody(
  request: FastifyRequest,
  payload: Readable,
  limit: number,
): Promise<Uint8Array> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit) throw tooLarge(limit);
  let body: Uint8Array | undefined;
  let length = 0;
  return new Promise((resolve, reject) => {
    payload.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) {
        payload.pause();
        reject(tooLarge(limit));
      } else if (length === declared && body === undefined) {
        body = chunk;
      } else {
        body = append(body, chunk, length, declared);
      }
    });
    payload.on('end', () => resolve(body?.subarray(0, length) ?? new Uint8Array()));
    payload.on('error', reject);
  });
}

/** Memory is taken as bytes arrive, not as they are announced: announcing costs a stranger nothing. */
const FIRST_BYTES = 65_536;

/** Copies a piece behind the others, into memory that doubles up to what was declared. */
function append(
  body: Uint8Array | undefined,
  chunk: Uint8Array,
  length: number,
  declared: number,
): Uint8Array {
  let target = body ?? new Uint8Array(Math.max(length, Math.min(declared, FIRST_BYTES)));
  if (target.length < length) {
    const grown = new Uint8Array(Math.max(length, Math.min(declared || Infinity, 2 * length)));
    grown.set(target);
    target = grown;
  }
  target.set(chunk, length - chunk.length);
  return target;
}

function tooLarge(limit: number): Problem {
  return new Problem('too-large', `A body has at most ${limit} bytes.`);
}
