import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { problemResponses, strictObject } from './schemas.ts';
import { serializerOf } from './serializer.ts';

const ROUTE = { method: 'GET', url: '/v1/one' };

test('a schema is compiled once, whichever routes have it, and writes what it names', () => {
  const schema = strictObject({ size: Type.Integer() });
  const write = serializerOf({ ...ROUTE, schema });
  expect(serializerOf({ method: 'POST', url: '/v1/other', schema })).toBe(write);
  expect(write({ size: 3, secret: 'not said' })).toBe('{"size":3}');
  expect(() => write({})).toThrow('size');
  const problems = serializerOf({ ...ROUTE, schema: problemResponses['4xx'] });
  expect(problems).not.toBe(write);
  expect(serializerOf({ ...ROUTE, schema: problemResponses['5xx'] })).toBe(problems);
});
