import {
  type LedgerState,
  readCurrency,
  readNewestFigure,
  readSupplyHistory,
} from '@tallystick/ledger';
import { toHex } from '@tallystick/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { Problem } from '../problems.ts';
import {
  amountSchema,
  countSchema,
  idSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const supplySchema = strictObject({
  size: countSchema,
  time: nullableSchema(timeSchema),
  supply: Type.Array(
    strictObject({
      currency: idSchema,
      code: Type.String(),
      decimals: countSchema,
      minted: amountSchema,
      burned: amountSchema,
      circulating: amountSchema,
      reserve: nullableSchema(
        strictObject({ amount: amountSchema, from: timeSchema, until: timeSchema }),
      ),
    }),
  ),
});

/** Points of a history where nobody asks for another number of them. */
const USUAL_POINTS = 200;

const historySchema = strictObject({
  currency: idSchema,
  code: Type.String(),
  decimals: countSchema,
  size: countSchema,
  time: nullableSchema(timeSchema),
  points: Type.Array(
    strictObject({
      time: timeSchema,
      minted: amountSchema,
      burned: amountSchema,
      circulating: amountSchema,
    }),
  ),
});

/** How much of each currency there is, and has been: for everybody, without an account. */
export function supplyRoutes(app: FastifyInstance, node: SovereignNode): void {
  const tags = ['public'];
  app.get(
    '/v1/supply',
    {
      schema: {
        tags,
        summary: 'Minted and burned, in all, of every currency',
        response: { 200: supplySchema, ...problemResponses },
      },
    },
    (_request, reply) => reply.header('cache-control', 'no-store').send(supplyBody(node)),
  );
  app.get<{ Querystring: { currency: string; points?: string } }>(
    '/v1/supply/history',
    {
      schema: {
        tags,
        summary:
          'Minted and burned, in all, after each change of one currency; thinned to few points',
        querystring: strictObject({
          currency: Type.String({ pattern: '^[A-Z0-9]{3,8}$' }),
          points: Type.Optional(
            Type.String({
              pattern: '^([2-9]|[1-9][0-9]{1,2}|1000)$',
              description: `how many at most: 2 to 1000, ${USUAL_POINTS} where it is absent`,
            }),
          ),
        }),
        response: { 200: historySchema, ...problemResponses },
      },
    },
    ({ query: { currency, points = String(USUAL_POINTS) } }, reply) =>
      reply.header('cache-control', 'no-store').send(historyBody(node, currency, Number(points))),
  );
}

function supplyBody(node: SovereignNode): unknown {
  const { state, size } = node.ledger;
  const supply = state.currencies.totals.map(({ minted, burned }, number) => {
    const declared = readCurrency(state, number);
    return {
      currency: toHex(state.currencies.ids[number] as Uint8Array),
      code: declared?.code ?? '',
      decimals: declared?.decimals ?? 0,
      minted: String(minted),
      burned: String(burned),
      circulating: String(minted - burned),
      reserve: reserveOf(state, declared?.code ?? ''),
    };
  });
  return { size, time: state.header?.time ?? null, supply };
}

/** What the office that publishes the figure `RESERVE-CODE` has said last; an indicator is a whole number. */
function reserveOf(state: LedgerState, code: string): unknown {
  const figure = readNewestFigure(state, `RESERVE-${code}`);
  if (figure === undefined) return null;
  return { amount: String(figure.numerator), from: figure.from, until: figure.until };
}

function historyBody(node: SovereignNode, code: string, most: number): unknown {
  const { state, size } = node.ledger;
  const number = state.currencies.ids.findIndex((_, at) => readCurrency(state, at)?.code === code);
  if (number < 0) throw new Problem('not-found', `No currency ${code} is declared here.`);
  const points = readSupplyHistory(state, number, most).map(({ time, minted, burned }) => ({
    time,
    minted: String(minted),
    burned: String(burned),
    circulating: String(minted - burned),
  }));
  return {
    currency: toHex(state.currencies.ids[number] as Uint8Array),
    code,
    decimals: readCurrency(state, number)?.decimals ?? 0,
    size,
    time: state.header?.time ?? null,
    points,
  };
}
