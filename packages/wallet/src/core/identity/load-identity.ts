import { type Context, type KnownIdentity, listRecords } from '../context.ts';
import { afterIdentityOperation, storedOperation } from '../chain/chain-tip.ts';
import { type EntryRecord, entryRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';

/** The identity as its stored chain makes it; null before its opening is certified. */
export async function loadIdentity(context: Pick<Context, 'vault'>): Promise<KnownIdentity | null> {
  return identityAfter(
    await listRecords(context.vault, KEYS.entries('identity'), entryRecordCodec),
  );
}

/** The identity after entries of its chain, from the first one on; null before them. */
export function identityAfter(
  entries: readonly { readonly key: string; readonly value: EntryRecord }[],
): KnownIdentity | null {
  let identity: KnownIdentity | null = null;
  for (const { key, value } of entries) {
    const bytes = value.transition.operation;
    identity = afterIdentityOperation(identity, storedOperation(bytes, `record ${key}`), bytes);
  }
  return identity;
}
