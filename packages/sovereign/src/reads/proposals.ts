import { type ProposalView, readBeginning, readProposal } from '@tallystick/ledger';
import type { Hash, Matter } from '@tallystick/protocol';
import { versionNameOf } from '@tallystick/rules';
import type { SovereignNode } from '../node.ts';

/** A proposal with what it proposes, and the name that people type. */
export interface NamedProposal {
  readonly view: ProposalView;
  /** `DE-15`: owner or list and version; of another matter its name and how many there were. */
  readonly name: string;
}

/** With its name, which follows from what was proposed. */
export function named(
  { ledger }: Pick<SovereignNode, 'ledger'>,
  view: ProposalView,
): NamedProposal {
  const { place, start } = readBeginning(ledger.state, view);
  const { matter } = view;
  return { view, name: versionNameOf(matter, start)?.name ?? `${matter.kind}-${place}` };
}

export function namedProposal(
  node: Pick<SovereignNode, 'ledger'>,
  id: Hash,
): NamedProposal | undefined {
  const view = readProposal(node.ledger.state, id);
  return view && named(node, view);
}

/** Whether what is proposed of it is a text of rules or a list. */
export function isText({ kind }: Matter): boolean {
  return kind === 'module' || kind === 'global' || kind === 'list';
}
