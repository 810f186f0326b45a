import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import {
  TILE_WIDTH,
  type TileName,
  encodeEntryBundle,
  parseTilePath,
  tileWidth,
} from '@tallystick/protocol';
import type { SovereignNode } from '../../node.ts';
import { entryLeafOf } from '../../reads/entries.ts';
import { keepLogDays } from '../../reads/log-days.ts';
import { FOR_EVER } from '../for-ever.ts';
import { Problem } from '../problems.ts';
import {
  binaryContent,
  countSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const compress = promisify(gzip);
const tags = ['log'];

const daysSchema = strictObject({
  size: countSchema,
  time: nullableSchema(timeSchema),
  days: Type.Array(strictObject({ day: timeSchema, entries: countSchema })),
});

/** The transparency log, as C2SP tlog-tiles, so that existing monitors and witnesses read it. */
export function logRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get(
    '/checkpoint',
    {
      schema: {
        tags,
        summary: 'The newest signed checkpoint (C2SP tlog-checkpoint)',
        response: {
          200: binaryContent('text/plain', 'the signed note'),
          ...problemResponses,
        },
      },
    },
    (_request, reply) => {
      const note = node.ledger.checkpoint?.note;
      if (note === undefined || note === null)
        throw new Problem('not-found', 'The log is empty as yet.');
      return reply
        .header('cache-control', 'no-cache')
        .type('text/plain; charset=utf-8')
        .send(Buffer.from(note));
    },
  );

  const days = keepLogDays(
    () => node.store,
    () => {
      const { size, checkpoint } = node.ledger;
      return { size, time: checkpoint?.time ?? null };
    },
  );
  app.get<{ Querystring: { days?: string } }>(
    '/v1/log/days',
    {
      schema: {
        tags,
        summary: 'By how many entries the log grew on each of the newest days',
        querystring: strictObject({
          days: Type.Optional(
            Type.String({ pattern: '^([1-9]|[1-8][0-9]|90)$', description: '1 to 90; else 30' }),
          ),
        }),
        response: { 200: daysSchema, ...problemResponses },
      },
    },
    ({ query: { days: most = '30' } }, reply) => {
      const { size, checkpoint } = node.ledger;
      const body = { size, time: checkpoint?.time ?? null, days: days.newest(Number(most)) };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );

  app.get<{ Params: { '*': string } }>(
    '/tile/*',
    {
      schema: {
        tags,
        summary: 'A tile of hashes, or an entry bundle (C2SP tlog-tiles)',
        response: {
          200: binaryContent('application/octet-stream', 'the tile'),
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const tile = parseTilePath(`tile/${request.params['*']}`);
      if (tile === undefined) throw new Problem('not-found', 'This is no path of a tile.');
      if (tile.level === 'entries') {
        return await sendEntries(reply, node, tile, request.headers['accept-encoding']);
      }
      const bytes = hashTile(node, tile.level, tile);
      return sendTile(reply, Buffer.from(bytes));
    },
  );
}

function hashTile(node: SovereignNode, level: number, tile: TileName): Uint8Array {
  const bytes = node.store.tile(level, tile.index);
  const width = Math.min(tileWidth(node.ledger.size, level, tile.index), TILE_WIDTH);
  // A full tile is asked for without a width: one that is not full yet is not there.
  if (bytes === undefined || tile.width > width) throw absent();
  return bytes.subarray(0, 32 * tile.width);
}

async function sendEntries(
  reply: FastifyReply,
  node: SovereignNode,
  tile: TileName,
  accepted: string | string[] | undefined,
): Promise<FastifyReply> {
  if (tile.width > tileWidth(node.ledger.size, 0, tile.index)) throw absent();
  const first = tile.index * TILE_WIDTH;
  const leaves: Uint8Array[] = [];
  for (const entry of node.store.exportEntries(first, first + tile.width)) {
    leaves.push(entryLeafOf(entry));
  }
  const bundle = Buffer.from(encodeEntryBundle(leaves));
  reply.header('vary', 'accept-encoding');
  if (!/\bgzip\b(?!;\s*q=0(\.0*)?(,|$))/.test(String(accepted ?? '')))
    return sendTile(reply, bundle);
  return sendTile(reply.header('content-encoding', 'gzip'), await compress(bundle));
}

/** What a tile holds never changes (C2SP tlog-tiles, "Merkle Tree"). */
function sendTile(reply: FastifyReply, bytes: Buffer): FastifyReply {
  return reply.header('cache-control', FOR_EVER).type('application/octet-stream').send(bytes);
}

function absent(): Problem {
  return new Problem('not-found', 'The log has not grown that far.');
}
