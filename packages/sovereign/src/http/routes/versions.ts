import { type ProposalView, readContent, readProposal, readVersions } from '@tallystick/ledger';
import {
  type Matter,
  type Scope,
  decode,
  formatScope,
  parseScope,
  toHex,
} from '@tallystick/protocol';
import { type History, type Version, gatesReportCodec, versionAt } from '@tallystick/rules';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { provenEntry, provenEntrySchema } from '../../reads/proven-entry.ts';
import {
  type NamedProposal,
  type ProposalNames,
  isText,
  namedProposals,
} from '../../reads/proposals.ts';
import { currentRulebook } from '../../reads/rulebook.ts';
import { Problem } from '../problems.ts';
import {
  countSchema,
  idSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const text = Type.String();
const versionFields = {
  name: text,
  matter: text,
  proposal: idSchema,
  index: countSchema,
  lane: Type.String({ enum: ['ordinary', 'emergency'] }),
  decidedAt: timeSchema,
  from: timeSchema,
  until: nullableSchema(timeSchema),
  isInForce: Type.Boolean(),
};
const versionsSchema = strictObject({
  time: timeSchema,
  rulebook: idSchema,
  versions: Type.Array(strictObject(versionFields)),
});
const historySchema = strictObject({
  time: timeSchema,
  versions: Type.Array(
    strictObject({
      ...versionFields,
      text: nullableSchema(text),
      differences: nullableSchema(
        Type.Array(strictObject({ message: text, witness: nullableSchema(text) })),
      ),
    }),
  ),
});
const evidenceSchema = strictObject({
  proposal: provenEntrySchema,
  parts: Type.Array(provenEntrySchema),
  words: Type.Array(provenEntrySchema),
});

const tags = ['public'];

/** What has been decided, of every matter, with what proves it: for everybody, without an account. */
export function versionRoutes(app: FastifyInstance, node: SovereignNode): void {
  const names: ProposalNames = new Map();
  const response = (schema: Type.TSchema): object => ({ 200: schema, ...problemResponses });
  app.get(
    '/v1/rules/versions',
    {
      schema: {
        tags,
        summary: 'Every version of every matter: since when, until when, and by which proposal',
        response: response(versionsSchema),
      },
    },
    (_request, reply) => {
      const { hash } = currentRulebook(node).rulebook;
      const versions = versionsOf(node, names).map((one) => bodyOf(node, one));
      const body = { time: timeOf(node), rulebook: toHex(hash), versions };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
  app.get<{ Params: { matter: string } }>(
    '/v1/rules/versions/:matter',
    {
      schema: {
        tags,
        summary: 'The versions of one matter, with their texts and what each changed',
        params: strictObject({ matter: Type.String({ maxLength: 128 }) }),
        response: response(historySchema),
      },
    },
    async ({ params }, reply) => {
      const scope = parseScope(params.matter);
      if (scope === undefined) {
        throw new Problem(
          'malformed',
          'A matter is "module DE", "global", "list NAME", "lists", "settings" …',
        );
      }
      const found = versionsOf(node, names).filter(({ matter }) => covers(scope, matter));
      const versions = await Promise.all(found.map(async (one) => await historyBody(node, one)));
      return reply.header('cache-control', 'no-store').send({ time: timeOf(node), versions });
    },
  );
  app.get<{ Params: { id: string } }>(
    '/v1/rules/proposals/:id/evidence',
    {
      schema: {
        tags,
        summary: 'What proves a proposal: its entry, those of its parts and of the words about it',
        params: strictObject({ id: idSchema }),
        response: response(evidenceSchema),
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

function covers(scope: Scope, matter: Matter): boolean {
  if (scope.kind === 'module' && scope.owner === null) return matter.kind === 'module';
  if (scope.kind === 'list' && scope.name === null) return matter.kind === 'list';
  return formatScope(scope) === formatScope(matter);
}

interface NamedVersion {
  readonly matter: Matter;
  readonly version: Version;
  /** All of its matter. */
  readonly history: History;
  readonly proposal: NamedProposal;
}

function timeOf({ ledger }: SovereignNode): number {
  return ledger.state.header?.time ?? 0;
}

/** In the order in which they were proposed. */
function versionsOf(node: SovereignNode, names: ProposalNames): NamedVersion[] {
  const { state } = node.ledger;
  const byMatter = new Map<string, History>();
  return namedProposals(node, names).flatMap((proposal) => {
    const { matter, record } = proposal.view;
    const key = formatScope(matter);
    const history = byMatter.get(key) ?? readVersions(state, matter);
    byMatter.set(key, history);
    const id = toHex(record.id);
    const version = history.versions.find((one) => toHex(one.proposal) === id);
    return version === undefined ? [] : [{ matter, version, history, proposal }];
  });
}

function bodyOf(node: SovereignNode, { matter, version, history, proposal }: NamedVersion): object {
  const { lane, decidedAt, from, until } = version;
  const standing = versionAt(history, timeOf(node));
  const id = toHex(version.proposal);
  return {
    name: proposal.name,
    matter: formatScope(matter),
    proposal: id,
    index: node.store.indexOf(version.proposal) ?? 0,
    lane,
    decidedAt,
    from,
    until,
    isInForce: standing !== undefined && toHex(standing.proposal) === id,
  };
}

/** What it changed, as its gates found, where somebody has asked for them here. */
async function historyBody(node: SovereignNode, one: NamedVersion): Promise<object> {
  const { proposal } = one.version;
  const content = isText(one.matter) ? readContent(node.ledger.state, proposal) : undefined;
  const kept = await node.gates.find(proposal);
  const report = kept && decode(gatesReportCodec, kept.report);
  const differences = report?.ok === true ? report.value.differences : null;
  return {
    ...bodyOf(node, one),
    text: content === undefined ? null : new TextDecoder().decode(content),
    differences: differences && differences.map(({ message, witness }) => ({ message, witness })),
  };
}

function evidenceBody(node: SovereignNode, view: ProposalView): object | undefined {
  const proposal = provenEntry(node, view.record.id);
  const parts = view.content.kind === 'inline' ? [] : view.content.parts;
  const entries = [parts, view.words.map(({ by }) => by)].map((ids) =>
    ids.flatMap((id) => provenEntry(node, id) ?? []),
  );
  return proposal && { proposal, parts: entries[0], words: entries[1] };
}
