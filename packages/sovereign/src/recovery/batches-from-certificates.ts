import { type KeptBatch, type LogContinuation, encodeEntry, nextHeader } from '@tallystick/ledger';
import { type Parameters, decode, effectsCodec, entryLeaf, headerLeaf } from '@tallystick/protocol';
import type { WalletCertificate } from '../lifecycle/options.ts';

/**
 * The batch that follows what is there already, put together from wallets' certificates: each says where its transition
 * stands and what it did, its checkpoint how long the batch was, and its effects the header's time. Undefined where a
 * transition of the batch is missing. The rest of the header is worked out; a guess that was wrong (a header that named a
 * state root, a batch of a header alone in between) shows when the root is compared with the signed one.
 */
export function nextBatchFrom(
  certificates: readonly WalletCertificate[],
  continuation: Pick<LogContinuation, 'size' | 'header'>,
  settings: { readonly parameters: Parameters; readonly epoch: number },
): KeptBatch | undefined {
  const first = continuation.size;
  const next = certificates.filter(({ certificate }) => certificate.index > first);
  const size = next.reduce((least, one) => Math.min(least, one.certificate.treeSize), Infinity);
  const byIndex = new Map(
    next
      .filter(({ certificate }) => certificate.treeSize === size)
      .map((one) => [one.certificate.index, one]),
  );
  const [any] = byIndex.values();
  const effects = any && decode(effectsCodec, any.certificate.effects);
  if (any === undefined || effects === undefined || !effects.ok) return undefined;
  const { time } = effects.value;
  const header = nextHeader(continuation.header, settings.parameters, {
    clock: time,
    epoch: settings.epoch,
    stateRoot: null,
  });
  const leaf = headerLeaf(header);
  const opening = { id: null, bytes: encodeEntry({ leaf, transition: null, effects: null }) };
  const entries: KeptBatch['entries'][number][] = [opening];
  for (let index = first + 1; index < size; index += 1) {
    const found = byIndex.get(index);
    if (found === undefined || found.transition === null) return undefined;
    const { transition: id, effects } = found.certificate;
    const bytes = encodeEntry({
      leaf: entryLeaf(id, effects),
      transition: found.transition,
      effects,
    });
    entries.push({ id, bytes });
  }
  const note = any.certificate.checkpoint;
  const checkpoint = { size, root: new Uint8Array(32), time };
  return { first, entries, checkpoint, signed: [{ size, note }] };
}
