import { certificateCodec, encode, transitionCodec } from '@tallystick/protocol';
import { certificateOfEntry } from '../chain/stored-certificate.ts';
import { type Context, listRecords } from '../context.ts';
import { entryRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import type { HeldCertificate } from '../wallet-types.ts';

/** Every certificate that this wallet holds, with the transition that it certifies: the identity's, then the device's. */
export async function heldCertificates(context: Context): Promise<HeldCertificate[]> {
  const held: HeldCertificate[] = [];
  for (const chain of ['identity', 'device'] as const) {
    const stored = await listRecords(context.vault, KEYS.entries(chain), entryRecordCodec);
    for (const { value } of stored) {
      const certificate = await certificateOfEntry(context.vault, value);
      held.push({
        certificate: encode(certificateCodec, certificate),
        transition: encode(transitionCodec, value.transition),
      });
    }
  }
  return held;
}
