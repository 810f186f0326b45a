import { type Hash, certificateCodec, encode, toBase64url, toHex } from '@tallystick/protocol';
import { bytesSchema, countSchema, idSchema, strictObject } from '../http/schemas.ts';
import type { SovereignNode } from '../node.ts';
import { openTransition } from './entries.ts';

export const provenEntrySchema: ReturnType<typeof strictObject> = strictObject({
  id: idSchema,
  index: countSchema,
  transition: bytesSchema,
  certificate: bytesSchema,
});

/** An entry of the log, opened, with its certificate; undefined before it is durable and signed. */
export function provenEntry({ ledger, store }: SovereignNode, id: Hash): object | undefined {
  const opened = openTransition(store, id);
  const certificate = ledger.certificate(id);
  if (opened === undefined || certificate === undefined) return undefined;
  return {
    id: toHex(id),
    index: opened.index,
    transition: toBase64url(opened.bytes),
    certificate: toBase64url(encode(certificateCodec, certificate)),
  };
}
