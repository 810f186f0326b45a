import {
  type Alarm,
  GOVERNANCE_KINDS,
  type GovernanceStatement,
  type Hash,
  type Matter,
  PART_BYTES,
  type Proposal,
  contentHash,
  contentOf,
  decodeGovernance,
  encodeGovernance,
  equalBytes,
  partsOf,
} from '@tallystick/protocol';
import type { Context } from '../context.ts';
import { stop } from '../stop.ts';
import type { BallotRequest, OfficeStatement, ProposalRequest, Said } from './governance-types.ts';
import { requireMember } from './require-member.ts';
import { hashOf } from './read-id.ts';
import { type Standing, findSaid, findStanding, lastParts, sayOnce } from './say-once.ts';
import { readAssertion } from './voting-key.ts';

export { askGates } from './gates-word.ts';
export { listOwnWords } from './own-words.ts';
export { askForAssertion, askForVotingKey, registerVotingKey } from './voting-key.ts';

/** protocol.md section 4: 64 parts. */
const MAX_CONTENT_BYTES = 64 * PART_BYTES;
/** protocol.md section 4: a proposal names parts that the identity said at most so many parts ago. */
const KEPT_PARTS = 64;

export async function propose(
  context: Context,
  request: ProposalRequest,
  tell: (said: number, parts: number) => void,
): Promise<Said> {
  const { matter, base, content, from, until, lane, alarms = [] } = request;
  if (content.length === 0 || content.length > MAX_CONTENT_BYTES) {
    const message = `What is proposed has 1 to ${MAX_CONTENT_BYTES} bytes, not ${content.length}.`;
    stop('usage', 'bad-content', message);
  }
  if (until !== null && until <= from) {
    stop('usage', 'bad-interval', 'A version ends after it begins.');
  }
  if (!canDeclare(matter, alarms)) {
    const message =
      'Of rules, lists and settings up to eight alarms can be declared, of nothing else.';
    stop('usage', 'bad-alarms', message);
  }
  const replaced = base === null ? null : hashOf(base);
  const dates = { from, until, lane, alarms } as const;
  const proposal = { kind: 'proposal', matter, base: replaced, ...dates } as const;
  const standing: Standing = {
    isSame: (said) => proposesSame(said, proposal, content),
    isOver: ({ id }) => isOver(context, hashOf(id)),
  };
  // Before its parts are said: the ledger may have forgotten those of one that stands.
  const before = await findStanding(context, GOVERNANCE_KINDS.proposal, standing);
  if (before !== undefined) return before;
  await requireMember(context, matter);
  const parts = content.length > PART_BYTES ? await sayParts(context, partsOf(content), tell) : [];
  return await sayOnce(context, { ...proposal, content: contentOf(content, parts) }, standing);
}

/** protocol.md section 4, statement 7: the codec says which alarms a matter can have. */
function canDeclare(matter: Matter, alarms: readonly Alarm[]): boolean {
  const content = { kind: 'inline', bytes: Uint8Array.of(0) } as const;
  const bare = { kind: 'proposal', base: null, content, from: 0, until: null } as const;
  try {
    encodeGovernance({ ...bare, matter, lane: 'ordinary', alarms });
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}

/** Whichever parts it names: the same text in other parts is the same proposal. */
function proposesSame(
  said: GovernanceStatement,
  proposal: Omit<Proposal, 'content'>,
  content: Uint8Array,
): boolean {
  if (said.kind !== 'proposal') return false;
  const hash = said.content.kind === 'parts' ? said.content.hash : contentHash(said.content.bytes);
  const bare = (one: Omit<Proposal, 'content'>): Uint8Array =>
    encodeGovernance({ ...one, content: { kind: 'inline', bytes: Uint8Array.of(0) } }).body;
  return equalBytes(hash, contentHash(content)) && equalBytes(bare(said), bare(proposal));
}

/** The ids of the parts, those that the ledger has forgotten said anew. */
async function sayParts(
  context: Context,
  parts: readonly Uint8Array[],
  tell: (said: number, parts: number) => void,
): Promise<Hash[]> {
  const isForgotten = async ({ id }: Pick<Said, 'id'>): Promise<boolean> =>
    !(await lastParts(context, KEPT_PARTS)).includes(id);
  for (;;) {
    const said: Said[] = [];
    for (const bytes of parts) {
      tell(said.length, parts.length);
      said.push(await sayOnce(context, { kind: 'part', bytes }, { isOver: isForgotten }));
    }
    // What was said anew may have pushed out one that was said long ago: then that one is, and no part more than once.
    const kept = await lastParts(context, KEPT_PARTS);
    if (said.some(({ id }) => !kept.includes(id))) continue;
    tell(parts.length, parts.length);
    return said.map(({ id }) => hashOf(id));
  }
}

/** Whether nothing becomes of a proposal any more: the same text can then be proposed anew. */
async function isOver({ client }: Context, proposal: Hash): Promise<boolean> {
  return ['withdrawn', 'failed'].includes(await client.proposalStage(proposal));
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
  return await sayOnce(context, { kind: 'ballot', proposal, choice, assertion }, { isSame: isOn });
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
