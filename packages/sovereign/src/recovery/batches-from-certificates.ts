import { type KeptBatch, type LogContinuation, encodeEntry } from '@tallystick/ledger';
import {
  decode,
  effectsCodec,
  entryLeaf,
  equalBytes,
  headerLeaf,
  parseCheckpoint,
  parseNote,
} from '@tallystick/protocol';
import type { WalletCertificate } from '../lifecycle/options.ts';
import { type HeaderSettings, headersAt } from './guess-header.ts';

/**
 * The batch that follows what is there already, put together from wallets' certificates: each says where its transition
 * stands and what it did, its checkpoint how long the batch was, and its effects the header's time. Undefined where a
 * transition of the batch is missing. The rest of the header is worked out: of those that it can have been, with no state root
 * or one of those that it may name, it is the one that gives the signed root.
 */
export function nextBatchFrom(
  certificates: readonly WalletCertificate[],
  continuation: Pick<LogContinuation, 'size' | 'header' | 'rootWith'>,
  settings: HeaderSettings,
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
  const entries: KeptBatch['entries'][number][] = [];
  const leaves: Uint8Array[] = [];
  for (let index = first + 1; index < size; index += 1) {
    const found = byIndex.get(index);
    if (found === undefined || found.transition === null) return undefined;
    const { transition: id, effects } = found.certificate;
    const leaf = entryLeaf(id, effects);
    leaves.push(leaf);
    entries.push({ id, bytes: encodeEntry({ leaf, transition: found.transition, effects }) });
  }
  const note = any.certificate.checkpoint;
  const parsed = parseNote(note);
  const root = parsed && parseCheckpoint(parsed.text)?.root;
  if (root === undefined) return undefined;
  const headers = [...headersAt([time], continuation.header, settings)].map(headerLeaf);
  // Where none gives it, what is wrong is said by whoever adds the batch.
  const [unnamed] = headers;
  const leaf =
    headers.find((one) => equalBytes(continuation.rootWith([one, ...leaves]), root)) ?? unnamed;
  if (leaf === undefined) return undefined;
  const opening = { id: null, bytes: encodeEntry({ leaf, transition: null, effects: null }) };
  const checkpoint = { size, root, time };
  return { first, entries: [opening, ...entries], checkpoint, signed: [{ size, note }] };
}
