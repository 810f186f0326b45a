import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { LINE_LEVELS, type LineLevel } from '../../observe/kept-lines.ts';
import type { Every } from '../../observe/samples.ts';
import { readCosigned } from '../../reads/cosigned.ts';
import { requireOperator } from '../authenticate.ts';
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

const tags = ['operator'];
const security = [{ session: [] }];
const NO_STORE = { 'cache-control': 'no-store' };

const diskSchema = strictObject({
  of: Type.String({ enum: ['folder', 'kept-log'] }),
  freeBytes: countSchema,
  totalBytes: countSchema,
});
const healthSchema = strictObject({
  status: Type.String(),
  now: timeSchema,
  startedAt: timeSchema,
  ledgerFailed: Type.Boolean(),
  workersFailed: Type.Boolean(),
  ring: strictObject({
    failed: Type.Boolean(),
    starts: countSchema,
    restartedAt: nullableSchema(timeSchema),
  }),
  clockAheadMs: countSchema,
  headerAt: nullableSchema(timeSchema),
  heartbeatMs: countSchema,
  queue: strictObject({ waiting: countSchema, most: countSchema }),
  alarmsRaised: countSchema,
  appealsOverdue: countSchema,
  forks: countSchema,
  lastBackupAt: nullableSchema(timeSchema),
  hasKeptLog: Type.Boolean(),
  forgets: Type.Boolean(),
  disks: Type.Array(diskSchema),
});

const durationSchema = nullableSchema(Type.Number({ minimum: 0 }));
const sampleSchema = strictObject({
  time: timeSchema,
  spanMs: countSchema,
  admitted: countSchema,
  refused: countSchema,
  stopped: nullableSchema(countSchema),
  requests: countSchema,
  medianMs: durationSchema,
  p99Ms: durationSchema,
  queued: countSchema,
  residentBytes: countSchema,
  lateMs: countSchema,
});

const often = { hour: countSchema, day: countSchema };
const stopsSchema = strictObject({
  at: timeSchema,
  decided: strictObject(often),
  stopped: strictObject(often),
  rules: Type.Array(strictObject({ rule: Type.String(), ...often, refused: countSchema })),
  codes: Type.Array(strictObject({ code: Type.String(), ...often })),
});

const lineSchema = strictObject({
  number: countSchema,
  time: timeSchema,
  level: Type.String({ enum: [...LINE_LEVELS] }),
  text: Type.String(),
  data: Type.String({ description: 'JSON of what else stands in the line; empty for nothing' }),
});

const peersSchema = strictObject({
  peers: Type.Array(strictObject({ name: Type.String(), sovereign: idSchema })),
  cosigners: Type.Array(
    strictObject({
      name: Type.String(),
      role: Type.String({ enum: ['witness', 'validator'] }),
      cosignedAt: nullableSchema(timeSchema),
    }),
  ),
  quorum: countSchema,
  checkpoint: nullableSchema(strictObject({ size: countSchema, signedAt: timeSchema })),
});

/** What the queries below may ask, as their schemas have let it pass. */
interface Asked {
  readonly every?: Every;
  readonly since?: string;
  readonly after?: string;
  readonly level?: LineLevel;
  readonly containing?: string;
  readonly limit?: string;
}

/** What a console shows of a node that runs: figures and lines, of nobody in particular. */
export function watchRoutes(app: FastifyInstance, node: SovereignNode): void {
  /** A path that only the operator reads, as it is now. */
  function get(
    path: string,
    summary: string,
    { answer, query }: { answer: Type.TSchema; query?: Type.TSchema },
    read: (query: Asked) => unknown,
  ): void {
    const asked = query === undefined ? {} : { querystring: query };
    const response = { 200: answer, ...problemResponses };
    app.get(path, { schema: { tags, security, summary, ...asked, response } }, (request, reply) => {
      requireOperator(node, request);
      return reply.headers(NO_STORE).send(read(request.query as Asked));
    });
  }

  get('/v1/operator/health', 'What there is to worry about', { answer: healthSchema }, () =>
    node.health(),
  );
  get(
    '/v1/operator/samples',
    'What the node did in each of the last seconds, or minutes',
    {
      query: strictObject({
        every: Type.String({ enum: ['second', 'minute'] }),
        since: numberText,
      }),
      answer: strictObject({ now: timeSchema, samples: Type.Array(sampleSchema) }),
    },
    ({ every = 'second', since = '0' }) => {
      const samples = node.metrics.samples.since(every, numberOf(since) ?? Infinity);
      return { now: node.now(), samples };
    },
  );
  get(
    '/v1/operator/stops',
    'Payments that rules stopped, by rule, and refusals by code: in steps',
    { answer: stopsSchema },
    () => node.metrics.stops.told,
  );
  get(
    '/v1/operator/logs',
    'The newest lines of the log',
    {
      query: strictObject({
        after: Type.Optional(numberText),
        level: Type.Optional(Type.String({ enum: [...LINE_LEVELS] })),
        containing: Type.Optional(Type.String({ maxLength: 64 })),
        limit: Type.Optional(limitText),
      }),
      answer: strictObject({ lines: Type.Array(lineSchema) }),
    },
    ({ after = '0', level: least = 'debug', containing = '', limit }) => {
      const known = numberOf(after) ?? Infinity;
      return {
        lines: node.lines.find({ after: known, least, containing, limit: pageSize(limit) }),
      };
    },
  );
  get(
    '/v1/operator/peers',
    'Who cosigns the log, and the peers of the constitution in force',
    { answer: peersSchema },
    () => readCosigned(node.ledger, node.folder.current.epoch),
  );
}
