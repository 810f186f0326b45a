import type { FastifyInstance } from 'fastify';
import {
  type Hash,
  OPERATOR_CHAIN,
  fromBase64url,
  fromHex,
  sessionHash,
  signingContext,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { findActiveDevice } from '../../reads/identity.ts';
import type { Subject } from '../../sessions/sessions.ts';
import { bearerToken, requireOwnPage } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import {
  bytesSchema,
  idSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

/** Of the longest suite (protocol.md section 2), in base64url. */
const MAX_SIGNATURE_BYTES = 17_088;
const MAX_BODY_BYTES = 32_768;

const tags = ['sessions'];
const challengeBody = strictObject({ chain: idSchema });
const challengeAnswer = strictObject({ challenge: bytesSchema, expiresAt: timeSchema });
const sessionBody = strictObject({
  chain: idSchema,
  challenge: bytesSchema,
  address: Type.String({
    maxLength: 300,
    pattern: '^https?://[\\x21-\\x7e]+$',
    description: 'the origin of the address at which the signer reaches this sovereign',
  }),
  signature: Type.String({ maxLength: 23_000, pattern: '^[A-Za-z0-9_-]+$' }),
});
const sessionAnswer = strictObject({
  token: Type.String(),
  expiresAt: timeSchema,
  identity: nullableSchema(idSchema),
  device: nullableSchema(idSchema),
});

interface AnswerBody {
  readonly chain: string;
  readonly challenge: string;
  readonly address: string;
  readonly signature: string;
}

/** A device shows that it has its key, and gets a token for its identity's own data. */
export function sessionRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.post<{ Body: { chain: string } }>(
    '/v1/sessions/challenge',
    {
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        tags,
        summary: 'Something to sign; 32 zero bytes as chain for the operator',
        body: challengeBody,
        response: { 200: challengeAnswer, ...problemResponses },
      },
    },
    (request, reply) => {
      const { bytes, expiresAt } = node.sessions.challenge(idOf(request.body.chain), node.now());
      const body = { challenge: toBase64url(bytes), expiresAt };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );

  app.post<{ Body: AnswerBody }>(
    '/v1/sessions',
    {
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        tags,
        summary: 'The signed challenge for a token that lives 15 minutes',
        body: sessionBody,
        response: { 200: sessionAnswer, ...problemResponses },
      },
    },
    async (request, reply) => {
      const chain = idOf(request.body.chain);
      const challenge = fromBase64url(request.body.challenge, 32) ?? new Uint8Array();
      const signature = fromBase64url(request.body.signature, MAX_SIGNATURE_BYTES);
      const { address } = request.body;
      if (!node.addresses.isOwn(address)) throw wrongAddress(address);
      const subject = subjectOf(node, chain);
      if (subject?.kind === 'operator') requireOwnPage(node, request);
      const open = node.sessions.isOpen(chain, challenge, node.now());
      // The same answer to everything, so that nothing is learnt by trying.
      if (subject === undefined || signature === undefined || !open) throw invalid();
      const message = sessionHash({ chain, challenge, address });
      if (!(await isSigned(node, subject, message, signature))) throw invalid();
      if (!node.sessions.isOpen(chain, challenge, node.now())) throw invalid(); // used meanwhile
      const { token, session } = node.sessions.begin(challenge, subject, node.now());
      const ofIdentity = subject.kind === 'identity';
      return reply.header('cache-control', 'no-store').send({
        token,
        expiresAt: session.expiresAt,
        identity: ofIdentity ? toHex(subject.identity) : null,
        device: ofIdentity ? toHex(subject.device) : null,
      });
    },
  );

  app.delete(
    '/v1/sessions',
    {
      schema: {
        tags,
        summary: 'Ends the session of this token',
        security: [{ session: [] }],
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    (request, reply) => {
      const token = bearerToken(request);
      if (token !== undefined) node.sessions.end(token);
      return reply.code(204).send();
    },
  );
}

function idOf(text: string): Hash {
  const id = fromHex(text, 32);
  if (id === undefined) throw new Problem('malformed', 'An id is 64 lower-case hex digits.');
  return id;
}

function invalid(): Problem {
  return new Problem('signature-invalid', 'Ask for a new challenge, and sign it with this key.');
}

/** Whoever signed believes to talk to somebody else: a server that passes challenges on, or a name that is not configured. */
function wrongAddress(address: string): Problem {
  const detail = `This node does not know itself as ${address}. If it is its own, its operator names it: --address ${address}`;
  return new Problem('wrong-address', detail);
}

function subjectOf(node: SovereignNode, chain: Hash): Subject | undefined {
  if (Buffer.compare(chain, OPERATOR_CHAIN) === 0) {
    return { kind: 'operator', key: node.folder.operator, by: 'key' };
  }
  const found = findActiveDevice(node.ledger.state, chain);
  return (
    found && { kind: 'identity', identity: found.identity, device: chain, key: found.device.key }
  );
}

async function isSigned(
  node: SovereignNode,
  subject: Subject,
  message: Hash,
  signature: Uint8Array,
): Promise<boolean> {
  const context = signingContext('session', node.folder.sovereign);
  return new Promise((resolve) => {
    node.verifyPool.submit({ key: subject.key, message, signature, context }, resolve);
  });
}
