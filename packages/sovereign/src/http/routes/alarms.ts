import { formatAlarm, formatScope, toHex } from '@tallystick/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { ToldAlarm } from '../../alarms/alarm-desk.ts';
import type { SovereignNode } from '../../node.ts';
import {
  countSchema,
  idSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const alarmSchema = strictObject({
  proposal: idSchema,
  matter: Type.String(),
  alarm: Type.String({ description: 'refused: more than 50 of the last 1000' }),
  since: timeSchema,
  stopped: countSchema,
  decided: nullableSchema(countSchema),
  isAbove: Type.Boolean(),
  raisedAt: nullableSchema(timeSchema),
});

/** The alarms of the versions in force, for everybody: numbers alone, in steps. */
export function alarmRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get(
    '/v1/rules/alarms',
    {
      schema: {
        tags: ['public'],
        summary: 'The alarms that versions in force declare, and which of them were raised',
        response: {
          200: strictObject({ alarms: Type.Array(alarmSchema) }),
          ...problemResponses,
        },
      },
    },
    (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ alarms: node.alarms.told.map(alarmBody) }),
  );
}

function alarmBody({ proposal, matter, alarm, ...told }: ToldAlarm): object {
  const named = { proposal: toHex(proposal), matter: formatScope(matter) };
  return { ...named, alarm: formatAlarm(alarm), ...told };
}
