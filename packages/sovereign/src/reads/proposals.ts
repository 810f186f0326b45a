import { type ProposalView, readBeginning, readProposal } from '@tallystick/ledger';
import type { Hash, Matter } from '@tallystick/protocol';
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
  const { kind } = view.matter;
  const heading = isText(view.matter) ? start.subarray(0, HEADING_BYTES) : new Uint8Array();
  const [, owner, version] = HEADING.exec(new TextDecoder().decode(heading)) ?? [];
  const isNamed = owner !== undefined && version !== undefined;
  return { view, name: isNamed ? `${owner}-${version}` : `${kind}-${place}` };
}

export function namedProposal(
  node: Pick<SovereignNode, 'ledger'>,
  id: Hash,
): NamedProposal | undefined {
  const view = readProposal(node.ledger.state, id);
  return view && named(node, view);
}

/** `module DE version 14 …`, `list OFAC version 3 …`: how a printed text begins. */
export const HEADING: RegExp = /^(?:module|list) ([A-Z0-9-]+) version (\d+)\b/;
/** More than the longest heading. */
export const HEADING_BYTES = 256;

/** Whether what is proposed of it is a text of rules or a list. */
export function isText({ kind }: Matter): boolean {
  return kind === 'module' || kind === 'global' || kind === 'list';
}
