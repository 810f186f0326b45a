import { fastifySwagger } from '@fastify/swagger';
import { fastifySwaggerUi } from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { SovereignNode } from '../../node.ts';

/** Has to be registered before the routes that it describes. */
export async function describeApi(app: FastifyInstance, node: SovereignNode): Promise<void> {
  const { name, country } = node.folder.constitution;
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: `${name} (${country}): a Tallystick sovereign`,
        description:
          'Money that two people can settle with no network between them. Ids are lower-case hex, bytes ' +
          'base64url, amounts decimal strings of the smallest unit, times milliseconds since 1970.',
        version: '1',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'payments', description: 'Transitions, admitted or refused one by one' },
        { name: 'public', description: 'For anybody' },
        { name: 'sessions', description: 'A signed challenge for a token' },
        { name: 'own data', description: "With a session of one of the identity's devices" },
        { name: 'log', description: 'The transparency log (C2SP tlog-tiles)' },
        { name: 'operator', description: "With a session of the operator's key" },
        { name: 'health', description: 'For whatever watches over the process' },
      ],
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    },
  });
}

/** The page shows one description: there is no other to explore. */
const STYLE = '.swagger-ui .topbar { display: none }';

/** `/openapi.json`, and `/docs` for people. */
export async function docsRoutes(app: FastifyInstance): Promise<void> {
  let written: string | undefined;
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    written ??= JSON.stringify(app.swagger());
    return reply
      .type('application/json; charset=utf-8')
      .serializer((text: unknown) => text as string)
      .send(written);
  });
  await app.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    uiConfig: { validatorUrl: null, docExpansion: 'list', deepLinking: true },
    theme: { title: 'Tallystick API', css: [{ filename: 'tallystick.css', content: STYLE }] },
  });
}

/** Who comes by the bare address reads the API, where no pages are served. */
export function leadToDocs(app: FastifyInstance): void {
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/docs'));
}
