import { type ProposalView, readProposalAt } from '@tallystick/ledger';
import {
  type Matter,
  type Scope,
  contentHash,
  decode,
  formatScope,
  parseScope,
  toHex,
} from '@tallystick/protocol';
import { type History, type Version, gatesReportCodec, versionAt } from '@tallystick/rules';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { type DecidedVersion, decidedVersions } from '../../reads/decided-versions.ts';
import { named } from '../../reads/proposals.ts';
import { currentRulebook } from '../../reads/rulebook.ts';
import { type FilledPage, fillPage } from '../page.ts';
import { Problem } from '../problems.ts';
import {
  countSchema,
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
  content: strictObject({ hash: idSchema, bytes: countSchema }),
};
const next = nullableSchema(Type.String({ description: 'to be sent as `after`' }));
const versionsSchema = strictObject({
  time: timeSchema,
  rulebook: idSchema,
  versions: Type.Array(strictObject(versionFields)),
  next,
});
const historySchema = strictObject({
  time: timeSchema,
  versions: Type.Array(
    strictObject({
      ...versionFields,
      differences: nullableSchema(
        Type.Array(strictObject({ message: text, witness: nullableSchema(text) })),
      ),
    }),
  ),
  next,
});
const tags = ['public'];

interface Query {
  after?: string;
  limit?: string;
}
const querystring = strictObject({
  after: Type.Optional(numberText),
  limit: Type.Optional(limitText),
});

/** What has been decided, of every matter, with what proves it: for everybody, without an account. */
export function versionRoutes(app: FastifyInstance, node: SovereignNode): void {
  const decided = decidedVersions(node);
  const response = (schema: Type.TSchema): object => ({ 200: schema, ...problemResponses });
  app.get<{ Querystring: Query }>(
    '/v1/rules/versions',
    {
      schema: {
        tags,
        summary: 'Every version of every matter: since when, until when, and by which proposal',
        querystring,
        response: response(versionsSchema),
      },
    },
    async ({ query }, reply) => {
      const { hash } = currentRulebook(node).rulebook;
      const time = timeOf(node);
      const page = await pageOf(decided(), query, (one) => bodyOf(node, one));
      const body = { time, rulebook: toHex(hash), ...page };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
  app.get<{ Params: { matter: string }; Querystring: Query }>(
    '/v1/rules/versions/:matter',
    {
      schema: {
        tags,
        summary: 'The versions of one matter, and what each changed',
        params: strictObject({ matter: Type.String({ maxLength: 128 }) }),
        querystring,
        response: response(historySchema),
      },
    },
    async ({ params, query }, reply) => {
      const scope = parseScope(params.matter);
      if (scope === undefined) {
        throw new Problem(
          'malformed',
          'A matter is "module DE", "global", "list NAME", "lists", "settings" …',
        );
      }
      const time = timeOf(node);
      const found = decided().filter(({ matter }) => covers(scope, matter));
      const page = await pageOf(found, query, async (one) => await historyBody(node, one));
      return reply.header('cache-control', 'no-store').send({ time, ...page });
    },
  );
}

function covers(scope: Scope, matter: Matter): boolean {
  if (scope.kind === 'module' && scope.owner === null) return matter.kind === 'module';
  if (scope.kind === 'list' && scope.name === null) return matter.kind === 'list';
  return formatScope(scope) === formatScope(matter);
}

function timeOf({ ledger }: SovereignNode): number {
  return ledger.state.header?.time ?? 0;
}

/** A cursor is the number of the last proposal that was shown: versions that come later change no page. */
async function pageOf(
  versions: readonly DecidedVersion[],
  { after, limit }: Query,
  body: (one: DecidedVersion) => object | Promise<object>,
): Promise<{ versions: FilledPage['bodies']; next: string | null }> {
  const last = after === undefined ? -1 : (numberOf(after) ?? Number.MAX_SAFE_INTEGER);
  const rest = versions.filter(({ number }) => number > last);
  const { bodies, taken } = await fillPage(rest, pageSize(limit), body);
  const next = taken === null ? null : String(rest[taken - 1]?.number);
  return { versions: bodies, next };
}

function bodyOf(node: SovereignNode, { number, matter, version, history }: DecidedVersion): object {
  const { lane, decidedAt, from, until } = version;
  const view = readProposalAt(node.ledger.state, number) as ProposalView;
  const { name } = named(node, view);
  const { content } = view;
  const { hash, size } =
    content.kind === 'parts'
      ? content
      : { hash: contentHash(content.bytes), size: content.bytes.length };
  return {
    name,
    matter: formatScope(matter),
    proposal: toHex(version.proposal),
    index: node.store.indexOf(version.proposal) ?? 0,
    lane,
    decidedAt,
    from,
    until,
    isInForce: standingOf(history, timeOf(node)) === version,
    content: { hash: toHex(hash), bytes: size },
  };
}

const standings = new WeakMap<History, { time: number; version: Version | undefined }>();

/** Found once for all the versions of a page. */
function standingOf(history: History, time: number): Version | undefined {
  const known = standings.get(history);
  if (known?.time === time) return known.version;
  const version = versionAt(history, time);
  standings.set(history, { time, version });
  return version;
}

/** What it changed, as its gates found, where somebody has asked for them here. */
async function historyBody(node: SovereignNode, one: DecidedVersion): Promise<object> {
  const kept = await node.gates.find(one.version.proposal);
  const report = kept && decode(gatesReportCodec, kept.report);
  const differences = report?.ok === true ? report.value.differences : null;
  return {
    ...bodyOf(node, one),
    differences: differences && differences.map(({ message, witness }) => ({ message, witness })),
  };
}
