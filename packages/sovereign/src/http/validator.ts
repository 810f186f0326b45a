import type { FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/**
 * Checks and changes nothing: a number in a query string stays a string (its schema is a pattern), an unknown field is an
 * error when the schema says `additionalProperties: false`, as every schema here does. Fastify's own default drops
 * unknown fields and converts types, which is not for money.
 */
export const strictValidator: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  const check = Compile(schema);
  return (value: unknown) => {
    if (check.Check(value)) return { value };
    return { error: check.Errors(value) as FastifySchemaValidationError[] };
  };
};
