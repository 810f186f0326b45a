import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { Problem } from '../problems.ts';
import { binaryContent, problemResponses, strictObject } from '../schemas.ts';

const tags = ['health'];
const statusSchema = strictObject({ status: Type.String() });

/** For whatever watches over the process. */
export function healthRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get(
    '/health/live',
    { schema: { tags, summary: 'The process answers', response: { 200: statusSchema } } },
    () => ({ status: 'live' }),
  );
  app.get(
    '/health/ready',
    {
      schema: {
        tags,
        summary: 'It admits transitions',
        response: { 200: statusSchema, ...problemResponses },
      },
    },
    () => {
      const status = node.status();
      if (status !== 'ready') throw new Problem('unavailable', `The node is ${status}.`, 2);
      return { status };
    },
  );
  app.get(
    '/metrics',
    {
      schema: {
        tags,
        summary: 'Numbers for Prometheus',
        response: { 200: binaryContent('text/plain', 'Prometheus exposition format') },
      },
    },
    async (_request, reply) => {
      const { registry } = node.metrics;
      const text = await registry.metrics();
      return reply.type(registry.contentType).send(text);
    },
  );
}
