import { printForce, printInstant } from '../print/print-instant.ts';
import type { Force } from '../tree/index.ts';
import { type Checking, tell } from './checking.ts';

export function checkForce(checking: Checking, force: Force): void {
  const { from, until } = force;
  if (until === null || from < until) return;
  const message = `It would end on ${printInstant(until)}, before it begins on ${printInstant(from)}.`;
  const swapped = printForce({ kind: 'force', from: until, until: from });
  tell(checking, 'dates-order', force, message, until < from ? swapped : null);
}

export function checkVersion(checking: Checking, tree: { readonly version: number }): void {
  if (tree.version >= 1) return;
  tell(checking, 'bounds', [tree, 'version'], 'Versions are counted from 1.', 'version 1');
}
