import { constitutionInForce, readVendors } from '@tallystick/ledger';
import { fromBase64url, networkOf, toBase64url, toHex, vendorId } from '@tallystick/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SovereignNode } from '../../node.ts';
import { type Registered, newRegistrar } from '../../voting-keys/registrar.ts';
import { requireIdentity } from '../authenticate.ts';
import { Problem } from '../problems.ts';
import { rateLimit } from '../rate-limit.ts';
import {
  bytesSchema,
  countSchema,
  idSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

/** Certificates are the largest thing that strangers have read here, and people register seldom. */
const REGISTRATIONS_PER_SECOND = 1;
const REGISTRATIONS_BURST = 20;
const RETRY_S = 5;
/** protocol.md section 4, a voting key's attestation. */
const MOST = { nonce: 32, object: 14_272, clientData: 2048 } as const;

const security = [{ session: [] }];
const vendorFields = { vendor: idSchema, name: Type.String() };
const vendorsAnswer = strictObject({
  vendors: Type.Array(strictObject({ ...vendorFields, roots: Type.Array(bytesSchema) })),
});
const challengeAnswer = strictObject({
  nonce: bytesSchema,
  challenge: bytesSchema,
  expiresAt: timeSchema,
});
const registrationBody = strictObject({
  nonce: bytesSchema,
  attestationObject: bytesSchema,
  clientData: bytesSchema,
});
const registrationAnswer = strictObject({
  key: bytesSchema,
  ...vendorFields,
  attestation: bytesSchema,
  signatures: Type.Array(strictObject({ by: countSchema, signature: bytesSchema })),
});

/** Whose hardware votes where vendors count, and the registrars' word for a voting key. */
export function votingKeyRoutes(app: FastifyInstance, node: SovereignNode): void {
  vendorRoute(app, node);
  const limit = rateLimit(REGISTRATIONS_PER_SECOND, REGISTRATIONS_BURST);
  const registrar = newRegistrar({
    sovereign: node.folder.sovereign,
    vendors: () => readVendors(node.ledger.state),
    office() {
      const { governance } = constitutionInForce(node.ledger.state, node.now());
      return governance?.offices[governance.registrars ?? -1];
    },
    key: () => node.ring.offices.registrars,
    say: (word) =>
      node.ring.say(word).catch(() => {
        throw new Problem('unavailable', 'The ring does not answer at present.', RETRY_S);
      }),
    isOwn: (origin) => node.addresses.isOwn(origin),
  });

  app.post(
    '/v1/voting-keys/challenge',
    {
      schema: {
        tags: ['own data'],
        security,
        summary: 'What a new voting key is to be made over',
        body: strictObject({}),
        response: { 200: challengeAnswer, ...problemResponses },
      },
    },
    (request, reply) => {
      const identity = requireIdentity(node, request);
      const { nonce, challenge, expiresAt } = registrar.challenge(identity, node.now());
      const body = { nonce: toBase64url(nonce), challenge: toBase64url(challenge), expiresAt };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );

  app.post<{ Body: Type.Static<typeof registrationBody> }>(
    '/v1/voting-keys',
    {
      schema: {
        tags: ['own data'],
        security,
        summary: 'The registrars’ signature for a voting key whose hardware is attested',
        body: registrationBody,
        response: { 200: registrationAnswer, ...problemResponses },
      },
    },
    async (request, reply) => {
      const identity = requireIdentity(node, request);
      const wait = limit.take(networkOf(request.ip), performance.now());
      if (wait > 0) throw new Problem('too-many-requests', `Try again after ${wait} s.`, wait);
      const given = {
        nonce: bytesOf(request.body.nonce, MOST.nonce),
        object: bytesOf(request.body.attestationObject, MOST.object),
        clientData: bytesOf(request.body.clientData, MOST.clientData),
      };
      const registered = await registrar.register(identity, given, node.now());
      return reply.header('cache-control', 'no-store').send(registrationOf(registered));
    },
  );
}

function vendorRoute(app: FastifyInstance, node: SovereignNode): void {
  app.get(
    '/v1/vendors',
    {
      schema: {
        tags: ['public'],
        summary: 'The vendors whose hardware may hold voting keys, with their root certificates',
        response: { 200: vendorsAnswer, ...problemResponses },
      },
    },
    () => ({
      vendors: readVendors(node.ledger.state).map((vendor) => ({
        vendor: toHex(vendorId(vendor)),
        name: vendor.name,
        roots: vendor.roots.map(toBase64url),
      })),
    }),
  );
}

function bytesOf(text: string, most: number): Uint8Array {
  const bytes = fromBase64url(text, most);
  if (bytes !== undefined && bytes.length > 0) return bytes;
  throw new Problem('malformed', `Bytes are base64url without padding: here 1 to ${most} of them.`);
}

function registrationOf(registered: Registered): Type.Static<typeof registrationAnswer> {
  if (!registered.ok) {
    const { fault } = registered;
    throw new Problem(fault === 'nobody' ? 'conflict' : 'not-attested', FAULTS[fault]);
  }
  const { key, vendor, attestation, signatures } = registered;
  return {
    key: toBase64url(key),
    vendor: toHex(vendor.id),
    name: vendor.name,
    attestation: toBase64url(attestation),
    signatures: signatures.map(({ by, bytes }) => ({ by, signature: toBase64url(bytes) })),
  };
}

const FAULTS: Readonly<Record<Extract<Registered, { ok: false }>['fault'], string>> = {
  nobody: 'The office of registrars does not sign with a key of this node: ask its people.',
  nonce: 'Ask for a new challenge: this one is another’s, or older than five minutes.',
  'client-data': 'The key was not made over this challenge, or in a page inside another.',
  origin: 'The key was made in a page of another origin than this node’s addresses.',
  malformed: 'The attestation object cannot be read.',
  format: 'The attestation is of a format that names no vendor, as "none" does.',
  'self-attested': 'The key attests itself: no certificate says whose hardware it is in.',
  chain: 'The certificates are no chain in force, each issued by the next.',
  'no-vendor': 'The certificates lead to no root of the registry: see /v1/vendors.',
  'several-vendors': 'The certificates lead to roots of several vendors.',
  statement: 'The attestation does not verify, or says that nobody was verified.',
  copyable: 'The key may be copied to other hardware: vote with one that may not.',
  algorithm: 'The key is of another algorithm than ES256 and ML-DSA-44.',
};
