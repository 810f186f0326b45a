import { type Governance, decodeStructured, fromBase64url, fromHex } from '@tallystick/protocol';
import { usage } from '../stop.ts';
import type { OpenedProposal, ProposalBody } from './read-proposals.ts';
import type { Approval } from './word-file.ts';

const MAX_GOVERNANCE_CHARACTERS = 3_000_000;

/** The voted governance that decides a proposal; null: the one of the founding. */
export function votedGovernance({ name, governance }: OpenedProposal): Governance | null {
  if (governance === null) return null;
  const bytes = fromBase64url(governance, MAX_GOVERNANCE_CHARACTERS) ?? new Uint8Array();
  const decoded = decodeStructured('governance', bytes);
  if (decoded.ok) return decoded.value;
  throw usage(`${name} is decided by a governance that this program cannot read.`, 'bad-answer');
}

/** What an office is to say of a proposal, before anybody has signed it. */
export function draftApproval(
  proposal: ProposalBody,
  governance: Governance | null,
  { office: named, audit }: { readonly office?: string; readonly audit?: string },
): Approval {
  const offices = governance?.offices ?? [];
  const name = named ?? (audit === undefined ? proposal.procedure.office : null);
  if (name === null) {
    const known = offices.map((office) => office.name).join(', ');
    throw usage(`Say which office speaks: --office NAME. There are: ${known || 'none'}.`);
  }
  const office = offices.findIndex((one) => one.name === name);
  if (office === -1) throw usage(`There is no office ${name}.`, 'unknown-office');
  const id = fromHex(proposal.id, 32) ?? new Uint8Array(32);
  return { kind: 'approval', proposal: id, office, word: wordOf(proposal, audit), signatures: [] };
}

function wordOf({ name, offices }: ProposalBody, audit: string | undefined): Approval['word'] {
  if (audit === undefined) return { kind: 'approved' };
  if (audit !== 'agrees' && audit !== 'disagrees') {
    throw usage(`An audit agrees or disagrees, and not: ${audit}.`);
  }
  const report = offices.find(({ said }) => said === 'gates')?.report ?? '';
  const hash = fromHex(report, 32);
  if (hash === undefined) {
    throw usage(
      `The gates have not reported on ${name} yet: there is nothing to audit.`,
      'no-report',
    );
  }
  return { kind: 'audit', report: hash, agrees: audit === 'agrees' };
}
