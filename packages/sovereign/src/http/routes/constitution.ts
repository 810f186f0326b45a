import { constitutionInForce } from '@tallystick/ledger';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import {
  type Cosigner,
  constitutionCodec,
  decode,
  encode,
  signedConstitutionCodec,
  signedEpochCodec,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import type { SovereignNode } from '../../node.ts';
import { currencyBodies, currencySchema } from '../currency-body.ts';
import { governanceBody, governanceSchema } from '../governance-body.ts';
import { inForceReader, inForceSchema, suitesSchema } from '../in-force.ts';
import { keyBody, signersBody } from '../key-body.ts';
import {
  bytesSchema,
  countSchema,
  countrySchema,
  idSchema,
  keySchema,
  nullableSchema,
  problemResponses,
  signersSchema,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const cosignerSchema = strictObject({ name: Type.String(), key: keySchema });
const constitutionSchema = strictObject({
  sovereign: idSchema,
  signedConstitution: bytesSchema,
  constitution: strictObject({
    name: Type.String(),
    country: countrySchema,
    createdAt: timeSchema,
    origin: Type.String(),
    root: keySchema,
    suites: suitesSchema,
    currencies: Type.Array(currencySchema),
    registrars: nullableSchema(signersSchema),
    parameters: strictObject({
      heartbeatMs: countSchema,
      closureAfterMs: countSchema,
      validityMs: countSchema,
      freshnessMs: countSchema,
      quorum: countSchema,
      stateRootEvery: countSchema,
    }),
    witnesses: Type.Array(cosignerSchema),
    validators: Type.Array(cosignerSchema),
    governance: nullableSchema(governanceSchema),
  }),
  inForce: nullableSchema(inForceSchema),
});

const epochsSchema = strictObject({
  epochs: Type.Array(
    strictObject({
      number: countSchema,
      origin: Type.String(),
      log: keySchema,
      notBefore: timeSchema,
      notAfter: timeSchema,
      succeeds: nullableSchema(
        strictObject({
          origin: Type.String(),
          size: countSchema,
          root: idSchema,
          reason: Type.String(),
        }),
      ),
      signedEpoch: bytesSchema,
    }),
  ),
});

const tags = ['public'];

/** The founding documents, and how much of each currency there is. */
export function constitutionRoutes(app: FastifyInstance, node: SovereignNode): void {
  // The founding documents do not change while a node runs: they are written out once.
  const constitution = constitutionBody(node);
  const inForce = inForceReader(() => node.ledger.state);
  const epochs = epochsBody(node);
  const cached = { 'cache-control': 'public, max-age=300' };

  app.get(
    '/v1/constitution',
    {
      schema: {
        tags,
        summary: 'The signed constitution, what it says, and what votes have made of it',
        response: { 200: constitutionSchema, ...problemResponses },
      },
    },
    (_request, reply) => reply.headers(cached).send({ ...constitution, inForce: inForce() }),
  );
  app.get(
    '/v1/epochs',
    {
      schema: {
        tags,
        summary: 'Which key signed the log, and when; what a new epoch gave up',
        response: { 200: epochsSchema, ...problemResponses },
      },
    },
    (_request, reply) => reply.send(epochs),
  );
  app.get(
    '/v1/currencies',
    {
      schema: {
        tags,
        summary: 'The currencies that the constitution in force declares',
        response: {
          200: strictObject({ currencies: Type.Array(currencySchema) }),
          ...problemResponses,
        },
      },
    },
    (_request, reply) => reply.headers(cached).send({ currencies: currentCurrencies(node) }),
  );
}

function constitutionBody(node: SovereignNode) {
  const { signed, sovereign } = node.folder;
  const decoded = decode(constitutionCodec, signed.constitution);
  if (!decoded.ok) throw new Error(`the constitution does not decode: ${decoded.reason}`);
  const constitution = decoded.value;
  const { name, country, createdAt, origin, suites, registrars, parameters } = constitution;
  return {
    sovereign: toHex(sovereign),
    signedConstitution: toBase64url(encode(signedConstitutionCodec, signed)),
    constitution: {
      name,
      country,
      createdAt,
      origin,
      root: keyBody(constitution.root),
      suites,
      currencies: currencyBodies(constitution, sovereign),
      registrars: registrars === null ? null : signersBody(registrars),
      parameters,
      witnesses: constitution.witnesses.map(cosignerBody),
      validators: constitution.validators.map(cosignerBody),
      governance: constitution.governance && governanceBody(constitution.governance),
    },
  };
}

/** As governance has them under the newest header. */
function currentCurrencies({ ledger }: SovereignNode): unknown[] {
  const { state } = ledger;
  return currencyBodies(constitutionInForce(state, state.header?.time ?? 0), state.sovereign);
}

function epochsBody(node: SovereignNode): unknown {
  const epochs = node.folder.epochs.map(({ epoch, signed }) => {
    const { number, origin, log, notBefore, notAfter, succeeds } = epoch;
    const signedEpoch = toBase64url(encode(signedEpochCodec, signed));
    return {
      number,
      origin,
      log: keyBody(log),
      notBefore,
      notAfter,
      succeeds: succeeds && { ...succeeds, root: toHex(succeeds.root) },
      signedEpoch,
    };
  });
  return { epochs };
}

function cosignerBody({ name, key }: Cosigner): unknown {
  return { name, key: keyBody(key) };
}
