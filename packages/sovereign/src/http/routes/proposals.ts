import { readProposal, readVersions, readVotingKey } from '@tallystick/ledger';
import { type Matter, encodeStructured, formatScope, toBase64url } from '@tallystick/protocol';
import type { History } from '@tallystick/rules';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { ballotReader } from '../../reads/ballots.ts';
import { openEntry } from '../../reads/entries.ts';
import {
  type NamedProposal,
  type ProposalNames,
  isText,
  namedProposal,
  namedProposals,
  proposalContent,
} from '../../reads/proposals.ts';
import { provenEntry, provenEntrySchema } from '../../reads/proven-entry.ts';
import { type ReadVotingKeyThen, votingKeyThen } from '../../reads/voting-key-then.ts';
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
  const names: ProposalNames = new Map();
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
    ({ query }, reply) => {
      const all = namedProposals(node, names);
      const end = query.after === undefined ? all.length : (numberOf(query.after) ?? all.length);
      const start = Math.max(0, end - pageSize(query.limit));
      const scene = sceneOf(node);
      return reply.header('cache-control', 'no-store').send({
        time: scene.time,
        proposals: all
          .slice(start, end)
          .reverse()
          .map((one) => bodyOf(one, scene)),
        next: start === 0 ? null : String(start),
      });
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
      const found = needProposal(node, names, params.id);
      const scene = sceneOf(node);
      const body = bodyOf(found, scene);
      const content = isText(found.view.matter) ? proposalContent(node, found.view) : undefined;
      const text = content === undefined ? null : new TextDecoder().decode(content);
      const { governedBy } = found.view;
      const governance =
        governedBy && toBase64url(encodeStructured('governance', found.view.governance));
      return reply
        .header('cache-control', 'no-store')
        .send({ ...body, time: scene.time, text, governance });
    },
  );
}

/** Ballots are public in full: each with what proves it, so that anybody counts them again. */
export function ballotRoutes(app: FastifyInstance, node: SovereignNode): void {
  const read = ballotReader();
  const readKey = votingKeyThen(node.store);
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
      const entries = await read(node, view, () => reply.raw.destroyed);
      const start = query.after === undefined ? 0 : (numberOf(query.after) ?? entries.length);
      const end = Math.min(entries.length, start + pageSize(query.limit));
      const ballots: object[] = [];
      for (const index of entries.slice(start, end)) {
        const ballot = await ballotBody(node, index, readKey);
        if (ballot !== undefined) ballots.push(ballot);
      }
      const next = end < entries.length ? String(end) : null;
      return reply.header('cache-control', 'no-store').send({ proposal, ballots, next });
    },
  );
}

async function ballotBody(
  node: SovereignNode,
  index: number,
  readKey: ReadVotingKeyThen,
): Promise<object | undefined> {
  const stored = node.store.entry(index);
  const opened = stored && openEntry(stored);
  const entry = opened && provenEntry(node, opened.id);
  if (opened === undefined || entry === undefined) return undefined;
  const now = readVotingKey(node.ledger.state, opened.state.chain)?.attestation;
  const key = await readKey(opened, now);
  return { entry, votingKey: (key && provenEntry(node, key)) ?? null };
}

function needProposal(node: SovereignNode, names: ProposalNames, id: string): NamedProposal {
  const found = namedProposal(node, names, Buffer.from(id, 'hex'));
  if (found === undefined) throw noProposal();
  return found;
}

function noProposal(): Problem {
  return new Problem('not-found', 'No such proposal is on the log.');
}

/** By the newest header: what has not been logged yet has not happened. Each matter is gone through once. */
interface Scene {
  readonly time: number;
  readonly historyOf: (matter: Matter) => History;
}

function sceneOf({ ledger: { state } }: SovereignNode): Scene {
  const known = new Map<string, History>();
  const historyOf = (matter: Matter): History => {
    const name = formatScope(matter);
    const history = known.get(name) ?? readVersions(state, matter);
    known.set(name, history);
    return history;
  };
  return { time: state.header?.time ?? 0, historyOf };
}

function bodyOf(one: NamedProposal, { time, historyOf }: Scene): object {
  return proposalBody(one, { time, history: historyOf(one.view.matter) });
}
