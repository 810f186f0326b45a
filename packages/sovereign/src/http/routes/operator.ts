import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { exportLog } from '../../recovery/log-export.ts';
import { requireOperator, requireOperatorsKey } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import {
  binaryContent,
  countSchema,
  nullableSchema,
  numberOf,
  numberText,
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

/** For whoever owns the machine: how it does, its clock, and full copies of the log. */
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

  app.post<{ Body: { time: number } }>(
    '/v1/operator/clock',
    {
      schema: {
        tags,
        security,
        summary: 'Says that the machine’s clock is right, where it was wrong when the node started',
        body: strictObject({ time: timeSchema }),
        response: { 200: strictObject({ time: timeSchema }), ...problemResponses },
      },
    },
    (request) => {
      requireOperator(node, request);
      if (node.acceptClock(request.body.time)) return { time: node.now() };
      throw new Problem('conflict', 'The machine’s clock is more than ten minutes from this time.');
    },
  );

  app.get<{ Querystring: { from: string } }>(
    '/v1/operator/log/entries',
    {
      schema: {
        tags,
        security,
        summary: 'Full batches of the log from an entry on, for copies; none at its end',
        querystring: strictObject({ from: numberText }),
        response: {
          200: binaryContent('application/cbor', 'see docs/integrators/http-api.md, "Copies"'),
          ...problemResponses,
        },
      },
    },
    (request, reply) => {
      requireOperatorsKey(node, request);
      const from = numberOf(request.query.from);
      if (from === undefined) throw new Problem('malformed', 'from is at most 2^53 − 1.');
      const { size, checkpoint } = node.ledger;
      const body = exportLog(node.store, { size, note: checkpoint?.note ?? null }, from);
      if (body === undefined) throw new Problem('malformed', `No batch begins at entry ${from}.`);
      return reply
        .header('cache-control', 'no-store')
        .type('application/cbor')
        .send(Buffer.from(body));
    },
  );
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
