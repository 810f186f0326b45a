import {
  ballotChallenge,
  equalBytes,
  toHex,
  vendorId,
  verifyAssertion,
} from '@tallystick/protocol';
import { ballotFault } from '@tallystick/rules';
import { refuse } from '../../refusal/refusal.ts';
import { vendorWhen } from '../speaker.ts';
import { stageOf } from '../standing.ts';
import type { Judged, Saying, Speech } from './speech.ts';

/** A member's one ballot, while the vote lasts. No pass over identities: bits were kept for it. */
export function judgeBallot(speech: Speech, statement: Saying<'ballot'>): Judged {
  const { state, governing, header, slot, identity, context } = speech;
  const { proposal: id, choice, assertion } = statement;
  const found = governing.find(id);
  if (found === undefined) return refuse('unknown-proposal', { proposal: id.toHex() });
  const { number, proposal } = found;
  if (proposal.procedure.electorate === null || proposal.lane === 'emergency') {
    return refuse('bad-ballot', { fault: 'no-vote' });
  }
  const { kind: stage } = stageOf(found, header.time);
  if (stage !== 'voting') return refuse('wrong-stage', { stage });
  const speaker = governing.speaker(slot);
  const { votingKey } = speaker;
  if (assertion !== null && votingKey === null) {
    return refuse('bad-ballot', { fault: 'no-voting-key' });
  }
  const vendor = assertion === null ? null : (votingKey?.vendor ?? null);
  const then = vendorWhen(speaker, number);
  const ballot = {
    identity,
    choice,
    time: header.time,
    isMember: governing.isMember(number, slot),
    vendorThen: then && toHex(then),
    vendorNow: vendor && toHex(vendor),
  };
  const hasVoted = speaker.voted.includes(number);
  const fault = ballotFault(proposal.procedure, proposal.schedule, ballot, hasVoted);
  if (fault !== undefined) return refuse('bad-ballot', { fault });
  if (vendor !== null && !isRegistered(speech, vendor)) {
    return refuse('unknown-vendor', { vendor: toHex(vendor) });
  }
  if (assertion !== null && votingKey !== null) {
    const challenge = ballotChallenge(state.sovereign, identity, id, choice);
    const isGood = verifyAssertion(votingKey.key, challenge, assertion, context.crypto);
    if (!isGood) return refuse('bad-ballot', { fault: 'assertion' });
  }
  const isLate = vendor !== null && then === null;
  return {
    ok: true,
    change: {
      kind: 'ballot',
      proposal: number,
      identity: slot,
      voter: identity,
      choice,
      vendor,
      place: { said: speech.id, attestation: votingKey?.attestation ?? null },
      isLate,
    },
  };
}

/** Whether the registry has the vendor, under this header. */
export function isRegistered({ law }: Speech, vendor: Uint8Array): boolean {
  return law.vendors.some((known) => equalBytes(vendorId(known), vendor));
}
