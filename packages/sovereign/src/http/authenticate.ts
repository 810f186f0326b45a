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

export function requireSession(node: SovereignNode, request: FastifyRequest): Session {
  const token = bearerToken(request);
  const session = token === undefined ? undefined : node.sessions.find(token, node.now());
  if (session === undefined || !isStillActive(node, session)) {
    throw required('Sign a challenge: see /v1/sessions/challenge.');
  }
  if (session.subject.kind === 'operator') requireOwnPage(node, request);
  return session;
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
