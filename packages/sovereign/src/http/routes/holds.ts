import {
  readChain,
  readHold,
  readOutstanding,
  readReceivables,
  readReturnables,
} from '@tallystick/ledger';
import { type Hash, fromHex } from '@tallystick/protocol';
import type { FastifyInstance } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { readTakings } from '../../reads/hold-takings.ts';
import { holdState } from '../../reads/hold-state.ts';
import { holdPage } from '../../reads/holds.ts';
import type { Session } from '../../sessions/sessions.ts';
import { requireIdentity, requireSession } from '../authenticate.ts';
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
interface Query {
  after?: string;
  limit?: string;
  chain?: string;
}

type Read = typeof readReceivables;

/** Open holds that concern the session's identity, or a treasury, in log order, page by page. */
export function holdRoutes(app: FastifyInstance, node: SovereignNode): void {
  const list = (name: string, summary: string, read: Read, query: TSchema): void => {
    const answer = strictObject({ [name]: Type.Array(holdSchema), next });
    app.get<{ Querystring: Query }>(
      `/v1/${name}`,
      {
        schema: {
          tags: ['own data'],
          security: [{ session: [] }],
          summary,
          querystring: query,
          response: { 200: answer, ...problemResponses },
        },
      },
      (request, reply) => {
        const { query } = request;
        const owner = ownerOf(node, requireSession(node, request), query.chain);
        const limit = pageSize(query.limit);
        const { state } = node.ledger;
        const views = read(state, owner, cursorOf(query), limit + 1);
        const page = holdPage({ state, store: node.store, identity: owner }, views, limit);
        const body = { [name]: page.holds, next: page.next === null ? null : String(page.next) };
        return reply.header('cache-control', 'no-store').send(body);
      },
    );
  };

  const paged = { after: Type.Optional(numberText), limit: Type.Optional(limitText) };
  const own = strictObject(paged);
  const owned = strictObject({ ...paged, chain: Type.Optional(idSchema) });
  list('receivables', 'Open holds payable to this identity', readReceivables, own);
  list('returnables', 'Open holds of this owner that it may take back', readReturnables, owned);
  list('outstanding', 'All open holds of this owner', readOutstanding, owned);
}

const takingSchema = strictObject({
  taking: idSchema,
  index: countSchema,
  claim: nullableSchema(countSchema),
  amount: amountSchema,
  witnesses: Type.Array(bytesSchema),
});

const stateSchema = strictObject({
  hold: idSchema,
  put: idSchema,
  forked: Type.Boolean(),
  unpaid: amountSchema,
  claims: Type.Array(strictObject({ ends: timeSchema, ended: Type.Boolean() })),
  own: nullableSchema(
    strictObject({
      currency: idSchema,
      code: Type.String(),
      decimals: countSchema,
      cap: amountSchema,
      paid: amountSchema,
      entry: bytesSchema,
    }),
  ),
});

/** One open hold: how far it is, for its parties; what is public of it for others whom it may pay. */
export function holdStateRoute(app: FastifyInstance, node: SovereignNode): void {
  app.get<{ Params: { id: string } }>(
    '/v1/holds/:id',
    {
      schema: {
        tags: ['own data'],
        security: [{ session: [] }],
        summary: 'The state of an open hold, for its parties and for those whom it may pay',
        params: strictObject({ id: idSchema }),
        response: { 200: stateSchema, ...problemResponses },
      },
    },
    (request, reply) => {
      const reader = requireIdentity(node, request);
      const { ledger, store } = node;
      const view = readHold(ledger.state, bytesOf(request.params.id));
      const body =
        view === undefined ? undefined : holdState({ state: ledger.state, store }, view, reader);
      if (body === undefined) throw new Problem('not-found', 'You see no such open hold.');
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
}

/** What was taken of one hold, and what that has shown: whoever locked value under a preimage learns it here. */
export function takingRoutes(app: FastifyInstance, node: SovereignNode): void {
  const querystring = strictObject({ put: idSchema, after: Type.Optional(idSchema) });
  const answer = strictObject({
    takings: Type.Array(takingSchema),
    next: nullableSchema(idSchema),
  });
  app.get<{ Params: { id: string }; Querystring: { put: string; after?: string } }>(
    '/v1/holds/:id/takings',
    {
      schema: {
        tags: ['own data'],
        security: [{ session: [] }],
        summary: 'What those whom a hold names have taken of it, for its parties',
        params: strictObject({ id: idSchema }),
        querystring,
        response: { 200: answer, ...problemResponses },
      },
    },
    async (request, reply) => {
      const reader = requireIdentity(node, request);
      const { put, after } = request.query;
      const query = {
        hold: bytesOf(request.params.id),
        put: bytesOf(put),
        reader,
        after: after === undefined ? undefined : bytesOf(after),
      };
      const page = await readTakings({ state: node.ledger.state, store: node.store }, query);
      if (page === undefined) throw new Problem('not-found', 'You are no party of such a hold.');
      if (page === 'not-durable') throw new Problem('busy', 'The disk is slow: ask again.', 1);
      return reply.header('cache-control', 'no-store').send(page);
    },
  );
}

/** An id that the schema has let pass. */
function bytesOf(id: string): Hash {
  return Buffer.from(id, 'hex');
}

/** Whose holds: the session's identity, or for the operator a treasury's chain. Throws a `Problem`. */
function ownerOf(node: SovereignNode, { subject }: Session, chain: string | undefined): Hash {
  if (subject.kind === 'identity' && chain === undefined) return subject.identity;
  const id = chain === undefined ? undefined : fromHex(chain, 32);
  const view = id && readChain(node.ledger.state, id);
  if (subject.kind === 'operator' && view?.kind === 'treasury') return view.chain;
  if (subject.kind === 'operator' && chain === undefined) {
    throw new Problem('session-required', "Name a treasury's chain, or use an identity's session.");
  }
  throw new Problem('not-found', 'You have no such chain.');
}

/** The number of the hold to go on after; −1 is before the first. */
function cursorOf(query: Query): number {
  if (query.after === undefined) return -1;
  const after = numberOf(query.after);
  if (after === undefined) throw new Problem('malformed', 'after is a `next` of an earlier page.');
  return after;
}
