import { toHex } from '@tallystick/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import type { ShadowFault } from '../../shadow/shadow-desk.ts';
import { Problem } from '../problems.ts';
import { countSchema, idSchema, problemResponses, strictObject, timeSchema } from '../schemas.ts';

const answerSchema = strictObject({
  proposal: idSchema,
  at: timeSchema,
  rulebook: idSchema,
  payments: countSchema,
  changes: Type.Array(
    strictObject({
      change: Type.String({ enum: ['newly-refused', 'newly-held', 'newly-allowed'] }),
      rule: Type.String(),
      count: countSchema,
    }),
  ),
});

/** What a proposal would do, told by what it would have done: numbers alone, for everybody. */
export function shadowRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get<{ Params: { id: string } }>(
    '/v1/rules/proposals/:id/shadow',
    {
      schema: {
        tags: ['public'],
        summary: 'What a proposal would have changed among the payments decided last',
        params: strictObject({ id: idSchema }),
        response: { 200: answerSchema, ...problemResponses },
      },
    },
    async ({ params }, reply) => {
      const run = await node.shadow.ask(Buffer.from(params.id, 'hex'));
      if (typeof run === 'string') throw problemOf(run);
      const { at, rulebook, payments, cells } = run;
      const body = { proposal: params.id, at, rulebook: toHex(rulebook), payments, changes: cells };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
}

function problemOf(fault: ShadowFault): Problem {
  switch (fault) {
    case 'unknown':
      return new Problem('not-found', 'No such proposal is on the log, with all of its parts.');
    case 'other-matter':
      return new Problem('conflict', 'It proposes no rules, settings or list of countries.');
    case 'not-comment':
      return new Problem('conflict', 'A shadow run is of the comment stage.');
    case 'gates':
      return new Problem('conflict', 'The gates have not reported, or have refused it.');
    case 'too-large':
      return new Problem('conflict', 'The rulebook is too large for a shadow run.');
    case 'busy':
      return new Problem('busy', 'Another proposal was looked at: ask again in some seconds.');
    case 'failed':
      return new Problem('unavailable', 'It could not be tried: ask again in a minute.');
  }
}
