import { readOutstanding, readReturnables } from '@tallystick/ledger';
import {
  type Currency,
  MAX_OPERATION_BYTES,
  MAX_SIGNATURES,
  MAX_SIGNATURE_BYTES,
  STATE_BYTES,
  currencyId,
  decode,
  draftsCodec,
  encode,
  fromBase64url,
  toBase64url,
  toHex,
} from '@tallystick/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { sealedTreasuryKeys } from '../../folder/sealed-treasury-keys.ts';
import type { SovereignNode } from '../../node.ts';
import type { Settled } from '../../treasury/settle-place.ts';
import { currenciesNow, openTreasuryDesk, treasuryHead } from '../../treasury/treasury-desk.ts';
import { requireOperator } from '../authenticate.ts';
import type { BodyRoom } from '../body-memory.ts';
import { countBodies } from '../count-bodies.ts';
import { signersBody } from '../key-body.ts';
import { Problem } from '../problems.ts';
import {
  amountSchema,
  bytesSchema,
  countSchema,
  idSchema,
  keySchema,
  nullableSchema,
  problemResponses,
  strictObject,
  timeSchema,
} from '../schemas.ts';

const tags = ['operator'];
const security = [{ session: [] }];

/** Of what an operation, a state and a signature need besides their longest bytes. */
const FRAME_BYTES = 16;
/** A mint and the put of what it mints, with a signature of each signer that a treasury can have, of the longest suite. */
const MAX_DRAFTS_BYTES =
  2 *
  (STATE_BYTES +
    MAX_OPERATION_BYTES +
    MAX_SIGNATURES * (MAX_SIGNATURE_BYTES + FRAME_BYTES) +
    2 * FRAME_BYTES);
/** In base64url, in an object. */
const MAX_BODY_BYTES = Math.ceil((MAX_DRAFTS_BYTES * 4) / 3) + 64;
/** As many of a treasury's holds as one taking takes back. */
const MOST_RETURNABLE = 256;
/** How many unclaimed payments are summed up. */
const MOST_UNCLAIMED = 1_000;

const refusalSchema = strictObject({ code: Type.String(), message: Type.String() });
const waitsSchema = strictObject({
  transitions: bytesSchema,
  signed: Type.Array(countSchema),
  until: timeSchema,
  isSent: Type.Boolean(),
  refusal: nullableSchema(refusalSchema),
});
const treasurySchema = strictObject({
  currency: idSchema,
  code: Type.String(),
  decimals: countSchema,
  name: Type.String(),
  chain: idSchema,
  threshold: countSchema,
  signers: Type.Array(keySchema),
  keys: Type.Array(countSchema),
  state: bytesSchema,
  balance: amountSchema,
  unclaimed: strictObject({ count: countSchema, amount: amountSchema, isAll: Type.Boolean() }),
  returnable: Type.Array(strictObject({ hold: idSchema, amount: amountSchema })),
  waits: nullableSchema(waitsSchema),
});
const codeParams = { code: Type.String({ pattern: '^[A-Z0-9]{3,8}$' }) };

/** For whoever owns the machine: what treasuries have, their sealed keys, and what is signed for them. */
export function treasuryRoutes(
  app: FastifyInstance,
  node: SovereignNode,
  { bodies }: Pick<BodyRoom, 'bodies'>,
): void {
  countBodies(app, 'application/json', { bodies, bodyBytes: MAX_BODY_BYTES }, readJson);
  const desk = openTreasuryDesk(node);

  app.get(
    '/v1/operator/treasuries',
    {
      schema: {
        tags,
        security,
        summary:
          'Every treasury: its chain, who signs, what nobody has claimed, what waits for signatures',
        response: {
          200: strictObject({ country: Type.String(), treasuries: Type.Array(treasurySchema) }),
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      requireOperator(node, request);
      const treasuries: unknown[] = [];
      for (const currency of currenciesNow(node)) {
        treasuries.push(await treasuryBody(node, currency, await desk.look(currency)));
      }
      const { country } = node.folder.constitution;
      return reply.header('cache-control', 'no-store').send({ country, treasuries });
    },
  );

  app.get<{ Params: { code: string; by: string } }>(
    '/v1/operator/treasuries/:code/keys/:by',
    {
      schema: {
        tags,
        security,
        summary: 'One of a treasury’s keys that lie in the folder, sealed under its passphrase',
        params: strictObject({ ...codeParams, by: Type.String({ pattern: '^[0-9]{1,2}$' }) }),
        response: {
          200: strictObject({ label: Type.String(), sealed: bytesSchema }),
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      requireOperator(node, request);
      const { code, by } = request.params;
      const keys = await sealedTreasuryKeys(node.folder, currencyOf(node, code));
      const found = keys.find((key) => key.by === Number(by));
      if (found === undefined) throw new Problem('not-found', 'This key is kept elsewhere.');
      const { label, sealed } = found;
      return reply.header('cache-control', 'no-store').send({ label, sealed: toBase64url(sealed) });
    },
  );

  app.post<{ Params: { code: string }; Body: { transitions: string } }>(
    '/v1/operator/treasuries/:code/drafts',
    {
      schema: {
        tags,
        security,
        summary:
          'Takes a treasury’s place for drafts, or adds signatures to those that wait; sends what enough have signed',
        params: strictObject(codeParams),
        body: strictObject({ transitions: bytesSchema }),
        response: {
          200: strictObject({
            waits: nullableSchema(waitsSchema),
            isFinal: Type.Boolean(),
            refusal: nullableSchema(refusalSchema),
          }),
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      requireOperator(node, request);
      const currency = currencyOf(node, request.params.code);
      const bytes = fromBase64url(request.body.transitions, MAX_DRAFTS_BYTES);
      const drafts = bytes && decode(draftsCodec, bytes, MAX_DRAFTS_BYTES);
      if (!drafts?.ok) throw new Problem('malformed', 'These are no drafts.');
      const { settled, isFinal, refusal } = await desk.take(currency, drafts.value);
      const body = { waits: waitsBody(settled), isFinal, refusal: refusal && refusalBody(refusal) };
      return reply.header('cache-control', 'no-store').send(body);
    },
  );
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as unknown;
  } catch {
    throw new Problem('malformed', 'The body is no JSON.');
  }
}

function currencyOf(node: SovereignNode, code: string): Currency {
  const currency = currenciesNow(node).find((one) => one.code === code);
  if (currency === undefined) {
    throw new Problem('not-found', `No currency ${code} is declared here.`);
  }
  return currency;
}

async function treasuryBody(
  node: SovereignNode,
  currency: Currency,
  settled: Settled,
): Promise<unknown> {
  const { code, decimals, name, treasury } = currency;
  const { chain, state, balance } = treasuryHead(node, code);
  const ledger = node.ledger.state;
  const open = readOutstanding(ledger, chain, -1, MOST_UNCLAIMED + 1);
  const summed = open.slice(0, MOST_UNCLAIMED);
  const keys = await sealedTreasuryKeys(node.folder, currency);
  return {
    currency: toHex(currencyId(node.folder.sovereign, code)),
    code,
    decimals,
    name,
    chain: toHex(chain),
    ...signersBody(treasury),
    keys: keys.map(({ by }) => by),
    state: toBase64url(state),
    balance: String(balance),
    unclaimed: {
      count: summed.length,
      amount: String(summed.reduce((sum, { amount }) => sum + amount, 0n)),
      isAll: open.length === summed.length,
    },
    returnable: readReturnables(ledger, chain, -1, MOST_RETURNABLE).map(({ id, amount }) => ({
      hold: toHex(id),
      amount: String(amount),
    })),
    waits: waitsBody(settled),
  };
}

function waitsBody(settled: Settled): unknown {
  if (settled.isFree) return null;
  const { drafts, sent, refusal } = settled.pending;
  return {
    transitions: toBase64url(encode(draftsCodec, drafts)),
    signed: drafts[0]?.signatures.map(({ by }) => by) ?? [],
    until: settled.until,
    isSent: sent,
    refusal: refusal && refusalBody(refusal),
  };
}

function refusalBody({ code, message }: { code: string; message: string }): unknown {
  return { code, message };
}
