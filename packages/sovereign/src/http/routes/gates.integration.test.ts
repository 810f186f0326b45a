import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import type { GatesDesk } from '../../gates/gates-desk.ts';
import type { SovereignNode } from '../../node.ts';
import { answerErrors } from '../errors.ts';
import { serializerOf } from '../serializer.ts';
import { strictValidator } from '../validator.ts';
import { gatesRoutes } from './gates.ts';

/** More than one may start in ten seconds. */
const ASKED = 30;
const ID = 'ab'.repeat(32);

test('gates that take long are told of at once, and asking how far they are starts nothing', async () => {
  const never = new Promise<never>(() => undefined);
  let isUnderWay = false;
  const gates: GatesDesk = {
    ask: () => {
      isUnderWay = true;
      return never;
    },
    workOn: () => (isUnderWay ? { before: 0, runningMs: 61_000 } : undefined),
    find: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
  const app = fastify();
  app.setValidatorCompiler(strictValidator);
  app.setSerializerCompiler(serializerOf);
  answerErrors(app);
  gatesRoutes(app, { gates } as unknown as SovereignNode, 0);
  const statuses = new Set<number>();
  for (let i = 0; i < ASKED; i += 1) {
    const answer = await app.inject({ method: 'POST', url: `/v1/rules/proposals/${ID}/gates` });
    statuses.add(answer.statusCode);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.json()).toEqual({ proposal: ID, before: 0, runningMs: 61_000 });
  }
  expect([...statuses]).toEqual([202]);
  await app.close();
});
