import { readCurrency, readPauses } from '@tallystick/ledger';
import { type Hash, encodeAddress, fromHex, toHex } from '@tallystick/protocol';
import { type ListStanding, listsAt, publicParties } from '@tallystick/rules';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { findIdentity, handleOf } from '../../reads/identity.ts';
import { currentRulebook } from '../../reads/rulebook.ts';
import { fillPage } from '../page.ts';
import { Problem } from '../problems.ts';
import {
  countSchema,
  idSchema,
  limitText,
  nullableSchema,
  pageSize,
  problemResponses,
  strictObject,
  timeSchema,
  whoSchema,
} from '../schemas.ts';

const tags = ['public'];
const NO_STORE = { 'cache-control': 'no-store' };
const text = Type.String();
const versionFields = {
  name: text,
  version: countSchema,
  from: timeSchema,
  until: nullableSchema(timeSchema),
  freshUntil: timeSchema,
  isInForce: Type.Boolean(),
};
const ruleSchema = strictObject({
  module: text,
  owner: Type.String({ enum: ['global', 'currency', 'country', 'treaty'] }),
  rule: text,
  title: text,
  subject: Type.String({ enum: ['sender', 'receiver'] }),
  does: Type.String({ enum: ['refuse', 'hold'] }),
  isExcepted: Type.Boolean(),
  pauses: Type.Boolean(),
});
const listsSchema = strictObject({
  time: timeSchema,
  lists: Type.Array(
    strictObject({
      ...versionFields,
      of: Type.String({ enum: ['parties', 'countries'] }),
      isConfidential: Type.Boolean(),
      entries: nullableSchema(countSchema),
      rules: Type.Array(ruleSchema),
      otherRules: Type.Array(text),
    }),
  ),
});
const partiesSchema = strictObject({
  time: timeSchema,
  ...versionFields,
  entries: countSchema,
  parties: Type.Array(
    strictObject({
      identity: idSchema,
      address: text,
      isKnown: Type.Boolean(),
      handle: nullableSchema(text),
    }),
  ),
  next: nullableSchema(Type.String({ description: 'to be sent as `after`' })),
});
const namedSchema = strictObject({
  time: timeSchema,
  identity: idSchema,
  lists: Type.Array(strictObject({ ...versionFields, isNamed: Type.Boolean() })),
  pauses: Type.Array(
    strictObject({
      list: text,
      currency: nullableSchema(text),
      since: timeSchema,
      until: nullableSchema(timeSchema),
    }),
  ),
});

const listName = Type.String({ maxLength: 64, pattern: '^[A-Z0-9-]+$' });

/** What lists there are, whom they name and what rules make of that: for everybody, without an account. */
export function listRoutes(app: FastifyInstance, node: SovereignNode): void {
  const response = (schema: Type.TSchema): object => ({ 200: schema, ...problemResponses });
  app.get(
    '/v1/rules/lists',
    {
      schema: {
        tags,
        summary: 'Every list, decided and not over, and the rules that stop whoever is on it',
        response: response(listsSchema),
      },
    },
    (_request, reply) => {
      const { time, lists } = standing(node);
      return reply.headers(NO_STORE).send({ time, lists: lists.map(listBody) });
    },
  );
  app.get<{ Params: { name: string }; Querystring: { after?: string; limit?: string } }>(
    '/v1/rules/lists/:name',
    {
      schema: {
        tags,
        summary: 'Whom a public list of parties names, by the version in force, else the next one',
        params: strictObject({ name: listName }),
        querystring: strictObject({
          after: Type.Optional(idSchema),
          limit: Type.Optional(limitText),
        }),
        response: response(partiesSchema),
      },
    },
    async ({ params, query }, reply) => {
      const { time, lists } = standing(node);
      const own = lists.filter(({ list }) => list.name === params.name);
      const found =
        own.find(({ isInForce }) => isInForce) ?? own.find(({ list }) => list.force.from > time);
      const parties = found && publicParties(found.list);
      if (!found || !parties) {
        throw new Problem('not-found', 'No public list of parties of this name is in force here.');
      }
      const { after = '' } = query;
      const rest = sorted(parties).filter((party) => party > after);
      const { bodies, taken } = await fillPage(rest, pageSize(query.limit), (party) =>
        partyBody(node, party),
      );
      const next = taken === null ? null : (rest[taken - 1] ?? null);
      const body = { time, ...versionBody(found), entries: parties.size, parties: bodies, next };
      return reply.headers(NO_STORE).send(body);
    },
  );
  app.get<{ Params: { who: string } }>(
    '/v1/identities/:who/lists',
    {
      schema: {
        tags,
        summary: 'Whether public lists name an identity, and what pauses payouts to it',
        params: strictObject({ who: whoSchema }),
        response: response(namedSchema),
      },
    },
    ({ params }, reply) => reply.headers(NO_STORE).send(namedBody(node, params.who)),
  );
}

function standing(node: SovereignNode): { time: number; lists: readonly ListStanding[] } {
  const time = node.ledger.state.header?.time ?? 0;
  return { time, lists: listsAt(currentRulebook(node).source, time) };
}

function versionBody({ list, isInForce, freshUntil }: ListStanding): object {
  const { name, version, force } = list;
  return { name, version, from: force.from, until: force.until, freshUntil, isInForce };
}

function listBody(one: ListStanding): object {
  const { of, confidential, entries } = one.list;
  return {
    ...versionBody(one),
    of,
    isConfidential: confidential,
    entries: entries?.length ?? null,
    rules: one.use.rules,
    otherRules: one.use.others,
  };
}

/** By the set of a list's entries: pages of a list go by one order. */
const orders = new WeakMap<ReadonlySet<string>, readonly string[]>();

function sorted(parties: ReadonlySet<string>): readonly string[] {
  const known = orders.get(parties) ?? [...parties].sort();
  orders.set(parties, known);
  return known;
}

function partyBody({ ledger: { state } }: SovereignNode, party: string): object {
  const id = fromHex(party, 32) as Hash;
  const slot = state.identities.find(id);
  const handle = slot < 0 ? null : handleOf(state, slot);
  return { identity: party, address: encodeAddress(id), isKnown: slot >= 0, handle };
}

function namedBody(node: SovereignNode, name: string): object {
  const { state } = node.ledger;
  const slot = findIdentity(state, name);
  if (slot < 0) throw new Problem('not-found', 'No identity of this name is known here.');
  const identity = toHex(state.identities.id(slot));
  const { time, lists } = standing(node);
  const pauses = readPauses(state, slot).map(({ list, currency, from, until }) => ({
    list,
    currency: currency === null ? null : (readCurrency(state, currency)?.code ?? null),
    since: from,
    until,
  }));
  const named = lists.flatMap((one) => {
    const parties = publicParties(one.list);
    return parties === null ? [] : [{ ...versionBody(one), isNamed: parties.has(identity) }];
  });
  return { time, identity, lists: named, pauses };
}
