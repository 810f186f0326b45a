import {
  type GovernanceStatement,
  type Hash,
  PART_BYTES,
  contentOf,
  decodeGovernance,
  encodeGovernance,
  equalBytes,
  partsOf,
} from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { stop } from '../stop.ts';
import type { BallotRequest, OfficeStatement, ProposalRequest, Said } from './governance-types.ts';
import { hashOf } from './read-id.ts';
import { findSaid, sayOnce } from './say-once.ts';
import { readAssertion } from './voting-key.ts';

export { askForAssertion, askForVotingKey, registerVotingKey } from './voting-key.ts';

/** protocol.md section 4: 64 parts. */
const MAX_CONTENT_BYTES = 64 * PART_BYTES;

export async function propose(
  context: Context,
  request: ProposalRequest,
  tell: (said: number, parts: number) => void,
): Promise<Said> {
  const { matter, base, content, from, until, lane } = request;
  if (content.length === 0 || content.length > MAX_CONTENT_BYTES) {
    const message = `What is proposed has 1 to ${MAX_CONTENT_BYTES} bytes, not ${content.length}.`;
    stop('usage', 'bad-content', message);
  }
  if (until !== null && until <= from) {
    stop('usage', 'bad-interval', 'A version ends after it begins.');
  }
  const replaced = base === null ? null : hashOf(base);
  const parts = content.length > PART_BYTES ? partsOf(content) : [];
  const said: Hash[] = [];
  for (const bytes of parts) {
    tell(said.length, parts.length);
    said.push(hashOf((await sayOnce(context, { kind: 'part', bytes })).id));
  }
  if (parts.length > 0) tell(parts.length, parts.length);
  return await sayOnce(context, {
    kind: 'proposal',
    matter,
    base: replaced,
    content: contentOf(content, said),
    from,
    until,
    lane,
  });
}

export async function withdraw(context: Context, proposal: string): Promise<Said> {
  return await sayOnce(context, { kind: 'withdrawal', proposal: hashOf(proposal) });
}

/** An assertion is another one each time that it is made: a ballot for the same choice is the same ballot. */
export async function vote(context: Context, request: BallotRequest): Promise<Said> {
  const { choice } = request;
  const assertion = request.assertion === undefined ? null : readAssertion(request.assertion);
  const proposal = hashOf(request.proposal);
  const isOn = (said: GovernanceStatement): boolean =>
    said.kind === 'ballot' && equalBytes(said.proposal, proposal);
  const isOther = (said: GovernanceStatement): boolean =>
    isOn(said) && said.kind === 'ballot' && said.choice !== choice;
  const other = await findSaid(context, ({ statement, body }) => {
    const decoded = decodeGovernance(statement, body);
    return decoded.ok && isOther(decoded.value);
  });
  if (other !== undefined) {
    const message = 'This identity has voted otherwise: its first ballot is the only one.';
    stop('refused', 'voted', message, { ballot: other.id });
  }
  return await sayOnce(context, { kind: 'ballot', proposal, choice, assertion }, isOn);
}

export async function carry(context: Context, word: OfficeStatement): Promise<Said> {
  try {
    encodeGovernance(word);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    stop('usage', 'bad-word', `This is no word of an office: ${error.message}.`);
  }
  return await sayOnce(context, word);
}

export async function appeal(context: Context, decision: string, note: string): Promise<Said> {
  return await sayOnce(context, {
    kind: 'appeal',
    decision: hashOf(decision),
    note: hashOf(note),
  });
}
