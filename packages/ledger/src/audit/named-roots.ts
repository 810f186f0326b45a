import { decode, leafCodec, type StateRoot } from '@tallystick/protocol';
import { decodeEntry } from '../effects/entry.ts';
import type { AuditedLog } from './audit.ts';

/**
 * The state roots that headers name, by the size that they are of. A header names a root later than
 * the state was there, so an audit has to know beforehand where to stop and look. What does not
 * decode is passed over here, and found later.
 */
export function namedRoots(log: AuditedLog): Map<number, StateRoot> {
  const roots = new Map<number, StateRoot>();
  for (let index = 0; index < log.size; index += 1) {
    const root = rootNamedBy(log, index);
    if (root !== null) roots.set(root.size, root);
  }
  return roots;
}

function rootNamedBy(log: AuditedLog, index: number): StateRoot | null {
  try {
    const stored = log.entry(index);
    if (stored === undefined || stored.id !== null) return null;
    const entry = decodeEntry(stored.bytes);
    const leaf = entry.ok ? decode(leafCodec, entry.value.leaf) : undefined;
    return leaf?.ok === true && leaf.value.kind === 'header' ? leaf.value.header.stateRoot : null;
  } catch {
    return null;
  }
}
