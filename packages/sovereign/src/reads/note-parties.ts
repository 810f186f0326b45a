import type { Hash } from '@tallystick/protocol';
import type { NoteParties } from '../desk/notes.ts';
import type { SovereignNode } from '../node.ts';
import { openOperation, openTransition } from './entries.ts';

/** The parties of the hold with this note that an admitted transition put, open or closed by now. */
export function noteParties(node: SovereignNode, put: Hash, note: Hash): NoteParties | undefined {
  const opened = openTransition(node.store, put);
  if (opened === undefined) return undefined;
  const operation = openOperation(opened);
  if (operation.kind !== 'put') return undefined;
  const { state } = node.ledger;
  const slot = state.devices.find(opened.state.chain);
  if (slot < 0) return undefined;
  const owner = state.devices.owner(slot);
  const payees: Hash[] = [];
  let isFound = false;
  for (const hold of operation.holds) {
    if (hold.note === null || Buffer.compare(hold.note, note) !== 0) continue;
    isFound = true;
    for (const { payee } of hold.claims) {
      if (payee.kind === 'identity') payees.push(payee.identity);
    }
  }
  if (!isFound) return undefined;
  return { owner: owner < 0 ? opened.state.chain : state.identities.id(owner), payees };
}
