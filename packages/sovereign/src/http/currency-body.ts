import { type Constitution, currencyId, toHex, treasuryId } from '@tallystick/protocol';
import { Type } from 'typebox';
import { signersBody } from './key-body.ts';
import { countSchema, idSchema, keySchema, strictObject } from './schemas.ts';

export const currencySchema: Type.TSchema = strictObject({
  id: idSchema,
  code: Type.String(),
  decimals: countSchema,
  name: Type.String(),
  treasury: strictObject({
    chain: idSchema,
    threshold: countSchema,
    signers: Type.Array(keySchema),
  }),
});

/** The currencies that a constitution declares, as everybody reads them. */
export function currencyBodies(
  { currencies }: Pick<Constitution, 'currencies'>,
  sovereign: Uint8Array,
): unknown[] {
  return currencies.map(({ code, decimals, name, treasury }) => {
    const id = currencyId(sovereign, code);
    const chain = toHex(treasuryId(sovereign, id));
    return {
      id: toHex(id),
      code,
      decimals,
      name,
      treasury: { chain, ...signersBody(treasury) },
    };
  });
}
