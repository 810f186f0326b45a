import { type ProposalView, findContent, readProposal } from '@tallystick/ledger';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { provenEntry, provenEntrySchema } from '../../reads/proven-entry.ts';
import { isText } from '../../reads/proposals.ts';
import { FOR_EVER } from '../for-ever.ts';
import { Problem } from '../problems.ts';
import { binaryContent, idSchema, problemResponses, strictObject } from '../schemas.ts';

const evidenceSchema = strictObject({
  proposal: provenEntrySchema,
  parts: Type.Array(provenEntrySchema),
  words: Type.Array(provenEntrySchema),
});

const tags = ['public'];

/** What proves a proposal: for everybody, without an account. */
export function evidenceRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get<{ Params: { id: string } }>(
    '/v1/rules/proposals/:id/evidence',
    {
      schema: {
        tags,
        summary: 'What proves a proposal: its entry, those of its parts and of the words about it',
        params: strictObject({ id: idSchema }),
        response: { 200: evidenceSchema, ...problemResponses },
      },
    },
    ({ params }, reply) => {
      const found = readProposal(node.ledger.state, Buffer.from(params.id, 'hex'));
      const body = found && evidenceBody(node, found);
      if (body === undefined) throw new Problem('not-found', 'No such proposal is on the log.');
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
}

/** What has been proposed, under its hash: nothing about it ever changes. */
export function contentRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get<{ Params: { hash: string } }>(
    '/v1/rules/contents/:hash',
    {
      schema: {
        tags,
        summary: 'What was proposed, by its hash: a text, or a structure in canonical bytes',
        params: strictObject({ hash: idSchema }),
        response: {
          200: binaryContent('text/plain', 'a text of rules, or a list; else application/cbor'),
          ...problemResponses,
        },
      },
    },
    ({ params }, reply) => {
      const found = findContent(node.ledger.state, Buffer.from(params.hash, 'hex'));
      if (found === undefined) throw new Problem('not-found', 'Nothing like that was proposed.');
      return reply
        .header('cache-control', FOR_EVER)
        .header('x-content-type-options', 'nosniff')
        .type(isText(found.matter) ? 'text/plain; charset=utf-8' : 'application/cbor')
        .send(Buffer.from(found.bytes));
    },
  );
}

function evidenceBody(node: SovereignNode, view: ProposalView): object | undefined {
  const proposal = provenEntry(node, view.record.id);
  const parts = view.content.kind === 'inline' ? [] : view.content.parts;
  const entries = [parts, view.words.map(({ by }) => by)].map((ids) =>
    ids.flatMap((id) => provenEntry(node, id) ?? []),
  );
  return proposal && { proposal, parts: entries[0], words: entries[1] };
}
