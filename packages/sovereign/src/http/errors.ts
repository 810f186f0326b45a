import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  FieldProblem,
  PROBLEMS,
  PROBLEM_TYPE,
  Problem,
  type ProblemBody,
  type ProblemCode,
  problemBody,
} from './problems.ts';

/** Answers a problem. */
export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  detail: string,
  retryAfterS?: number,
): FastifyReply {
  if (retryAfterS !== undefined) reply.header('retry-after', retryAfterS);
  if (code === 'too-large') reply.header('connection', 'close'); // the rest of it is not read
  return send(reply, problemBody(code, detail));
}

/** Every error leaves as problem+json; what the node did wrong is logged, and not told. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof FieldProblem) {
      return send(reply, { ...problemBody(error.code, error.message), faults: error.faults });
    }
    if (error instanceof Problem) {
      return sendProblem(reply, error.code, error.message, error.retryAfterS);
    }
    const known = knownProblem(error);
    if (known !== undefined) return sendProblem(reply, known.code, known.detail);
    const route = request.routeOptions.url ?? 'none';
    if (hasLeft(request.raw)) {
      logLeft(request.log, route);
      return sendProblem(reply, 'malformed', 'The request was cut off.');
    }
    return sendMistake(reply, logMistake(request.log, error, route));
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, 'not-found', `There is no ${request.method} at this path.`),
  );
}

/** Whether a request ended before all of it had come: its sender went away, or was cut off for being slow. */
export function hasLeft(request: IncomingMessage): boolean {
  return request.destroyed && !request.complete;
}

export function logLeft(log: LeftLog, route: string): void {
  log.debug({ route }, 'a client left before its request was complete');
}

interface LeftLog {
  debug(data: object, text: string): void;
}

/** Logs what the node did wrong, under an id that its answer names as well. */
export function logMistake(log: MistakeLog, error: unknown, route: string): string {
  const requestId = randomUUID();
  log.error({ err: error, route, requestId }, 'a handler failed');
  return requestId;
}

interface MistakeLog {
  error(data: object, text: string): void;
}

/** The body of the answer to a request with which the node made a mistake. */
export function mistakeBody(requestId: string): ProblemBody {
  const body = problemBody('internal', 'The request may or may not have had an effect.');
  return { ...body, instance: `urn:uuid:${requestId}` };
}

function sendMistake(reply: FastifyReply, requestId: string): FastifyReply {
  return send(reply, mistakeBody(requestId));
}

function send(reply: FastifyReply, body: ProblemBody): FastifyReply {
  return reply.code(body.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(body);
}

function knownProblem(error: FastifyError): { code: ProblemCode; detail: string } | undefined {
  if (error.validation !== undefined) {
    return { code: 'malformed', detail: describeValidation(error) };
  }
  return STATUS_PROBLEMS[error.statusCode ?? 500];
}

const UNREADABLE = { code: 'malformed', detail: 'The request cannot be read.' } as const;

/** Errors of the framework, by their status. */
const STATUS_PROBLEMS: Readonly<Record<number, { code: ProblemCode; detail: string }>> = {
  400: UNREADABLE,
  403: { code: 'not-found', detail: 'There is nothing at this path.' }, // a path out of a folder of files
  404: { code: 'malformed', detail: 'The path cannot be read.' },
  406: { code: 'not-acceptable', detail: 'See /openapi.json for what is answered here.' },
  413: { code: 'too-large', detail: 'The body is longer than the limit.' },
  414: { code: 'malformed', detail: 'The path is longer than any that is read here.' },
  415: { code: 'unsupported-media-type', detail: 'See /openapi.json for what is read here.' },
  503: { code: 'unavailable', detail: 'The node is stopping.' },
};

/** Which field, and what of it: never the value, which could be a secret. */
function describeValidation(error: FastifyError): string {
  const [first] = error.validation ?? [];
  if (first === undefined) return 'The request cannot be read.';
  const where = `${error.validationContext ?? 'request'}${first.instancePath}`;
  return `${where} ${first.message ?? 'is not of the form that is documented'}`;
}

/** What the framework finds wrong before a request has a route: a path that is no UTF-8, or too long a part of one. */
export function answerFrameworkError(error: FastifyError, reply: FastifyReply): void {
  const { code, detail } = STATUS_PROBLEMS[error.statusCode ?? 400] ?? UNREADABLE;
  void sendProblem(reply, code, detail);
}

/** What Node answers by itself, without a body, where nobody listens. */
export function answerUnlistened(server: Server): void {
  server.on('checkExpectation', (_request, response) => {
    const body = problemBody('malformed', 'No such expectation is met here.');
    // The body that was held back for it may still come, and is not read.
    response.writeHead(body.status, { 'content-type': PROBLEM_TYPE, connection: 'close' });
    response.end(JSON.stringify(body));
  });
  server.on('connect', (_request, socket: Duplex) => {
    // The server has let go of it: an error that nobody hears would end the node, and no time closes the other half.
    socket.on('error', () => socket.destroy());
    socket.once('finish', () => socket.destroy());
    endWith(socket, 'malformed');
  });
}

const CLIENT_ERRORS: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
};

/** What is no HTTP at all gets an answer as well, where the connection still takes one. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  endWith(socket, CLIENT_ERRORS[error.code ?? ''] ?? 'malformed');
}

function endWith(socket: Duplex, code: ProblemCode): void {
  const { status, title } = PROBLEMS[code];
  const body = JSON.stringify(problemBody(code, title));
  const head =
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${PROBLEM_TYPE}\r\n` +
    `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body);
}
