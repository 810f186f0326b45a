import {
  countProposals,
  isProposalOver,
  readBallots,
  readContent,
  readProposal,
  readProposalAt,
  readVersions,
} from '@tallystick/ledger';
import { encodeStructured, toBase64url } from '@tallystick/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { type NamedProposal, isText, named, namedProposal } from '../../reads/proposals.ts';
import { provenEntry, provenEntrySchema } from '../../reads/proven-entry.ts';
import { downFrom, fillPage } from '../page.ts';
import { Problem } from '../problems.ts';
import { proposalBody, proposalFields } from '../proposal-body.ts';
import {
  bytesSchema,
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

const proposalSchema = strictObject(proposalFields);
const openedSchema = strictObject({
  ...proposalFields,
  time: timeSchema,
  text: nullableSchema(Type.String()),
  governance: nullableSchema(bytesSchema),
});
const listSchema = strictObject({
  time: timeSchema,
  proposals: Type.Array(proposalSchema),
  next: nullableSchema(Type.String({ description: 'to be sent as `after`' })),
});

const ballotsSchema = strictObject({
  proposal: provenEntrySchema,
  ballots: Type.Array(
    strictObject({ entry: provenEntrySchema, votingKey: nullableSchema(provenEntrySchema) }),
  ),
  next: nullableSchema(Type.String({ description: 'to be sent as `after`' })),
});

interface Query {
  after?: string;
  limit?: string;
}

const tags = ['public'];

/** What is proposed, who has said what of it, and where it is: for everybody, without an account. */
export function proposalRoutes(app: FastifyInstance, node: SovereignNode): void {
  const bodyAt = bodyReader(node);
  app.get<{ Querystring: Query }>(
    '/v1/rules/proposals',
    {
      schema: {
        tags,
        summary: 'All proposals, newest first: where each is, and what comes next',
        querystring: strictObject({
          after: Type.Optional(numberText),
          limit: Type.Optional(limitText),
        }),
        response: { 200: listSchema, ...problemResponses },
      },
    },
    async ({ query }, reply) => {
      const all = countProposals(node.ledger.state);
      const end = Math.min(all, query.after === undefined ? all : (numberOf(query.after) ?? all));
      const time = timeOf(node);
      const { bodies, taken } = await fillPage(downFrom(end), pageSize(query.limit), bodyAt);
      const next = taken === null ? null : String(end - taken);
      const body = { time, proposals: bodies, next };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
  app.get<{ Params: { id: string } }>(
    '/v1/rules/proposals/:id',
    {
      schema: {
        tags,
        summary: 'One proposal, with its text',
        params: strictObject({ id: idSchema }),
        response: { 200: openedSchema, ...problemResponses },
      },
    },
    ({ params }, reply) => {
      const found = namedProposal(node, Buffer.from(params.id, 'hex'));
      if (found === undefined) throw noProposal();
      const { state } = node.ledger;
      const { matter, record } = found.view;
      const content = isText(matter) ? readContent(state, record.id) : undefined;
      const text = content === undefined ? null : new TextDecoder().decode(content);
      const { governedBy } = found.view;
      const governance =
        governedBy && toBase64url(encodeStructured('governance', found.view.governance));
      return reply
        .header('cache-control', 'no-store')
        .send({ ...bodyOf(node, found), time: timeOf(node), text, governance });
    },
  );
}

/** Ballots are public in full: each with what proves it, so that anybody counts them again. */
export function ballotRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get<{ Params: { id: string }; Querystring: Query }>(
    '/v1/rules/proposals/:id/ballots',
    {
      schema: {
        tags,
        summary: 'Every ballot on a proposal, opened, with its proof',
        params: strictObject({ id: idSchema }),
        querystring: strictObject({
          after: Type.Optional(numberText),
          limit: Type.Optional(limitText),
        }),
        response: { 200: ballotsSchema, ...problemResponses },
      },
    },
    async ({ params, query }, reply) => {
      const view = readProposal(node.ledger.state, Buffer.from(params.id, 'hex'));
      const proposal = view && provenEntry(node, view.record.id);
      if (view === undefined || proposal === undefined) throw noProposal();
      const start = query.after === undefined ? 0 : (numberOf(query.after) ?? 0);
      const limit = pageSize(query.limit);
      // One more tells whether there is another page.
      const places = readBallots(node.ledger.state, view, start, limit + 1);
      const { bodies, taken } = await fillPage(places, limit, ({ said, attestation }) => {
        const entry = provenEntry(node, said);
        const votingKey = attestation && provenEntry(node, attestation);
        return entry && { entry, votingKey: votingKey ?? null };
      });
      const next = taken === null ? null : String(start + taken);
      return reply.header('cache-control', 'no-store').send({ proposal, ballots: bodies, next });
    },
  );
}

function noProposal(): Problem {
  return new Problem('not-found', 'No such proposal is on the log.');
}

/** By the newest header: what has not been logged yet has not happened. */
function timeOf({ ledger }: SovereignNode): number {
  return ledger.state.header?.time ?? 0;
}

function bodyOf(node: SovereignNode, one: NamedProposal): object {
  const history = readVersions(node.ledger.state, one.view.matter);
  return proposalBody(one, { time: timeOf(node), history });
}

/** Proposals that are over, of which what is told is remembered. */
const MAX_KEPT = 4096;

/** What is told of a proposal, by its number; made once of one of which nothing changes any more. */
function bodyReader(node: SovereignNode): (number: number) => object | undefined {
  const kept = new Map<number, object>();
  return (number) => {
    const known = kept.get(number);
    if (known !== undefined) return known;
    const { state } = node.ledger;
    const view = readProposalAt(state, number);
    if (view === undefined) return undefined;
    const body = bodyOf(node, named(node, view));
    if (!isProposalOver(state, view)) return body;
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(number, body);
    return body;
  };
}
