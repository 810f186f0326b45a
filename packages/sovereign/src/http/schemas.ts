import { Type } from 'typebox';
import { problemSchema } from './problems.ts';

/** The forms that every route shares (docs/integrators/http-api.md, "Conventions"). */

/** 32 bytes as 64 lower-case hex digits. */
export const idSchema: Type.TString = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: '32 bytes in lower-case hex',
});

/** Whom a path is about. */
export const whoSchema: Type.TString = Type.String({
  maxLength: 100,
  pattern: '^@?[a-z0-9._-]+$',
  description: 'an id in hex, an address, or @handle',
});

/** Bytes in base64url without padding. */
export const bytesSchema: Type.TString = Type.String({
  pattern: '^[A-Za-z0-9_-]*$',
  description: 'bytes in base64url without padding',
});

/** An integer of the currency's smallest unit. */
export const amountSchema: Type.TString = Type.String({
  pattern: '^(0|[1-9][0-9]{0,18})$',
  description: "an integer of the currency's smallest unit, as a decimal string",
});

export const timeSchema: Type.TInteger = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'milliseconds since 1970-01-01 UTC',
});

export const countSchema: Type.TInteger = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
});

export const countrySchema: Type.TString = Type.String({
  pattern: '^[A-Z]{2}$',
  description: 'ISO 3166-1 alpha-2',
});

export const keySchema: Type.TObject = strictObject({
  suite: Type.Integer({ minimum: 1, maximum: 4, description: 'protocol.md section 2' }),
  publicKey: bytesSchema,
});

export const signersSchema: Type.TObject = strictObject({
  threshold: countSchema,
  signers: Type.Array(keySchema),
});

/** An object that has these properties and no others. */
export function strictObject<P extends Type.TProperties>(
  properties: P,
  options: { description?: string } = {},
): Type.TObject<P> {
  return Type.Object(properties, { ...options, additionalProperties: false });
}

export function nullableSchema<S extends Type.TSchema>(schema: S): Type.TUnion<[S, Type.TNull]> {
  return Type.Union([schema, Type.Null()]);
}

/** Query strings arrive as text, and nothing is converted: a number is a pattern. */
export const numberText: Type.TString = Type.String({
  pattern: '^(0|[1-9][0-9]{0,15})$',
  description: 'a whole number, at most 2^53 − 1',
});

/** The most items that a list answers at once. */
const MAX_PAGE = 256;
const DEFAULT_PAGE = 100;

export const limitText: Type.TString = Type.String({
  pattern: '^([1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-6])$',
  description: `how many at most: 1 to ${MAX_PAGE}, ${DEFAULT_PAGE} where it is absent`,
});

export function pageSize(limit: string | undefined): number {
  return limit === undefined ? DEFAULT_PAGE : Number(limit);
}

/** The number in a text that `numberText` accepts; undefined above 2^53 − 1. */
export function numberOf(text: string): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** What any route may answer besides its own. */
export const problemResponses: { readonly '4xx': Type.TSchema; readonly '5xx': Type.TSchema } = {
  '4xx': problemSchema,
  '5xx': problemSchema,
};

/** A body that is not JSON, for OpenAPI; `type` is its media type. */
export function binaryContent(
  type: string,
  description: string,
): { description: string; content: Record<string, { schema: Type.TSchema }> } {
  return { description, content: { [type]: { schema: Type.String({ format: 'binary' }) } } };
}
