import { entryLeaf, logHasher, stateId } from '@tallystick/protocol';
import { type Context, listRecords } from '../context.ts';
import { type EntryRecord, entryRecordCodec } from '../records/entry-record.ts';
import { KEYS } from '../records/keys.ts';
import type { TrustedCheckpoint } from '../trust/checkpoints.ts';
import type { Trust } from '../trust/constitution.ts';
import { type Anchor, anchorsOf, livingSize } from '../trust/epochs.ts';
import type { LogReader, Subtree } from '../trust/log-reader.ts';
import {
  type Compared,
  anchorText,
  compareInOrder,
  livingCheckpoints,
  readerOf,
} from '../verify/consistency.ts';
import type { ForkEvidence } from '../wallet-types.ts';

/**
 * Compares what this wallet holds with the log of an epoch that it does not follow yet. Checkpoints of sizes that live on have
 * to be beginnings of it. Of a certificate whose tree reaches beyond the size at which the epoch goes on, whatever it says of
 * the entries below, its own leaf among them, has to be in the tree that the epoch goes on from.
 */
export async function compareHistory(
  context: Context,
  shown: Trust,
  { checkpoint, note }: TrustedCheckpoint,
): Promise<Compared> {
  const forks = anchorsOf(shown)
    .filter(({ size }) => size > checkpoint.size)
    .map((anchor) => ({
      first: new TextDecoder().decode(note),
      second: anchorText(anchor),
      what: `its log of ${checkpoint.size} entries ends before the ${anchor.size} that it goes on from`,
    }));
  if (forks.length > 0) return { forks, unknown: 0 };
  const log = readerOf(context, checkpoint);
  const seen = [...(await livingCheckpoints(context, shown)), { checkpoint, note }];
  const inOrder = await compareInOrder(
    log,
    seen.toSorted((a, b) => a.checkpoint.size - b.checkpoint.size),
  );
  const certified = await compareCertificates(context, shown, log);
  return {
    forks: [...inOrder.forks, ...certified.forks],
    unknown: inOrder.unknown + certified.unknown,
  };
}

async function compareCertificates(
  context: Context,
  shown: Trust,
  log: LogReader,
): Promise<Compared> {
  const forks: ForkEvidence[] = [];
  let unknown = 0;
  const compared = new Set<string>();
  for (const chain of ['identity', 'device'] as const) {
    const stored = await listRecords(context.vault, KEYS.entries(chain), entryRecordCodec);
    for (const { value: entry } of stored) {
      const anchor = anchorsOf(shown).find(({ by }) => by.number === entry.epoch + 1);
      if (anchor === undefined || entry.treeSize <= livingSize(shown, entry.epoch)) continue;
      for (const subtree of subtreesBelow(context, entry, anchor.size)) {
        const name = `${subtree.level}/${subtree.index}/${subtree.hash.toHex()}`;
        if (compared.has(name)) continue;
        compared.add(name);
        const found = await log.includes(subtree, anchor);
        if (found === 'unknown') unknown += 1;
        if (found === 'forked') forks.push(await evidenceOf(context, entry, anchor));
      }
    }
  }
  return { forks, unknown };
}

async function evidenceOf(
  { vault }: Context,
  { epoch, treeSize, index }: EntryRecord,
  anchor: Anchor,
): Promise<ForkEvidence> {
  const note = await vault.get(KEYS.checkpoint(epoch, treeSize));
  return {
    first: new TextDecoder().decode(note),
    second: anchorText(anchor),
    what: `the certificate of entry ${index} names other entries below ${anchor.size}`,
  };
}

/** The complete subtrees below `size` that an inclusion proof names: its leaf, and its siblings on the way to the root. */
function subtreesBelow(context: Context, entry: EntryRecord, size: number): Subtree[] {
  const { index, treeSize, effects, proof, transition } = entry;
  const hasher = logHasher((data) => context.ports.crypto.sha256(data));
  const leaf = hasher.leaf(entryLeaf(stateId(transition.state), effects));
  const found: Subtree[] = index < size ? [{ level: 0, index, hash: leaf }] : [];
  const siblings = siblingsOf(index, treeSize);
  for (const [i, { start, end }] of siblings.entries()) {
    const hash = proof[i];
    if (hash === undefined || end > size) continue;
    // RFC 9162 section 2.1: only what reaches to the end of the tree is not complete, and this tree ends beyond `size`.
    const level = Math.log2(end - start);
    found.push({ level, index: start / (end - start), hash });
  }
  return found;
}

/** The leaves under each hash of an audit path, nearest the leaf first (RFC 9162 section 2.1.3.1). */
function siblingsOf(index: number, size: number): { start: number; end: number }[] {
  const siblings: { start: number; end: number }[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    let half = 1;
    while (half * 2 < end - start) half *= 2;
    const middle = start + half;
    siblings.push(index < middle ? { start: middle, end } : { start, end: middle });
    if (index < middle) end = middle;
    else start = middle;
  }
  return siblings.reverse();
}
