import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { SovereignNode } from '../node.ts';
import { type AnswerRoom, endUnlessTaken } from './answer-room.ts';
import { answerTransitions } from './answer-transitions.ts';
import { BodyMemory, type BodyRoom, receiveBody } from './body-memory.ts';
import { hasLeft, logLeft, logMistake, mistakeBody } from './errors.ts';
import { PROBLEM_TYPE, Problem, problemBody } from './problems.ts';
import type { RateGate } from './rate-gate.ts';

export interface HotDoorOptions extends BodyRoom, Pick<AnswerRoom, 'answerMs'> {
  readonly node: SovereignNode;
  readonly gate: RateGate;
  readonly log: Logger;
}

const PATH = '/v1/transitions';
const TYPE = 'application/cbor';

/**
 * Payments go past the framework: routing, hooks and replies cost a third of what HTTP costs for a single payment. Only a request
 * that is all plain takes this door: a POST of CBOR with its length, not from a page, while the node is ready. Everything else,
 * and every refusal by name, rate or state, goes the documented way through the route of the same path.
 */
export function openHotDoor(server: Server, options: HotDoorOptions): void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (takes(request, options)) void serve(request, response, options);
    else for (const listener of listeners) listener(request, response);
  });
}

function takes(request: IncomingMessage, { node, gate, bodyBytes }: HotDoorOptions): boolean {
  if (request.url !== PATH || request.method !== 'POST') return false;
  const { headers, socket } = request;
  if (headers['content-type'] !== TYPE || headers.origin !== undefined) return false;
  const length = Number(headers['content-length']);
  if (!(length > 0 && length <= bodyBytes)) return false;
  if (!node.addresses.isHost(headers.host) || node.status() !== 'ready') return false;
  return gate.wait(socket, socket.remoteAddress ?? '') === 0;
}

/** Reads, answers and counts one request. A body is part of its transitions until they are answered. */
async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: HotDoorOptions,
): Promise<void> {
  const startedAt = performance.now();
  const { node, bodies, bodyBytes, log } = options;
  const memory = new BodyMemory(Number(request.headers['content-length']), bodies);
  response.once('close', () => memory.release());
  try {
    const bytes = await answerTransitions(node, await receiveBody(request, memory, bodyBytes));
    response.writeHead(200, { 'content-type': TYPE, 'content-length': bytes.length });
    // Its memory is that of its body, which is counted until the answer is taken.
    endUnlessTaken(response, bytes.length, options.answerMs);
    response.end(bytes);
  } catch (error) {
    if (hasLeft(request)) {
      logLeft(log, PATH);
      return; // nobody was answered
    }
    refuse(response, error, log);
  }
  node.metrics.answered('POST', PATH, response.statusCode, performance.now() - startedAt);
}

function refuse(response: ServerResponse, error: unknown, log: Logger): void {
  const problem = error instanceof Problem ? error : undefined;
  const body = problem
    ? problemBody(problem.code, problem.message)
    : mistakeBody(logMistake(log, error, PATH));
  if (problem?.retryAfterS !== undefined) response.setHeader('retry-after', problem.retryAfterS);
  // The rest of a body that is not read would be taken for the next request.
  if (!response.req.complete) response.setHeader('connection', 'close');
  response.writeHead(body.status, { 'content-type': PROBLEM_TYPE });
  response.end(JSON.stringify(body));
}
