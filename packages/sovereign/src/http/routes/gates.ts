import { readProposal } from '@tallystick/ledger';
import { decode, networkOf, toBase64url, toHex } from '@tallystick/protocol';
import { type GatesReport, gatesReportCodec, reportHash } from '@tallystick/rules';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { GatesFault } from '../../gates/gates-desk.ts';
import type { KeptReport } from '../../gates/kept-reports.ts';
import type { SovereignNode } from '../../node.ts';
import { Problem } from '../problems.ts';
import { rateLimit } from '../rate-limit.ts';
import {
  bytesSchema,
  countSchema,
  idSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

/** Seconds of work for whoever asks: nothing else that strangers may ask for costs as much. */
const RUNS_PER_SECOND = 0.1;
const RUNS_BURST = 10;

/** Nobody holds a connection for longer: whoever waits asks again, as often as one likes. */
const AT_ONCE_MS = 2000;
const AGAIN_S = 1;

const text = Type.String();
const finding = strictObject({
  kind: text,
  module: text,
  rule: text,
  message: text,
  witness: nullableSchema(text),
});
const findings = Type.Array(finding);
const answerSchema = strictObject({
  proposal: idSchema,
  verdict: Type.String({ enum: ['failed', 'passed', 'tightens'] }),
  at: timeSchema,
  checker: countSchema,
  rulebook: idSchema,
  content: idSchema,
  mistakes: Type.Array(
    strictObject({ code: text, line: countSchema, column: countSchema, message: text }),
  ),
  examples: countSchema,
  findings,
  differences: findings,
  overruled: findings,
  undecided: findings,
  leftOut: countSchema,
  report: strictObject({ hash: idSchema, bytes: bytesSchema }),
  word: nullableSchema(
    strictObject({
      office: text,
      officeIndex: countSchema,
      by: countSchema,
      signature: bytesSchema,
    }),
  ),
});

const workSchema = strictObject({
  proposal: idSchema,
  before: countSchema,
  runningMs: countSchema,
});

const tags = ['public'];
const params = strictObject({ id: idSchema });

/** What the gates find of a proposal, and what their office signs of it: whoever wants carries it to the log. */
export function gatesRoutes(
  app: FastifyInstance,
  node: SovereignNode,
  atOnceMs: number = AT_ONCE_MS,
): void {
  const limit = rateLimit(RUNS_PER_SECOND, RUNS_BURST);
  app.post<{ Params: { id: string } }>(
    '/v1/rules/proposals/:id/gates',
    {
      schema: {
        tags,
        summary: 'Runs the gates of a proposal, once: the report, and the word of their office',
        params,
        response: { 200: answerSchema, 202: workSchema, ...problemResponses },
      },
    },
    async ({ params, ip }, reply) => {
      const proposal = Buffer.from(params.id, 'hex');
      const known = await node.gates.find(proposal);
      const isSaid = known !== undefined && known.word !== null;
      // Whoever asks how far it is starts nothing.
      if (!isSaid && node.gates.workOn(proposal) === undefined) {
        const wait = limit.take(networkOf(ip), performance.now());
        if (wait > 0) throw new Problem('too-many-requests', `Try again after ${wait} s.`, wait);
      }
      const answer = isSaid ? known : await within(node.gates.ask(proposal), atOnceMs);
      if (typeof answer === 'string') throw problemOf(answer);
      if (answer === undefined) {
        const work = node.gates.workOn(proposal) ?? { before: 0, runningMs: 0 };
        const told = { proposal: params.id, ...work };
        return reply
          .code(202)
          .header('retry-after', AGAIN_S)
          .header('cache-control', 'no-store')
          .send(told);
      }
      return reply.header('cache-control', 'no-store').send(bodyOf(node, params.id, answer));
    },
  );
  app.get<{ Params: { id: string } }>(
    '/v1/rules/proposals/:id/gates',
    {
      schema: {
        tags,
        summary: 'What the gates found of a proposal, where somebody has asked for it',
        params,
        response: { 200: answerSchema, ...problemResponses },
      },
    },
    async ({ params }, reply) => {
      const kept = await node.gates.find(Buffer.from(params.id, 'hex'));
      if (kept === undefined) throw new Problem('not-found', 'Nobody has asked for this report.');
      return reply.header('cache-control', 'no-store').send(bodyOf(node, params.id, kept));
    },
  );
}

/** What is answered by then; undefined: nothing. */
async function within<T>(answer: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return await Promise.race([answer, over]).finally(() => clearTimeout(timer));
}

function problemOf(fault: GatesFault): Problem {
  switch (fault) {
    case 'unknown':
      return new Problem('not-found', 'No such proposal is on the log, with all of its parts.');
    case 'over':
      return new Problem('conflict', 'The time in which the gates are heard on this is over.');
    case 'full':
      return new Problem('busy', 'Other proposals are looked at before this one: ask again.');
    case 'failed':
      return new Problem('unavailable', 'The gates could not be run: ask again.');
  }
}

function bodyOf(
  node: SovereignNode,
  proposal: string,
  { report: bytes, word }: KeptReport,
): object {
  const decoded = decode(gatesReportCodec, bytes);
  if (!decoded.ok) throw new Error(`a report that is none: ${decoded.reason}`);
  const report: GatesReport = decoded.value;
  const { matter: _matter, base: _base, rulebook, content, ...found } = report;
  return {
    proposal,
    ...found,
    rulebook: toHex(rulebook),
    content: toHex(content),
    report: { hash: toHex(reportHash(report)), bytes: toBase64url(bytes) },
    word: word && {
      office: officeName(node, proposal, word.office),
      officeIndex: word.office,
      by: word.by,
      signature: toBase64url(word.signature),
    },
  };
}

function officeName({ ledger }: SovereignNode, proposal: string, index: number): string {
  const view = readProposal(ledger.state, Buffer.from(proposal, 'hex'));
  return view?.governance.offices[index]?.name ?? String(index);
}
