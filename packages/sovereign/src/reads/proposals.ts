import { type ProposalView, readProposal, readProposals } from '@tallystick/ledger';
import {
  type Hash,
  type Matter,
  decodeGovernance,
  formatScope,
  joinContent,
  toHex,
} from '@tallystick/protocol';
import type { SovereignNode } from '../node.ts';
import { openOperation, openTransition } from './entries.ts';

/** Where proposals are read. */
export type ProposalSource = Pick<SovereignNode, 'ledger' | 'store'>;

/** A proposal with what it proposes, and the name that people type. */
export interface NamedProposal {
  readonly view: ProposalView;
  /** `DE-15`: owner or list and version; of another matter its name and how many there were. */
  readonly name: string;
}

/** Names do not change: they follow from what was proposed. By the id of the proposal. */
export type ProposalNames = Map<string, string>;

/** Every proposal, in log order, by name. */
export function namedProposals(from: ProposalSource, known: ProposalNames): NamedProposal[] {
  const counts = new Map<string, number>();
  return readProposals(from.ledger.state).map((view) => {
    const matter = formatScope(view.matter);
    const count = (counts.get(matter) ?? 0) + 1;
    counts.set(matter, count);
    const id = toHex(view.record.id);
    const name = known.get(id) ?? nameOf(from, view, count);
    known.set(id, name);
    return { view, name };
  });
}

export function namedProposal(
  from: ProposalSource,
  known: ProposalNames,
  id: Hash,
): NamedProposal | undefined {
  const view = readProposal(from.ledger.state, id);
  const name = view && known.get(toHex(id));
  if (view === undefined || name !== undefined) return view && { view, name: name as string };
  return namedProposals(from, known).find((one) => toHex(one.view.record.id) === toHex(id));
}

/** `module DE version 14 …`, `list OFAC version 3 …`: how a printed text begins. */
export const HEADING: RegExp = /^(?:module|list) ([A-Z0-9-]+) version (\d+)\b/;
/** More than the longest heading. */
export const HEADING_BYTES = 256;

function nameOf(from: ProposalSource, view: ProposalView, count: number): string {
  if (!isText(view.matter)) return `${view.matter.kind}-${count}`;
  const content = proposalContent(from, view)?.subarray(0, HEADING_BYTES);
  const [, owner, version] = HEADING.exec(new TextDecoder().decode(content)) ?? [];
  if (owner === undefined || version === undefined) return `${view.matter.kind}-${count}`;
  return `${owner}-${version}`;
}

/** Whether what is proposed of it is a text of rules or a list. */
export function isText({ kind }: Matter): boolean {
  return kind === 'module' || kind === 'global' || kind === 'list';
}

/** The bytes that a proposal proposes; undefined where its parts are not those that it names. */
export function proposalContent(
  { store }: Pick<ProposalSource, 'store'>,
  { content }: ProposalView,
): Uint8Array | undefined {
  const said = content.kind === 'inline' ? [] : content.parts;
  const parts = said.flatMap((id) => {
    const opened = openTransition(store, id);
    const operation = opened && openOperation(opened);
    if (operation?.kind !== 'say') return [];
    const part = decodeGovernance(operation.statement, operation.body);
    return part.ok && part.value.kind === 'part' ? [part.value.bytes] : [];
  });
  return joinContent(content, parts);
}
