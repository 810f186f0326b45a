import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Hash } from '@tallystick/protocol';
import type { SovereignNode } from '../node.ts';
import { findActiveDevice } from '../reads/identity.ts';
import type { Session } from '../sessions/sessions.ts';
import { Problem } from './problems.ts';

/** The token in `authorization: Bearer …`. */
export function bearerToken(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  return header?.startsWith('Bearer ') === true ? header.slice('Bearer '.length) : undefined;
}

/** Whose data may be read with this request: the identity of its session. Throws a `Problem`. */
export function requireIdentity(node: SovereignNode, request: FastifyRequest): Hash {
  const { subject } = requireSession(node, request);
  if (subject.kind !== 'identity') throw required("This needs a session of an identity's device.");
  return subject.identity;
}

/**
 * Of a request to the operator's paths nothing is read before its session is known. Handlers ask again: a session can end while
 * a body arrives.
 */
export function admitOperators(app: FastifyInstance, node: SovereignNode): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.url?.startsWith('/v1/operator/') === true) {
      requireOperator(node, request);
    }
    done();
  });
}

/** Lets only the operator pass. Throws a `Problem`. */
export function requireOperator(node: SovereignNode, request: FastifyRequest): void {
  const { subject } = requireSession(node, request);
  if (subject.kind !== 'operator') throw required("This needs a session of the operator's key.");
}

/** Lets only the operator's own key pass, which whoever may read the folder has: not a passkey, nor the founder's link. Throws a `Problem`. */
export function requireOperatorsKey(node: SovereignNode, request: FastifyRequest): void {
  const { subject } = requireSession(node, request);
  if (subject.kind !== 'operator' || subject.by !== 'key') {
    throw required("This needs a session of the operator's key itself.");
  }
}

/** How long after a console was opened it may change who can open one. */
const RECENT_MS = 5 * 60_000;

/**
 * Lets the operator pass who has just opened the console: a token that was stolen later opens no door that stays open. Throws a
 * `Problem`.
 */
export function requireRecentOperator(node: SovereignNode, request: FastifyRequest): void {
  requireOperator(node, request);
  const { openedAt } = requireSession(node, request);
  if (node.now() - openedAt <= RECENT_MS) return;
  const how = 'Open the console again: who may open it is changed within five minutes of that.';
  throw new Problem('conflict', how);
}

export function requireSession(node: SovereignNode, request: FastifyRequest): Session {
  const token = bearerToken(request);
  const session =
    token === undefined ? undefined : node.sessions.find(token, node.now(), isUse(request));
  if (session === undefined || !isStillActive(node, session)) {
    throw required('Sign a challenge: see /v1/sessions/challenge.');
  }
  if (session.subject.kind === 'operator') requireOwnPage(node, request);
  return session;
}

/** Pages ask by themselves, again and again, for as long as they are open: that is no use, unless they say that somebody has touched them. */
function isUse({ method, headers }: FastifyRequest): boolean {
  return method !== 'GET' || headers['tallystick-used'] === 'yes';
}

/** What the operator may do is not for pages that another origin serves, whatever token they have got. Throws a `Problem`. */
export function requireOwnPage(
  { addresses }: Pick<SovereignNode, 'addresses'>,
  request: FastifyRequest,
): void {
  const { origin } = request.headers;
  if (origin === undefined || addresses.isOwn(origin)) return;
  throw new Problem('cross-origin', "The operator's endpoints are not for pages of other origins.");
}

/** A device that was revoked loses its sessions with the first use of one: it may be in other hands. */
export function isStillActive(node: SovereignNode, { subject }: Session): boolean {
  if (subject.kind === 'operator') return true;
  if (findActiveDevice(node.ledger.state, subject.device) !== undefined) return true;
  node.sessions.endDevice(subject.device);
  return false;
}

function required(detail: string): Problem {
  return new Problem('session-required', detail);
}
