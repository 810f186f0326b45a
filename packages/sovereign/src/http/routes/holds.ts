import { readOutstanding, readReceivables, readReturnables } from '@tallystick/ledger';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { holdPage } from '../../reads/holds.ts';
import { requireIdentity } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import {
  amountSchema,
  bytesSchema,
  countSchema,
  countrySchema,
  idSchema,
  limitText,
  nullableSchema,
  numberOf,
  numberText,
  pageSize,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const holdSchema = strictObject({
  hold: idSchema,
  currency: idSchema,
  code: Type.String(),
  decimals: countSchema,
  amount: amountSchema,
  claim: nullableSchema(countSchema),
  until: timeSchema,
  country: countrySchema,
  from: strictObject({
    identity: idSchema,
    address: nullableSchema(Type.String()),
    handle: nullableSchema(Type.String()),
  }),
  put: idSchema,
  index: countSchema,
  note: nullableSchema(idSchema),
  time: timeSchema,
  entry: bytesSchema,
  transition: nullableSchema(bytesSchema),
});

const next = nullableSchema(Type.String({ description: 'to be sent as `after`' }));
const querystring = strictObject({
  after: Type.Optional(numberText),
  limit: Type.Optional(limitText),
});

interface Query {
  after?: string;
  limit?: string;
}

type Read = typeof readReceivables;

/** Open holds that concern the session's identity, in log order, page by page. */
export function holdRoutes(app: FastifyInstance, node: SovereignNode): void {
  const list = (name: string, summary: string, read: Read): void => {
    const answer = strictObject({ [name]: Type.Array(holdSchema), next });
    app.get<{ Querystring: Query }>(
      `/v1/${name}`,
      {
        schema: {
          tags: ['own data'],
          security: [{ session: [] }],
          summary,
          querystring,
          response: { 200: answer, ...problemResponses },
        },
      },
      (request, reply) => {
        const identity = requireIdentity(node, request);
        const limit = pageSize(request.query.limit);
        const { state } = node.ledger;
        const views = read(state, identity, cursorOf(request.query), limit + 1);
        const page = holdPage({ state, store: node.store, identity }, views, limit);
        const body = { [name]: page.holds, next: page.next === null ? null : String(page.next) };
        return reply.header('cache-control', 'no-store').send(body);
      },
    );
  };

  list('receivables', 'Open holds payable to this identity', readReceivables);
  list('returnables', 'Open holds of this identity that it may take back', readReturnables);
  list('outstanding', 'All open holds of this identity', readOutstanding);
}

/** The number of the hold to go on after; −1 is before the first. */
function cursorOf(query: Query): number {
  if (query.after === undefined) return -1;
  const after = numberOf(query.after);
  if (after === undefined) throw new Problem('malformed', 'after is a `next` of an earlier page.');
  return after;
}
