import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { BACKUP_NAME } from '../../recovery/backup-desk.ts';
import { requireOperator } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import {
  countSchema,
  idSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const tags = ['operator'];
const security = [{ session: [] }];

const backupBody = strictObject({
  file: Type.String({
    minLength: 1,
    maxLength: 200,
    pattern: BACKUP_NAME,
    description: 'a name: the file is written into the folder `backups` of the sovereign',
  }),
});
const backupAnswer = strictObject({ file: Type.String(), sovereign: idSchema });

const listedSchema = strictObject({
  backups: Type.Array(strictObject({ name: Type.String(), at: timeSchema, bytes: countSchema })),
  making: nullableSchema(
    strictObject({
      name: Type.String(),
      since: timeSchema,
      doneBytes: countSchema,
      ofBytes: countSchema,
    }),
  ),
  lastAt: nullableSchema(timeSchema),
});

const limitsSchema = strictObject({
  bodyBytes: countSchema,
  bodiesBytes: countSchema,
  answersBytes: countSchema,
  answerMs: countSchema,
  queue: countSchema,
  perAddressPerSecond: countSchema,
  perAddressBurst: countSchema,
  sessionsPerSecond: countSchema,
  sessionsBurst: countSchema,
  connections: countSchema,
  headersMs: countSchema,
  requestMs: countSchema,
});
const settingsSchema = strictObject({
  version: Type.String(),
  node: Type.String(),
  release: nullableSchema(Type.String()),
  folder: Type.String(),
  host: Type.String(),
  port: countSchema,
  addresses: Type.Array(Type.String()),
  trustedProxy: nullableSchema(Type.String()),
  store: Type.String(),
  keptLog: nullableSchema(Type.String()),
  unlocksElsewhere: Type.Boolean(),
  decoysPerMillion: countSchema,
  verifyWorkers: countSchema,
  logLevel: Type.String(),
  limits: limitsSchema,
});

/** What is kept, and what the node was started with. */
export function keepingRoutes(app: FastifyInstance, node: SovereignNode): void {
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
      const written = await node.backups.make(file);
      if (written === 'exists') throw new Problem('conflict', 'A backup of this name exists.');
      if (written === 'busy') throw new Problem('conflict', 'Another backup is being written.');
      if (written === 'nothing') throw new Problem('conflict', 'This ledger is in memory only.');
      return reply.code(201).send({ file: written.path, sovereign: written.sovereign });
    },
  );

  app.get(
    '/v1/operator/backups',
    {
      schema: {
        tags,
        security,
        summary:
          'The backups in the folder `backups`, and how far the one is that is being written',
        response: { 200: listedSchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      requireOperator(node, request);
      reply.header('cache-control', 'no-store');
      return node.backups.list();
    },
  );

  app.get(
    '/v1/operator/settings',
    {
      schema: {
        tags,
        security,
        summary: 'What the node runs with',
        response: { 200: settingsSchema, ...problemResponses },
      },
    },
    (request) => {
      requireOperator(node, request);
      return { ...node.runsWith, port: request.raw.socket.localPort ?? 0 };
    },
  );
}
