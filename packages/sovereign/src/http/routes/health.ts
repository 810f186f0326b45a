import { networkOf } from '@tallystick/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { isLoopbackHost } from '../addresses.ts';
import { requireOperator } from '../authenticate.ts';
import { unavailable } from '../problems.ts';
import { binaryContent, problemResponses, strictObject } from '../schemas.ts';

const RETRY_S = 2;

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
      if (status !== 'ready') throw unavailable(status, RETRY_S);
      return { status };
    },
  );
  app.get(
    '/metrics',
    {
      schema: {
        tags,
        summary:
          "Numbers for Prometheus: on the machine itself, or with a session of the operator's key",
        response: {
          200: binaryContent('text/plain', 'Prometheus exposition format'),
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      if (!isOnMachine(request)) requireOperator(node, request);
      const { registry } = node.metrics;
      const text = await registry.metrics();
      return reply.type(registry.contentType).send(text);
    },
  );
}

const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Asked for by a program on this machine: over loopback, under a loopback name, and not passed on by a proxy. */
function isOnMachine({ raw }: FastifyRequest): boolean {
  const from = networkOf(raw.socket.remoteAddress ?? '');
  const isNear = from.startsWith('127.') || raw.socket.remoteAddress === '::1';
  const isPassedOn = FORWARDED.some((name) => raw.headers[name] !== undefined);
  return isNear && !isPassedOn && isLoopbackHost(raw.headers.host);
}
