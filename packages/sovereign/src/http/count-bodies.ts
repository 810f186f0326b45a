import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BodyMemory, type BodyRoom, receiveBody, tooLarge } from './body-memory.ts';

/**
 * Bodies of this type in this scope may be longer than others, and are counted from their first long piece until they are answered.
 * `read` throws a `Problem` for what is not of their form.
 */
export function countBodies(
  app: FastifyInstance,
  type: string,
  { bodies, bodyBytes }: BodyRoom,
  read: (bytes: Uint8Array) => unknown,
): void {
  const memories = new WeakMap<FastifyRequest, BodyMemory>();
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => memories.get(request)?.release());
    done();
  });
  app.addContentTypeParser(type, async (request: FastifyRequest, payload: Readable) => {
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > bodyBytes) throw tooLarge(bodyBytes);
    const memory = new BodyMemory(declared, bodies);
    memories.set(request, memory);
    return read(await receiveBody(payload, memory, bodyBytes));
  });
}
