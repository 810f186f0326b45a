import { equalBytes, toHex, withVoter } from '@tallystick/protocol';
import { withBallot } from '@tallystick/rules';
import type { GovernanceChange } from './change.ts';
import { lastingExemptions } from './exemptions.ts';
import type { Governing } from './governing.ts';
import { countBallots } from './proposal-state.ts';
import { KEPT_PARTS, withPart, withProposal, withVote, withVotingKey } from './speaker.ts';

/** Changes what is known of governance. */
export function applyGovernance(governing: Governing, change: GovernanceChange): void {
  switch (change.kind) {
    case 'proposal': {
      const speaker = governing.speaker(change.identity);
      governing.setSpeaker(change.identity, withProposal(speaker));
      return governing.addProposal(change.proposal, change.content, change.members);
    }
    case 'part': {
      const speaker = governing.speaker(change.identity);
      governing.setPart(change.identity, speaker.parts % KEPT_PARTS, change.bytes.slice());
      return governing.setSpeaker(change.identity, withPart(speaker, change.id));
    }
    case 'withdrawn': {
      const proposal = governing.proposal(change.proposal);
      return governing.setProposal(change.proposal, { ...proposal, withdrawnAt: change.at });
    }
    case 'word': {
      const proposal = governing.proposal(change.proposal);
      const words = [...proposal.words, change.said];
      return governing.setProposal(change.proposal, { ...proposal, words });
    }
    case 'ballot':
      return castBallot(governing, change);
    case 'voting-key':
      return setVotingKey(governing, change);
    case 'appeal': {
      governing.setAppeal(change.appeal);
      const speaker = governing.speaker(change.identity);
      const appeals = [...speaker.appeals, change.appeal.id];
      return governing.setSpeaker(change.identity, { ...speaker, appeals });
    }
    case 'figure':
      return governing.figures.set(change.figure);
    case 'answer': {
      governing.setAppeal(change.appeal);
      const speaker = governing.speaker(change.identity);
      const { id, answer } = change.appeal;
      const appeals = speaker.appeals.filter((other) => !equalBytes(other, id));
      if (answer === null || answer.exemption === null) {
        return governing.setSpeaker(change.identity, { ...speaker, appeals });
      }
      const lasting = lastingExemptions(governing, speaker.exemptions, answer.at);
      const exemptions = [...lasting, id];
      return governing.setSpeaker(change.identity, { ...speaker, appeals, exemptions });
    }
    case 'exempted': {
      governing.setAppeal(change.appeal);
      const speaker = governing.speaker(change.identity);
      const exemptions = speaker.exemptions.filter((id) => !equalBytes(id, change.appeal.id));
      return governing.setSpeaker(change.identity, { ...speaker, exemptions });
    }
  }
}

type Of<K extends GovernanceChange['kind']> = Extract<GovernanceChange, { kind: K }>;

function castBallot(governing: Governing, change: Of<'ballot'>): void {
  const { proposal: number, identity, voter, choice, vendor, place, isLate } = change;
  const proposal = governing.proposal(number);
  governing.addBallot(number, countBallots(proposal), place);
  const name = vendor === null ? null : toHex(vendor);
  const counts = withBallot(proposal.counts, name, choice, isLate);
  const ballots = withVoter(proposal.ballots, voter, choice, vendor);
  governing.setCounts(number, { ...proposal, counts, ballots });
  const isOpen = (other: number): boolean => governing.open.has(other);
  governing.setSpeaker(identity, withVote(governing.speaker(identity), number, isOpen));
}

function setVotingKey(governing: Governing, change: Of<'voting-key'>): void {
  const { identity, owner, votingKey } = change;
  const next = governing.proposals;
  const [oldest = next] = governing.open;
  const speaker = governing.speaker(identity);
  governing.setSpeaker(identity, withVotingKey(speaker, votingKey, next, oldest));
  governing.setVendor(identity, votingKey.vendor);
  governing.linkVotingKey(owner, votingKey.vendor, votingKey.attestation);
}
