import { type Ledger, constitutionInForce } from '@tallystick/ledger';
import {
  type Constitution,
  constitutionCodec,
  encode,
  equalBytes,
  toBase64url,
} from '@tallystick/protocol';
import { Type } from 'typebox';
import { currencyBodies, currencySchema } from './currency-body.ts';
import { governanceBody, governanceSchema } from './governance-body.ts';
import { bytesSchema, countSchema, nullableSchema, strictObject } from './schemas.ts';

const suites = Type.Array(countSchema);
export const suitesSchema: Type.TSchema = strictObject({
  roots: suites,
  devices: suites,
  log: suites,
});

export const inForceSchema: Type.TSchema = strictObject({
  constitution: bytesSchema,
  suites: suitesSchema,
  currencies: Type.Array(currencySchema),
  governance: nullableSchema(governanceSchema),
});

/**
 * Reads what votes have made of the constitution, under the newest header; null as long as it is as
 * it was founded. Written out once for each change: it is asked for by everybody.
 */
export function inForceReader(state: () => Ledger['state']): () => unknown {
  let known: { readonly of: Constitution; readonly body: unknown } | undefined;
  return () => {
    const now = state();
    const of = constitutionInForce(now, now.header?.time ?? 0);
    if (known?.of !== of) known = { of, body: bodyOf(of, now) };
    return known.body;
  };
}

function bodyOf(current: Constitution, { constitution, sovereign }: Ledger['state']): unknown {
  const bytes = encode(constitutionCodec, current);
  if (equalBytes(bytes, encode(constitutionCodec, constitution))) return null;
  return {
    constitution: toBase64url(bytes),
    suites: current.suites,
    currencies: currencyBodies(current, sovereign),
    governance: current.governance && governanceBody(current.governance),
  };
}
