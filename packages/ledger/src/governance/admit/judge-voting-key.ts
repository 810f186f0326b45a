import { votingKeyHash } from '@tallystick/protocol';
import { refuse } from '../../refusal/refusal.ts';
import { checkOffice } from '../check-office.ts';
import { isRegistered } from './judge-ballot.ts';
import type { Judged, Saying, Speech } from './speech.ts';

/** What an identity's ballots are signed with from now on, as the registrars have signed it. */
export function judgeVotingKey(speech: Speech, statement: Saying<'voting-key'>): Judged {
  const { state, law, slot, identity, id, context } = speech;
  const { key, vendor, signatures } = statement;
  const { offices, registrars } = law.governance;
  const office = registrars === null ? undefined : offices[registrars];
  if (office === undefined) return refuse('not-available', { feature: 'voting keys' });
  if (!isRegistered(speech, vendor)) return refuse('unknown-vendor', { vendor: vendor.toHex() });
  const message = votingKeyHash(identity, statement);
  const spoken = { kind: 'voting-key', message, signatures } as const;
  const refusal = checkOffice(state.sovereign, office, spoken, context.verifyInside);
  if (refusal !== undefined) return refusal;
  const votingKey = { key, vendor, attestation: id };
  return { ok: true, change: { kind: 'voting-key', identity: slot, owner: identity, votingKey } };
}
