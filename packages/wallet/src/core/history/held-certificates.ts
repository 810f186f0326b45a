import { certificateCodec, encode, transitionCodec } from '@tallystick/protocol';
import { certificateOfEntry } from '../chain/stored-certificate.ts';
import { type Context, listRecords } from '../context.ts';
import { type EntryRecord, entryRecordCodec } from '../records/entry-record.ts';
import { givenUpRecordCodec } from '../records/given-up-record.ts';
import { KEYS } from '../records/keys.ts';
import type { HeldCertificate } from '../wallet-types.ts';

/**
 * Every certificate that this wallet holds, with the transition that it certifies: the identity's, then the device's, then
 * those that new epochs gave up.
 */
export async function heldCertificates(context: Context): Promise<HeldCertificate[]> {
  const held: HeldCertificate[] = [];
  const keep = async (entry: Omit<EntryRecord, 'details'>): Promise<void> => {
    const certificate = await certificateOfEntry(context.vault, entry);
    held.push({
      certificate: encode(certificateCodec, certificate),
      transition: encode(transitionCodec, entry.transition),
    });
  };
  for (const chain of ['identity', 'device'] as const) {
    const stored = await listRecords(context.vault, KEYS.entries(chain), entryRecordCodec);
    for (const { value } of stored) await keep(value);
  }
  const givenUp = await listRecords(context.vault, KEYS.allGivenUp, givenUpRecordCodec);
  for (const { value } of givenUp) {
    const { certificate, state, operation, signatures } = value;
    if (certificate === null) continue;
    await keep({ ...certificate, transition: { state, operation, signatures } });
  }
  return held;
}
