import type { FastifyInstance } from 'fastify';
import { toBase64url } from '@tallystick/protocol';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import type { Asserted, MadePasskey, PasskeyChallenge } from '../../passkeys/passkey-desk.ts';
import {
  MOST_ID_CHARACTERS,
  MOST_NAME,
  MOST_PASSKEYS,
  MOST_TRANSPORTS,
  type Passkey,
} from '../../passkeys/passkey-store.ts';
import type { Session } from '../../sessions/sessions.ts';
import {
  bearerToken,
  requireOperator,
  requireOwnPage,
  requireRecentOperator,
} from '../authenticate.ts';
import { Problem } from '../problems.ts';
import {
  bytesSchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const tags = ['operator'];
const security = [{ session: [] }];
const MOST_ANSWER = 8192;

const bytes = Type.String({ minLength: 1, maxLength: MOST_ANSWER, pattern: '^[A-Za-z0-9_-]+$' });
const idSchema = Type.String({
  minLength: 1,
  maxLength: MOST_ID_CHARACTERS,
  pattern: '^[A-Za-z0-9_-]+$',
  description: 'a credential’s id, base64url',
});
const transports = Type.Array(Type.String({ minLength: 1, maxLength: 32, pattern: '^[a-z-]+$' }), {
  maxItems: MOST_TRANSPORTS,
});
const addressBody = strictObject({
  address: Type.String({
    maxLength: 300,
    pattern: '^https?://[\\x21-\\x7e]+$',
    description: 'the origin of the page that asks',
  }),
});
const challengeAnswer = strictObject({
  challenge: bytesSchema,
  rpId: Type.String(),
  expiresAt: timeSchema,
  passkeys: Type.Array(strictObject({ id: Type.String(), transports: Type.Array(Type.String()) })),
});
const registrationAnswer = strictObject({
  ...challengeAnswer.properties,
  user: strictObject({ id: bytesSchema, name: Type.String() }),
});
const passkeySchema = strictObject({
  id: Type.String(),
  name: Type.String(),
  rpId: Type.String(),
  createdAt: timeSchema,
  lastUsedAt: nullableSchema(timeSchema),
});
const madeBody = strictObject({
  id: idSchema,
  name: Type.String({ minLength: 1, maxLength: MOST_NAME, pattern: '^\\P{Cc}+$' }),
  clientData: bytes,
  attestationObject: bytes,
  transports,
});
const assertedBody = strictObject({
  id: idSchema,
  clientData: bytes,
  authenticatorData: bytes,
  signature: bytes,
});
const sessionSchema = strictObject({
  by: Type.String({ enum: ['key', 'founding', 'passkey'] }),
  passkey: nullableSchema(Type.String()),
  openedAt: timeSchema,
  expiresAt: timeSchema,
  isThis: Type.Boolean(),
});

/** The operator's passkeys, by whoever has a session of the operator's. */
export function passkeyRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.get(
    '/v1/operator/passkeys',
    {
      schema: {
        tags,
        security,
        summary: 'The passkeys that open the console',
        response: {
          200: strictObject({ passkeys: Type.Array(passkeySchema) }),
          ...problemResponses,
        },
      },
    },
    (request) => {
      requireOperator(node, request);
      return { passkeys: node.passkeys.all().map(shown) };
    },
  );

  app.post<{ Body: { address: string } }>(
    '/v1/operator/passkeys/challenge',
    {
      schema: {
        tags,
        security,
        summary: 'What a new passkey is made over, within five minutes',
        body: addressBody,
        response: { 200: registrationAnswer, ...problemResponses },
      },
    },
    (request, reply) => {
      requireRecentOperator(node, request);
      const challenge = challengeFor(node, 'create', request.body.address);
      // One for each sovereign: an authenticator keeps one passkey of a name and a user.
      const user = { id: toBase64url(node.folder.sovereign), name: node.folder.constitution.name };
      return reply.header('cache-control', 'no-store').send({ ...challenge, user });
    },
  );

  app.post<{ Body: MadePasskey }>(
    '/v1/operator/passkeys',
    {
      schema: {
        tags,
        security,
        summary: 'Adds a passkey that was made over a challenge',
        body: madeBody,
        response: { 201: passkeySchema, ...problemResponses },
      },
    },
    async (request, reply) => {
      requireRecentOperator(node, request);
      const registered = await node.passkeys.register(request.body, node.now());
      if (registered.ok) return reply.code(201).send(shown(registered.passkey));
      if (registered.why === 'full') {
        throw new Problem('conflict', `There are ${MOST_PASSKEYS} passkeys: remove one first.`);
      }
      if (registered.why === 'known') throw new Problem('conflict', 'This passkey is there.');
      throw new Problem('conflict', 'Ask for a new challenge, and have a passkey made over it.');
    },
  );

  app.delete<{ Params: { id: string } }>(
    '/v1/operator/passkeys/:id',
    {
      schema: {
        tags,
        security,
        summary: 'Removes a passkey, and ends its sessions',
        params: strictObject({ id: idSchema }),
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    async (request, reply) => {
      requireRecentOperator(node, request);
      const { id } = request.params;
      if (!(await node.passkeys.remove(id))) throw new Problem('not-found', 'No such passkey.');
      node.sessions.endOperators((session) => passkeyOf(session) === id, '');
      return reply.code(204).send();
    },
  );
}

/** Opens the console with a passkey; and who has it open. */
export function passkeySessionRoutes(app: FastifyInstance, node: SovereignNode): void {
  app.post<{ Body: { address: string } }>(
    '/v1/sessions/passkey/challenge',
    {
      schema: {
        tags,
        summary: 'What a passkey of the operator’s has to sign, within five minutes',
        body: addressBody,
        response: { 200: challengeAnswer, ...problemResponses },
      },
    },
    (request, reply) => {
      requireOwnPage(node, request);
      const challenge = challengeFor(node, 'get', request.body.address);
      return reply.header('cache-control', 'no-store').send(challenge);
    },
  );

  app.post<{ Body: Asserted }>(
    '/v1/sessions/passkey',
    {
      schema: {
        tags,
        summary: 'A session of the operator for what a passkey signed',
        body: assertedBody,
        response: {
          200: strictObject({ token: Type.String(), expiresAt: timeSchema }),
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      requireOwnPage(node, request);
      const used = await node.passkeys.use(request.body, node.now());
      if (used === undefined) throw invalid();
      const by = { passkey: used.id };
      const subject = { kind: 'operator', key: node.folder.operator, by } as const;
      const { token, session } = node.sessions.open(subject, node.now());
      const { expiresAt } = session;
      return reply.header('cache-control', 'no-store').send({ token, expiresAt });
    },
  );

  app.get(
    '/v1/operator/sessions',
    {
      schema: {
        tags,
        security,
        summary: 'The operator’s open sessions',
        response: {
          200: strictObject({ sessions: Type.Array(sessionSchema) }),
          ...problemResponses,
        },
      },
    },
    (request) => {
      requireOperator(node, request);
      const names = new Map(node.passkeys.all().map(({ id, name }) => [id, name]));
      const open = node.sessions.ofOperator(bearerToken(request) ?? '', node.now());
      const sessions = open.map(({ session, isThis }) => {
        const id = passkeyOf(session);
        const { openedAt, expiresAt } = session;
        const by = id === undefined ? byOf(session) : 'passkey';
        return { by, passkey: names.get(id ?? '') ?? null, openedAt, expiresAt, isThis };
      });
      return { sessions };
    },
  );

  app.delete(
    '/v1/operator/sessions',
    {
      schema: {
        tags,
        security,
        summary: 'Ends the operator’s other sessions',
        response: { 204: Type.Null(), ...problemResponses },
      },
    },
    (request, reply) => {
      requireOperator(node, request);
      node.sessions.endOperators((_session, isThis) => !isThis, bearerToken(request) ?? '');
      return reply.code(204).send();
    },
  );
}

function challengeFor(
  node: SovereignNode,
  what: 'create' | 'get',
  address: string,
): PasskeyChallenge {
  if (!node.addresses.isOwn(address)) {
    throw new Problem('wrong-address', `This node does not know itself as ${address}.`);
  }
  const challenge = node.passkeys.challenge(what, address, node.now());
  if (challenge !== undefined) return challenge;
  const detail = `Passkeys are bound to a name, over TLS or on the machine itself: not to ${address}.`;
  throw new Problem('wrong-address', detail);
}

function shown({ id, name, rpId, createdAt, lastUsedAt }: Passkey): object {
  return { id, name, rpId, createdAt, lastUsedAt };
}

function passkeyOf({ subject }: Session): string | undefined {
  if (subject.kind !== 'operator' || typeof subject.by === 'string') return undefined;
  return subject.by.passkey;
}

function byOf({ subject }: Session): string {
  return subject.kind === 'operator' && subject.by === 'founding' ? 'founding' : 'key';
}

/** The same answer to everything, so that nothing is learnt by trying. */
function invalid(): Problem {
  return new Problem('signature-invalid', 'Ask for a new challenge, and have a passkey sign it.');
}
