import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Addresses } from './addresses.ts';
import { sendProblem } from './errors.ts';
import type { RateGate } from './rate-gate.ts';

export interface Guards {
  readonly gate: RateGate;
  readonly addresses: Addresses;
}

/** What costs a check of a signature or of a secret. */
const SESSION_PATHS = new Set([
  '/v1/sessions',
  '/v1/sessions/challenge',
  '/v1/sessions/founding',
  '/v1/sessions/passkey',
  '/v1/sessions/passkey/challenge',
  '/v1/founding',
  '/v1/operator/passkeys',
  '/v1/operator/passkeys/challenge',
]);
/** How long a browser may keep what it has been allowed: two hours, which is the most that any heeds. */
const PREFLIGHT_S = 7200;

/**
 * What every request has to pass before its body is read: a name of this node in `host`, and the rates. Pages of any origin may
 * use the public API: what is personal needs a token that no browser sends by itself. The operator's they may not.
 */
export function guardRequests(app: FastifyInstance, guards: Guards): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (isTurnedAway(request, reply, guards)) return;
    if (isOpenToPages(request) && isPreflight(request)) allow(reply);
    else done();
  });
}

/** Whether a request does not pass; then it is answered. */
export function isTurnedAway(
  request: FastifyRequest,
  reply: FastifyReply,
  { gate, addresses }: Guards,
): boolean {
  if (isOpenToPages(request)) reply.header('access-control-allow-origin', '*');
  const { host } = request.raw.headers;
  if (host === undefined && request.raw.httpVersion === '1.1') {
    // RFC 9112 section 3.2 asks for 400.
    void sendProblem(reply, 'malformed', 'The request names no host.');
    return true;
  }
  if (!addresses.isHost(host)) {
    const detail = 'This node does not answer to this name. Its operator can add one: --address.';
    void sendProblem(reply, 'misdirected', detail);
    return true;
  }
  const wait = waitOf(gate, request);
  if (wait > 0) {
    void sendProblem(reply, 'too-many-requests', `Try again after ${wait} s.`, wait);
  }
  return wait > 0;
}

function waitOf(gate: RateGate, { raw, ip, routeOptions }: FastifyRequest): number {
  const wait = gate.wait(raw.socket, ip);
  if (wait > 0 || raw.method !== 'POST' || !SESSION_PATHS.has(routeOptions.url ?? '')) return wait;
  return gate.waitForSession(ip);
}

const OPERATORS =
  /^\/(?:v1\/operator|v1\/founding|v1\/sessions\/(?:founding|passkey)|metrics|docs)(?:$|[/?])/;

function isOpenToPages({ routeOptions, raw }: FastifyRequest): boolean {
  return !OPERATORS.test(routeOptions.url ?? raw.url ?? '');
}

function isPreflight({ raw }: FastifyRequest): boolean {
  return raw.method === 'OPTIONS' && raw.headers['access-control-request-method'] !== undefined;
}

function allow(reply: FastifyReply): void {
  void reply
    .code(204)
    .header('access-control-allow-methods', 'GET, POST, PUT, DELETE')
    .header('access-control-allow-headers', 'accept, authorization, content-type, last-event-id')
    .header('access-control-max-age', PREFLIGHT_S)
    .send();
}
