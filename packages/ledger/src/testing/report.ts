import { noObjection } from '@tallystick/rules';
import { audit, type AuditInput, type AuditReport } from '../audit/audit.ts';
import { type MemoryImage, openMemoryStore } from '../store/index.ts';
import { sealedCrypto, verifySeal } from './seal.ts';
import type { TestSovereign } from './sovereign.ts';

/** What an audit of a memory store says, where transitions are signed with seals. */
export async function reportOn(
  image: MemoryImage,
  { constitution, epoch }: TestSovereign,
  more: Partial<AuditInput> = {},
): Promise<AuditReport> {
  const store = openMemoryStore(image);
  return audit({
    constitution,
    epochs: [epoch],
    log: {
      size: store.meta.size,
      entry: (index) => store.entry(index),
      checkpointFor: (index) => store.checkpointFor(index),
    },
    store,
    crypto: sealedCrypto,
    rulebook: noObjection,
    verify: verifySeal,
    ...more,
  });
}
