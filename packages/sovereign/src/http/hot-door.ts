import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { SovereignNode } from '../node.ts';
import { answerTransitions } from './answer-transitions.ts';
import { UNCOUNTED_BYTES } from './body-budget.ts';
import { logMistake, mistakeBody } from './errors.ts';
import { PROBLEM_TYPE, Problem, problemBody } from './problems.ts';
import type { RateGate } from './rate-gate.ts';

export interface HotDoorOptions {
  readonly node: SovereignNode;
  readonly gate: RateGate;
  readonly bodyBytes: number;
  readonly log: Logger;
}

const PATH = '/v1/transitions';
const TYPE = 'application/cbor';

/**
 * Payments go past the framework: routing, hooks and replies cost a third of what HTTP costs for a single payment. Only a request
 * that is all plain takes this door: a POST of CBOR with its length, not from a page, so short that its memory is not counted,
 * while the node is ready. Everything else, and every refusal by name, rate or state, goes the documented way through the
 * route of the same path.
 */
export function openHotDoor(server: Server, options: HotDoorOptions): void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (takes(request, options)) readBody(request, response, options);
    else for (const listener of listeners) listener(request, response);
  });
}

function takes(request: IncomingMessage, { node, gate, bodyBytes }: HotDoorOptions): boolean {
  if (request.url !== PATH || request.method !== 'POST') return false;
  const { headers, socket } = request;
  if (headers['content-type'] !== TYPE || headers.origin !== undefined) return false;
  const length = Number(headers['content-length']);
  if (!(length > 0 && length <= Math.min(bodyBytes, UNCOUNTED_BYTES))) return false;
  if (!node.addresses.isHost(headers.host) || node.status() !== 'ready') return false;
  return gate.wait(socket, socket.remoteAddress ?? '') === 0;
}

/** The whole body in one piece: without a copy where it comes in one, which most do. */
function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  options: HotDoorOptions,
): void {
  const startedAt = performance.now();
  const length = Number(request.headers['content-length']);
  let body: Buffer | undefined;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => {
    if (chunk.length === length) body = chunk;
    else chunks.push(chunk);
  });
  request.on('end', () => {
    void answer(body ?? Buffer.concat(chunks, length), response, options, startedAt);
  });
}

async function answer(
  body: Uint8Array,
  response: ServerResponse,
  { node, log }: HotDoorOptions,
  startedAt: number,
): Promise<void> {
  try {
    const bytes = await answerTransitions(node, body);
    response.writeHead(200, { 'content-type': TYPE, 'content-length': bytes.length });
    response.end(bytes);
  } catch (error) {
    const problem = error instanceof Problem ? error : undefined;
    const body = problem
      ? problemBody(problem.code, problem.message)
      : mistakeBody(logMistake(log, error, PATH));
    if (problem?.retryAfterS !== undefined) response.setHeader('retry-after', problem.retryAfterS);
    response.writeHead(body.status, { 'content-type': PROBLEM_TYPE });
    response.end(JSON.stringify(body));
  }
  const { requests, requestSeconds } = node.metrics;
  requests.inc({ route: PATH, status: response.statusCode });
  requestSeconds.observe({ route: PATH }, (performance.now() - startedAt) / 1000);
}
