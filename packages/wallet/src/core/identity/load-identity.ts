import { type Context, type KnownIdentity, listRecords } from '../context.ts';
import { afterIdentityOperation, storedOperation } from '../chain/chain-tip.ts';
import { entryRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';

/** The identity as its stored chain makes it; null before its opening is certified. */
export async function loadIdentity(context: Pick<Context, 'vault'>): Promise<KnownIdentity | null> {
  let identity: KnownIdentity | null = null;
  const entries = await listRecords(context.vault, KEYS.entries('identity'), entryRecordCodec);
  for (const { key, value } of entries) {
    const bytes = value.transition.operation;
    identity = afterIdentityOperation(identity, storedOperation(bytes, `record ${key}`), bytes);
  }
  return identity;
}
