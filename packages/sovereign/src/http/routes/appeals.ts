import { type AppealView, answerDueAt, readAppeal } from '@tallystick/ledger';
import { fromHex, networkOf, toHex } from '@tallystick/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { Problem } from '../problems.ts';
import { rateLimit } from '../rate-limit.ts';
import {
  amountSchema,
  countSchema,
  idSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const text = Type.String();
const OUTCOMES = ['upheld', 'exception', 'compensation', 'referred'] as const;
const hours = nullableSchema(countSchema);
const countsSchema = strictObject({
  open: countSchema,
  overdue: countSchema,
  outcomes: strictObject({
    upheld: countSchema,
    exception: countSchema,
    compensation: countSchema,
    referred: countSchema,
  }),
  hoursToAnswer: strictObject({ median: hours, longest: hours }),
  exceptions: Type.Array(strictObject({ rule: text, granted: countSchema, used: countSchema })),
});
const appealSchema = strictObject({
  id: idSchema,
  decision: idSchema,
  note: idSchema,
  at: timeSchema,
  answerDueAt: timeSchema,
  isOverdue: Type.Boolean(),
  answer: nullableSchema(
    strictObject({
      outcome: Type.String({ enum: [...OUTCOMES] }),
      at: timeSchema,
      transition: idSchema,
      exemption: nullableSchema(
        strictObject({
          currency: idSchema,
          amount: amountSchema,
          payee: idSchema,
          rule: text,
          until: timeSchema,
        }),
      ),
    }),
  ),
  used: nullableSchema(idSchema),
});

const PER_SECOND = 5;
const BURST = 50;
const HOUR_MS = 3_600_000;
const tags = ['public'];

/** What became of appeals: for everybody in figures, for whoever knows its id one by one. */
export function appealRoutes(app: FastifyInstance, node: SovereignNode): void {
  const limit = rateLimit(PER_SECOND, BURST);
  app.get(
    '/v1/rules/appeals',
    {
      schema: {
        tags,
        summary: 'Appeals in figures: how they ended, and how long they took',
        response: { 200: countsSchema, ...problemResponses },
      },
    },
    () => countsBody(node),
  );
  app.get<{ Params: { id: string } }>(
    '/v1/rules/appeals/:id',
    {
      schema: {
        tags,
        summary: 'One appeal and its answer, for whoever knows its id, which nobody can guess',
        params: strictObject({ id: idSchema }),
        response: { 200: appealSchema, ...problemResponses },
      },
    },
    ({ params, ip }, reply) => {
      const wait = limit.take(networkOf(ip), performance.now());
      if (wait > 0) throw new Problem('too-many-requests', `Try again after ${wait} s.`, wait);
      const id = fromHex(params.id, 32);
      const appeal = id && readAppeal(node.ledger.state, id);
      if (appeal === undefined) throw new Problem('not-found', 'There is no such appeal.');
      return reply
        .header('cache-control', 'no-store')
        .send(appealBody(appeal, node.ledger.state.header?.time ?? 0));
    },
  );
}

function countsBody(node: Pick<SovereignNode, 'appeals'>): unknown {
  const { open, overdue, outcomes, exceptions, waitedMs } = node.appeals.counts();
  const inHours = (ms: number | undefined): number | null =>
    ms === undefined ? null : Math.ceil(ms / HOUR_MS);
  return {
    open,
    overdue,
    outcomes,
    hoursToAnswer: {
      median: inHours(waitedMs[Math.floor((waitedMs.length - 1) / 2)]),
      longest: inHours(waitedMs.at(-1)),
    },
    exceptions: [...exceptions]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([rule, { granted, used }]) => ({ rule, granted, used })),
  };
}

function appealBody(appeal: AppealView, time: number): unknown {
  const { id, decision, note, at, answer, used } = appeal;
  const due = answerDueAt(appeal);
  return {
    id: toHex(id),
    decision: toHex(decision),
    note: toHex(note),
    at,
    answerDueAt: due,
    isOverdue: answer === null && time > due,
    answer: answer === null ? null : answerBody(answer),
    used: used === null ? null : toHex(used),
  };
}

function answerBody({ outcome, at, by, exemption }: NonNullable<AppealView['answer']>): unknown {
  if (exemption === null) return { outcome, at, transition: toHex(by), exemption };
  const { currency, amount, payee, rule, until } = exemption;
  const terms = { currency: toHex(currency), amount: String(amount), payee: toHex(payee) };
  return { outcome, at, transition: toHex(by), exemption: { ...terms, rule, until } };
}
