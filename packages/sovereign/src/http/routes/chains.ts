import { type ChainView, readChain, readCurrency } from '@tallystick/ledger';
import type { FastifyInstance } from 'fastify';
import { certificateCodec, encode, fromHex, toBase64url, toHex } from '@tallystick/protocol';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { headState } from '../../reads/chain-view.ts';
import type { OpenedTransition } from '../../reads/entries.ts';
import type { Session } from '../../sessions/sessions.ts';
import { requireSession } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import {
  amountSchema,
  bytesSchema,
  countSchema,
  idSchema,
  limitText,
  numberOf,
  numberText,
  pageSize,
  problemResponses,
  strictObject,
} from '../schemas.ts';

const tags = ['own data'];
const security = [{ session: [] }];
const params = strictObject({ id: idSchema });

const chainSchema = strictObject({
  chain: idSchema,
  kind: Type.String({ enum: ['device', 'identity', 'treasury'] }),
  sequence: countSchema,
  id: idSchema,
  state: bytesSchema,
  balances: Type.Array(
    strictObject({
      currency: idSchema,
      code: Type.String(),
      decimals: countSchema,
      amount: amountSchema,
    }),
  ),
});

const historySchema = strictObject({
  chain: idSchema,
  sequence: countSchema,
  transitions: Type.Array(
    strictObject({
      sequence: countSchema,
      id: idSchema,
      index: countSchema,
      transition: bytesSchema,
      effects: bytesSchema,
      certificate: bytesSchema,
    }),
  ),
});

/** One's own chains: the stored head with its balances, and everything that was admitted. */
export function chainRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get<{ Params: { id: string } }>(
    '/v1/chains/:id',
    {
      schema: {
        tags,
        security,
        summary: "The stored head of one's own chain, and its balances",
        params,
        response: { 200: chainSchema, ...problemResponses },
      },
    },
    (request, reply) => {
      const view = ownChain(node, requireSession(node, request), request.params.id);
      const state = headState(node.ledger.state, node.store, view);
      if (state === undefined) throw new Problem('unavailable', 'The head is being stored.', 1);
      return reply.header('cache-control', 'no-store').send(chainBody(node, view, state));
    },
  );

  app.get<{ Params: { id: string }; Querystring: { from?: string; limit?: string } }>(
    '/v1/chains/:id/transitions',
    {
      schema: {
        tags,
        security,
        summary: "What was admitted on one's own chain, with certificates, from a sequence on",
        params,
        querystring: strictObject({
          from: Type.Optional(numberText),
          limit: Type.Optional(limitText),
        }),
        response: { 200: historySchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      const view = ownChain(node, requireSession(node, request), request.params.id);
      const from = numberOf(request.query.from ?? '0');
      if (from === undefined) throw new Problem('malformed', 'from is at most 2^53 − 1.');
      const opened = await node.history.read(view, from, pageSize(request.query.limit));
      const transitions = opened
        .map((transition) => transitionBody(node, transition))
        .filter((body) => body !== undefined);
      const { chain, sequence } = view;
      const body = { chain: toHex(chain), sequence, transitions };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
}

/** The chain, if the session may read it: an identity its own, the operator the treasuries'. */
function ownChain(node: SovereignNode, session: Session, id: string): ChainView {
  const chain = fromHex(id, 32);
  const view = chain && readChain(node.ledger.state, chain);
  const { subject } = session;
  const isOwn =
    view !== undefined &&
    (subject.kind === 'operator'
      ? view.identity === null
      : view.identity !== null && Buffer.compare(view.identity, subject.identity) === 0);
  if (!isOwn) throw new Problem('not-found', 'You have no chain with this id.');
  return view;
}

function chainBody(node: SovereignNode, view: ChainView, state: Uint8Array): unknown {
  const { state: ledger } = node.ledger;
  return {
    chain: toHex(view.chain),
    kind: view.kind,
    sequence: view.sequence,
    id: toHex(view.head),
    state: toBase64url(state),
    balances: view.balances.map(({ currency, amount }) => {
      const id = toHex(currency);
      const declared = readCurrency(ledger, ledger.currencies.numbers.get(id) ?? -1);
      const { code = '', decimals = 0 } = declared ?? {};
      return { currency: id, code, decimals, amount: String(amount) };
    }),
  };
}

/** Undefined as long as the transition's batch has no signed checkpoint. */
function transitionBody(node: SovereignNode, opened: OpenedTransition): unknown {
  const certificate = node.ledger.certificate(opened.id);
  if (certificate === undefined) return undefined;
  return {
    sequence: opened.state.sequence,
    id: toHex(opened.id),
    index: opened.index,
    transition: toBase64url(opened.bytes),
    effects: toBase64url(opened.effects),
    certificate: toBase64url(encode(certificateCodec, certificate)),
  };
}
