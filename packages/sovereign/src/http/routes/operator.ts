import type { FastifyInstance } from 'fastify';
import {
  type Codec,
  bytes,
  bytesUpTo,
  encode,
  list,
  nullable,
  record,
  uint,
} from '@tallystick/protocol';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { requireOperator } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import {
  binaryContent,
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

const tags = ['operator'];
const security = [{ session: [] }];

const statsSchema = strictObject({
  status: Type.String(),
  startedAt: timeSchema,
  log: strictObject({ size: countSchema, epoch: countSchema }),
  time: nullableSchema(timeSchema),
  closedMs: countSchema,
  identities: countSchema,
  devices: countSchema,
  openHolds: countSchema,
  queued: countSchema,
  verifying: countSchema,
  residentBytes: countSchema,
});

const backupBody = strictObject({
  file: Type.String({
    minLength: 1,
    maxLength: 200,
    pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
    description: 'a name: the file is written into the folder `backups` of the sovereign',
  }),
});
const backupAnswer = strictObject({ file: Type.String(), sovereign: idSchema });

/** One answer of the log's full entries stays below this many bytes. */
const MAX_EXPORT_BYTES = 4_194_304;

interface ExportedEntry {
  readonly index: number;
  readonly id: Uint8Array | null;
  readonly bytes: Uint8Array;
}

/** `{size, checkpoint, entries: [[index, id / null, bytes]]}` as canonical CBOR, for mirrors. */
export const exportCodec: Codec<{
  size: number;
  checkpoint: Uint8Array | null;
  entries: ExportedEntry[];
}> = record({
  size: uint(),
  checkpoint: nullable(bytesUpTo(65_536)),
  entries: list(
    record({ index: uint(), id: nullable(bytes(32)), bytes: bytesUpTo(1 << 22) }),
    1 << 16,
  ),
});

/** For whoever owns the machine: how it does, backups, and full copies of the log. */
export function operatorRoutes(app: FastifyInstance, node: SovereignNode): void {
  const startedAt = node.now();
  app.get(
    '/v1/operator/stats',
    {
      schema: {
        tags,
        security,
        summary: 'How the node does',
        response: { 200: statsSchema, ...problemResponses },
      },
    },
    (request) => {
      requireOperator(node, request);
      return statsBody(node, startedAt);
    },
  );

  app.post<{ Body: { file: string } }>(
    '/v1/operator/backup',
    {
      schema: {
        tags,
        security,
        summary: 'Writes a backup while the node runs',
        body: backupBody,
        response: { 201: backupAnswer, ...problemResponses },
      },
    },
    async (request, reply) => {
      requireOperator(node, request);
      const { file } = request.body;
      const written = await node.backup(file);
      if (written === 'exists') throw new Problem('conflict', 'A backup of this name exists.');
      if (written === 'nothing') throw new Problem('conflict', 'This ledger is in memory only.');
      return reply.code(201).send({ file: written.path, sovereign: written.sovereign });
    },
  );

  app.get<{ Querystring: { from: string; limit?: string } }>(
    '/v1/operator/log/entries',
    {
      schema: {
        tags,
        security,
        summary: 'Full entries of the log, for mirrors; an empty list at its end',
        querystring: strictObject({ from: numberText, limit: Type.Optional(limitText) }),
        response: {
          200: binaryContent('application/cbor', '[size, checkpoint, [[index, id, bytes]]]'),
          ...problemResponses,
        },
      },
    },
    (request, reply) => {
      requireOperator(node, request);
      const from = numberOf(request.query.from);
      if (from === undefined) throw new Problem('malformed', 'from is at most 2^53 − 1.');
      const body = exportEntries(node, from, pageSize(request.query.limit));
      return reply
        .header('cache-control', 'no-store')
        .type('application/cbor')
        .send(Buffer.from(body));
    },
  );
}

/** Entries from `from` on, as far as they are signed, with the checkpoint that they lead to. */
function exportEntries(node: SovereignNode, from: number, limit: number): Uint8Array {
  const size = node.ledger.size;
  const entries: ExportedEntry[] = [];
  let length = 0;
  const end = Math.min(size, from + limit);
  if (from < end) {
    for (const { index, id, bytes } of node.store.exportEntries(from, end)) {
      length += bytes.length;
      if (length > MAX_EXPORT_BYTES && entries.length > 0) break;
      entries.push({ index, id, bytes });
    }
  }
  return encode(exportCodec, { size, checkpoint: node.ledger.checkpoint?.note ?? null, entries });
}

function statsBody(node: SovereignNode, startedAt: number): unknown {
  const { state, size } = node.ledger;
  return {
    status: node.status(),
    startedAt,
    log: { size, epoch: node.folder.current.epoch.number },
    time: state.header?.time ?? null,
    closedMs: state.header?.closedMs ?? 0,
    identities: state.identities.count,
    devices: state.devices.count,
    openHolds: state.holds.count,
    queued: node.pipeline.queued,
    verifying: node.verifyPool.waiting,
    residentBytes: process.memoryUsage.rss(),
  };
}
