import { treeHash } from '../print/tree-hash.ts';
import type { Force, Module } from '../tree/index.ts';
import { equalBytes } from '@tallystick/protocol';

/** A rollback is a new version: an earlier one's rules under a number and dates of their own. */
export function rollBack(earlier: Module, version: number, force: Force): Module {
  return { ...earlier, version, force };
}

/** Whether two versions say the same, whatever their numbers and dates. */
export function saysTheSame(a: Module, b: Module): boolean {
  const undated = (module: Module): Module =>
    rollBack(module, 1, { kind: 'force', from: 0, until: null });
  return equalBytes(treeHash(undated(a)), treeHash(undated(b)));
}
