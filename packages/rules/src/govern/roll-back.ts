import { treeHash } from '../print/tree-hash.ts';
import type { Force, List, Module } from '../tree/index.ts';
import { equalBytes } from '@tallystick/protocol';

/** A rollback is a new version: an earlier one's text under a number and dates of its own. */
export function rollBack<T extends Module | List>(earlier: T, version: number, force: Force): T {
  return { ...earlier, version, force };
}

/** Whether two versions say the same, whatever their numbers and dates. */
export function saysTheSame(a: Module | List, b: Module | List): boolean {
  const undated = (tree: Module | List): Module | List =>
    rollBack(tree, 1, { kind: 'force', from: 0, until: null });
  return equalBytes(treeHash(undated(a)), treeHash(undated(b)));
}
