import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import {
  type ForkMark,
  readCurrency,
  readForks,
  readUncovered,
  type ShownFork,
  type UncoveredView,
} from '@tallystick/ledger';
import { encode, forkProofCodec, toBase64url, toHex } from '@tallystick/protocol';
import { nodeCrypto } from '@tallystick/protocol/crypto-node';
import type { SovereignNode } from '../../node.ts';
import { openTransition } from '../../reads/entries.ts';
import { forkProofs } from '../../reads/fork-proofs.ts';
import { Problem } from '../problems.ts';
import { keyBody } from '../key-body.ts';
import {
  amountSchema,
  bytesSchema,
  countSchema,
  idSchema,
  keySchema,
  limitText,
  nullableSchema,
  numberOf,
  numberText,
  pageSize,
  problemResponses,
  strictObject,
} from '../schemas.ts';

const forkSchema = strictObject({
  hold: idSchema,
  writer: idSchema,
  owner: idSchema,
  key: nullableSchema(keySchema),
  forkProof: nullableSchema(bytesSchema),
  proof: nullableSchema(idSchema),
  transition: nullableSchema(bytesSchema),
});
const uncoveredSchema = strictObject({
  hold: idSchema,
  currency: idSchema,
  code: Type.String(),
  decimals: countSchema,
  cap: amountSchema,
  unpaid: amountSchema,
});

const next = nullableSchema(Type.String({ description: 'to be sent as `after`' }));
interface Query {
  after?: string;
  limit?: string;
}

/** Who signed two histories, with the proof; and which allowances are short of what. Public. */
export function forkRoutes(app: FastifyInstance, node: SovereignNode): void {
  const paged = strictObject({
    after: Type.Optional(numberText),
    limit: Type.Optional(limitText),
  });
  const shownOf = forkProofs();
  const body = async (mark: ForkMark): Promise<unknown> => {
    const { ledger, store } = node;
    const from = { state: ledger.state, store, crypto: nodeCrypto };
    return forkBody(node, mark, await shownOf(from, mark));
  };
  const forks = strictObject({ forks: Type.Array(forkSchema), next });
  app.get<{ Querystring: Query }>(
    '/v1/forks',
    {
      schema: {
        tags: ['public'],
        summary: 'Holds whose writer has signed a fork',
        querystring: paged,
        response: { 200: forks, ...problemResponses },
      },
    },
    async ({ query }) => {
      const { state } = node.ledger;
      const limit = pageSize(query.limit);
      const from = cursorOf(query) + 1;
      const marks = readForks(state);
      const end = Math.min(from + limit, marks.length);
      const page = await Promise.all(marks.slice(from, end).map(body));
      return { forks: page, next: end < marks.length ? String(end - 1) : null };
    },
  );
  app.get<{ Params: { id: string } }>(
    '/v1/forks/:id',
    {
      schema: {
        tags: ['public'],
        summary: 'The fork on one hold',
        params: strictObject({ id: idSchema }),
        response: { 200: forkSchema, ...problemResponses },
      },
    },
    async ({ params }) => {
      const mark = node.ledger.state.forks.of(Buffer.from(params.id, 'hex'));
      if (mark === undefined) throw new Problem('not-found', 'No fork is known on such a hold.');
      return body(mark);
    },
  );

  const uncovered = strictObject({ uncovered: Type.Array(uncoveredSchema), next });
  app.get<{ Querystring: Query }>(
    '/v1/uncovered',
    {
      schema: {
        tags: ['public'],
        summary: 'Allowances whose cheques are not paid in full',
        querystring: paged,
        response: { 200: uncovered, ...problemResponses },
      },
    },
    ({ query }) => {
      const { state } = node.ledger;
      const limit = pageSize(query.limit);
      const views = readUncovered(state, cursorOf(query), limit + 1);
      const last = views.length > limit ? views[limit - 1] : undefined;
      return {
        uncovered: views.slice(0, limit).map((view) => uncoveredBody(node, view)),
        next: last === undefined ? null : String(last.number),
      };
    },
  );
}

function cursorOf({ after }: Query): number {
  return after === undefined ? -1 : (numberOf(after) ?? MANY);
}

function uncoveredBody({ ledger }: SovereignNode, view: UncoveredView): unknown {
  const { state } = ledger;
  const { hold, currency, cap, unpaid } = view;
  const declared = readCurrency(state, state.currencies.numbers.get(toHex(currency)) ?? -1);
  return {
    hold: toHex(hold),
    currency: toHex(currency),
    code: declared?.code ?? '',
    decimals: declared?.decimals ?? 0,
    cap: String(cap),
    unpaid: String(unpaid),
  };
}

/** A cursor beyond every mark. */
const MANY = Number.MAX_SAFE_INTEGER - 1;

function forkBody({ store }: SovereignNode, mark: ForkMark, shown: ShownFork | undefined): unknown {
  const { hold, writer, owner, proof } = mark;
  // Such a statement is public in full; one that is not durable yet is not told.
  const opened = proof === null ? undefined : openTransition(store, proof);
  return {
    hold: toHex(hold),
    writer: toHex(writer),
    owner: toHex(owner),
    key: shown === undefined ? null : keyBody(shown.writer),
    forkProof: shown === undefined ? null : toBase64url(encode(forkProofCodec, shown.proof)),
    proof: opened === undefined ? null : toHex(opened.id),
    transition: opened === undefined ? null : toBase64url(opened.bytes),
  };
}
