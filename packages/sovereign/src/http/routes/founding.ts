import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { FoundingDesk, FoundingState } from '../../founding-door/founding-desk.ts';
import { isToken } from '../../founding-door/founders-link.ts';
import { type FoundingBody, readFounding } from '../../founding-door/read-founding.ts';
import type { SovereignNode } from '../../node.ts';
import type { Addresses } from '../addresses.ts';
import { bearerToken, requireOwnPage } from '../authenticate.ts';
import { FieldProblem, Problem } from '../problems.ts';
import {
  countSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const MAX_TEXT = 4096;
const MAX_LISTED = 64;
const tags = ['founding'];
const text = Type.String({ maxLength: MAX_TEXT });
/** Its own check names every field that is wrong; this one bounds what it is given. */
const foundingBody = strictObject({
  name: text,
  country: text,
  currencies: Type.Array(strictObject({ code: text, decimals: Type.Number(), name: text }), {
    maxItems: MAX_LISTED,
  }),
  governance: nullableSchema(
    strictObject({
      commentMs: Type.Number(),
      voteMs: Type.Number(),
      timelockMs: Type.Number(),
      emergencyMs: Type.Number(),
    }),
  ),
  passphrase: text,
});
const stateSchema = Type.Union([
  strictObject({ state: Type.Literal('open'), failure: nullableSchema(Type.String()) }),
  strictObject({
    state: Type.Literal('founding'),
    progress: strictObject({
      doing: Type.String({ enum: ['keys', 'sealing', 'starting'] }),
      done: countSchema,
      of: countSchema,
    }),
  }),
  strictObject({ state: Type.Literal('done') }),
]);

function stateRoute(app: FastifyInstance, state: () => FoundingState): void {
  app.get(
    '/v1/founding',
    {
      schema: {
        tags,
        summary: 'Whether a sovereign can be founded here, is being founded, or is founded',
        response: { 200: stateSchema, ...problemResponses },
      },
    },
    (_request, reply) => reply.header('cache-control', 'no-store').send(state()),
  );
}

/** A machine's door for whoever founds a sovereign on it: the token of its link opens it. */
export function foundingRoutes(
  app: FastifyInstance,
  door: { readonly desk: FoundingDesk; readonly token: string; readonly addresses: Addresses },
): void {
  const { desk, token } = door;
  stateRoute(app, () => desk.now());
  app.post<{ Body: FoundingBody }>(
    '/v1/founding',
    { schema: { tags, body: foundingBody, response: { 202: stateSchema, ...problemResponses } } },
    (request, reply) => {
      requireOwnPage(door, request);
      if (!isToken(bearerToken(request), token)) throw notTheLink();
      const read = readFounding(request.body);
      if (!read.ok) throw new FieldProblem(read.faults);
      if (!desk.begin(read.options))
        throw new Problem('conflict', 'This is being founded already.');
      return reply.code(202).header('cache-control', 'no-store').send(desk.now());
    },
  );
}

/** A node's answer to whoever founded it: that it is founded, and a session of the operator. */
export function foundedRoutes(app: FastifyInstance, node: SovereignNode): void {
  stateRoute(app, () => ({ state: 'done' }));
  app.post(
    '/v1/sessions/founding',
    {
      schema: {
        tags,
        summary: 'A session of the operator for whoever founded this sovereign in a browser',
        security: [{ session: [] }],
        response: {
          200: strictObject({ token: Type.String(), expiresAt: timeSchema }),
          ...problemResponses,
        },
      },
    },
    (request, reply) => {
      requireOwnPage(node, request);
      if (!node.foundersLink.opens(bearerToken(request), node.now())) throw notTheLink();
      const subject = { kind: 'operator', key: node.folder.operator, by: 'founding' } as const;
      const { token, session } = node.sessions.open(subject, node.now());
      const body = { token, expiresAt: session.expiresAt };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
}

function notTheLink(): Problem {
  return new Problem('session-required', 'This opens with the link that the machine gave out.');
}
