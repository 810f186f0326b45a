import type { RulebookInForce } from '@tallystick/ledger';
import { type Hash, equalBytes, networkOf, toHex } from '@tallystick/protocol';
import {
  type RulebookSource,
  encodeSource,
  may,
  nameOf,
  print,
  readMayQuery,
  type Tree,
  treeHash,
} from '@tallystick/rules';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { newPastRulebooks } from '../../reads/past-rulebooks.ts';
import { currentRulebook } from '../../reads/rulebook.ts';
import { conditionSchema } from '../condition-schema.ts';
import { FOR_EVER } from '../for-ever.ts';
import { Problem } from '../problems.ts';
import { rateLimit } from '../rate-limit.ts';
import {
  countSchema,
  countrySchema,
  idSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

/** A question costs up to two thousand decisions: more than anything else that strangers may ask. */
const QUERIES_PER_SECOND = 5;
const QUERIES_BURST = 50;
/** After which somebody who found too many looking for a rulebook asks again. */
const BUSY_SECONDS = 5;

const text = Type.String();
const versioned = {
  name: text,
  version: countSchema,
  from: timeSchema,
  until: nullableSchema(timeSchema),
  hash: idSchema,
  text,
};
const rulebookSchema = strictObject({
  rulebook: idSchema,
  modules: Type.Array(strictObject(versioned)),
  lists: Type.Array(strictObject(versioned)),
});

const querySchema = strictObject({
  amount: Type.String({ description: 'as people write it: 500 or 500.00', maxLength: 64 }),
  currency: Type.String({ description: 'its code, such as EUR', maxLength: 16 }),
  from: countrySchema,
  to: countrySchema,
  tier: Type.Optional(
    Type.String({ pattern: '^[0-9]{1,2}$', description: 'the sender’s identity tier, else 0' }),
  ),
});

const answerSchema = strictObject({
  asked: strictObject({
    amount: text,
    currency: text,
    from: countrySchema,
    to: countrySchema,
    tier: countSchema,
    time: timeSchema,
  }),
  answer: Type.String({ enum: ['yes', 'no', 'yes-if'] }),
  outcome: Type.String({ enum: ['refuse', 'hold', 'no-objection'] }),
  rule: nullableSchema(text),
  conditions: Type.Array(conditionSchema),
  rules: Type.Array(
    strictObject({
      code: text,
      title: text,
      source: nullableSchema(text),
      module: text,
      version: countSchema,
      since: timeSchema,
      text,
    }),
  ),
  modules: Type.Array(
    strictObject({ name: text, version: countSchema, since: timeSchema, hash: idSchema }),
  ),
  rulebook: idSchema,
});

const tags = ['public'];

/** The rules in force, and what they say of a payment: for everybody, without an account. */
export function rulesRoutes(app: FastifyInstance, node: SovereignNode): void {
  const limit = rateLimit(QUERIES_PER_SECOND, QUERIES_BURST);
  const sourceOf = sourceReader(node);
  app.get<{ Querystring: { rulebook?: string } }>(
    '/v1/rules',
    {
      schema: {
        tags,
        summary: 'The rulebook, or one that was in force: every module and list, with its text',
        querystring: strictObject({ rulebook: Type.Optional(idSchema) }),
        response: { 200: rulebookSchema, ...problemResponses },
      },
    },
    async ({ query, headers, ip }, reply) => {
      const found = query.rulebook && (await sourceOf(Buffer.from(query.rulebook, 'hex'), ip));
      const { source, rulebook } = currentRulebook(node);
      const shown = found || { source, hash: rulebook.hash };
      if (found) reply.header('cache-control', FOR_EVER).header('vary', 'accept');
      if (headers.accept !== 'application/cbor') return rulebookBody(shown);
      return reply.type('application/cbor').send(Buffer.from(encodeSource(shown.source)));
    },
  );
  app.get<{ Querystring: Type.Static<typeof querySchema> }>(
    '/v1/rules/query',
    {
      schema: {
        tags,
        summary: 'May I? What the rules say of a payment: yes, no, or yes if',
        querystring: querySchema,
        response: { 200: answerSchema, ...problemResponses },
      },
    },
    ({ query, ip }, reply) => {
      const wait = limit.take(networkOf(ip), performance.now());
      if (wait > 0) throw new Problem('too-many-requests', `Try again after ${wait} s.`, wait);
      const time = Math.max(node.now(), node.ledger.state.header?.time ?? 0);
      return reply
        .header('cache-control', 'no-store')
        .send(answerTo(currentRulebook(node), query, time));
    },
  );
}

/** A rulebook by its hash. Looking for one takes of the rate; one that is remembered does not. */
function sourceReader(
  node: SovereignNode,
): (hash: Hash, ip: string) => Promise<{ source: RulebookSource; hash: Hash }> {
  const past = newPastRulebooks(node);
  const limit = rateLimit(QUERIES_PER_SECOND, QUERIES_BURST);
  return async (hash, ip) => {
    const current = currentRulebook(node);
    const isCurrent = equalBytes(current.rulebook.hash, hash);
    const known = isCurrent ? current.source : past.known(hash);
    if (known !== undefined) return { source: known, hash };
    const wait = limit.take(networkOf(ip), performance.now());
    if (wait > 0) throw new Problem('too-many-requests', `Try again after ${wait} s.`, wait);
    const source = await past.find(hash);
    if (source === 'busy') {
      throw new Problem('busy', 'Many look for rulebooks: ask again later.', BUSY_SECONDS);
    }
    if (source === undefined) throw new Problem('not-found', 'No such rulebook was in force here.');
    return { source, hash };
  };
}

function answerTo(
  { source, rulebook }: RulebookInForce,
  { tier = '0', ...query }: Type.Static<typeof querySchema>,
  time: number,
): unknown {
  const codes = source.currencies.map(({ code }) => code);
  if (!codes.includes(query.currency)) {
    const message = `There is no currency “${query.currency}” here. Type one of: ${codes.join(', ')}.`;
    throw new Problem('malformed', message);
  }
  const read = readMayQuery({ ...query, tier }, source.currencies, time);
  if (!read.ok) throw new Problem('malformed', read.message);
  return may(source, rulebook, read.query);
}

function rulebookBody({ source, hash }: { source: RulebookSource; hash: Hash }): unknown {
  return {
    rulebook: toHex(hash),
    modules: source.modules.map((tree) => ({ name: nameOf(tree.owner), ...versionBody(tree) })),
    lists: source.lists.map((tree) => ({ name: tree.name, ...versionBody(tree) })),
  };
}

function versionBody(tree: Tree): object {
  const { version, force } = tree;
  const { from, until } = force;
  return { version, from, until, hash: toHex(treeHash(tree)), text: print(tree) };
}
