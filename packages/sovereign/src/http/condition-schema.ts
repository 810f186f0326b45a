import type { ConditionCode, ConditionData } from '@tallystick/rules';
import { Type } from 'typebox';
import { countSchema, nullableSchema, strictObject } from './schemas.ts';

const text = Type.String();
const decimal = Type.String({
  pattern: '^[0-9]+([.][0-9]+)?$',
  description: 'a decimal text; an amount has all decimals of its currency',
});
const party = Type.String({ enum: ['sender', 'receiver'] });
const window = strictObject({ count: countSchema, unit: Type.String({ enum: ['hours', 'days'] }) });
const extent = { atLeast: nullableSchema(decimal), atMost: nullableSchema(decimal) };

/** What each code comes with (docs/integrators/http-api.md, "Conditions"). */
export const CONDITION_DATA: {
  readonly [C in ConditionCode]: Type.TObject<Record<keyof ConditionData<C>, Type.TSchema>>;
} = {
  tier: strictObject({ of: party, ...extent }),
  sent: strictObject({ currency: text, window, ...extent }),
  payments: strictObject({ window, ...extent }),
  payees: strictObject({ window, ...extent }),
  rate: strictObject({ amount: decimal, currency: text, in: text, ...extent }),
  indicator: strictObject({ name: text, ...extent }),
  waited: strictObject({ window }),
  listed: strictObject({ of: party, list: text, isOn: Type.Boolean() }),
  confidential: strictObject({}),
  'second-factor': strictObject({ given: Type.Boolean() }),
  'first-payment': strictObject({ first: Type.Boolean() }),
  document: strictObject({ name: text }),
  'no-documents': strictObject({}),
  purpose: strictObject({ purpose: nullableSchema(text) }),
};

/** A condition of an answer to "may I?": its code with that code's data, and English words. */
export const conditionSchema: Type.TUnion = Type.Union(
  Object.entries(CONDITION_DATA).map(([code, data]) =>
    strictObject({ code: Type.Literal(code), data, words: text, rule: nullableSchema(text) }),
  ),
);
