import { countFigures, readFigure } from '@tallystick/ledger';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { provenEntry, provenEntrySchema } from '../../reads/proven-entry.ts';
import { downFrom, fillPage } from '../page.ts';
import {
  limitText,
  nullableSchema,
  numberOf,
  numberText,
  pageSize,
  problemResponses,
  strictObject,
} from '../schemas.ts';

const figuresSchema = strictObject({
  name: Type.String(),
  figures: Type.Array(provenEntrySchema),
  next: nullableSchema(Type.String({ description: 'to be sent as `after`' })),
});

/** The rates and indicators that offices have published: for everybody, without an account. */
export function figureRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get<{ Params: { name: string }; Querystring: { after?: string; limit?: string } }>(
    '/v1/rules/figures/:name',
    {
      schema: {
        tags: ['public'],
        summary: 'What was published of a rate or an indicator, newest first, opened and proven',
        params: strictObject({ name: Type.String({ maxLength: 64 }) }),
        querystring: strictObject({
          after: Type.Optional(numberText),
          limit: Type.Optional(limitText),
        }),
        response: { 200: figuresSchema, ...problemResponses },
      },
    },
    async ({ params: { name }, query: { after, limit } }, reply) => {
      const entryAt = (place: number): object | undefined =>
        provenEntry(node, readFigure(node.ledger.state, name, place));
      const all = countFigures(node.ledger.state, name);
      let end = Math.min(all, after === undefined ? all : (numberOf(after) ?? all));
      // The newest ones may not be durable yet.
      while (end > 0 && entryAt(end - 1) === undefined) end -= 1;
      const { bodies, taken } = await fillPage(downFrom(end), pageSize(limit), entryAt);
      const next = taken === null ? null : String(end - taken);
      const body = { name, figures: bodies, next };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
}
