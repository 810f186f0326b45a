import {
  contentHash,
  type Content,
  type Electorate,
  equalBytes,
  type Hash,
  joinContent,
  procedureFor,
  type Procedure,
  ZERO_HASH,
} from '@tallystick/protocol';
import { plan, type Schedule, versionAt } from '@tallystick/rules';
import { type Refusal, refuse } from '../../refusal/refusal.ts';
import { countElectorate, mayPropose } from '../electorate.ts';
import { MOST_UNPROPOSED_PARTS, unproposedParts } from '../speaker.ts';
import type { ProposalState } from '../proposal-state.ts';
import { historyAt } from '../standing.ts';
import { contentFault } from './content-fault.ts';
import type { Judged, Saying, Speech } from './speech.ts';

/** Decision 0010, section 3: open proposals of one identity, and of all. */
const MOST_OWN = 4;
const MOST = 256;
const SECOND_MS = 1000;

type ProposalStatement = Saying<'proposal'>;

/**
 * A part of a content: a later proposal of the same identity may name it. Only who may propose something says parts, and not
 * without end: else they would fill the log, and 2 MiB for each identity, with nothing that anybody votes on.
 */
export function judgePart(speech: Speech, { bytes }: Saying<'part'>): Judged {
  const { governing, law, slot, id } = speech;
  const refusal = checkMember(speech, law.governance.electorates);
  if (refusal !== undefined) return refusal;
  if (unproposedParts(governing.speaker(slot)) >= MOST_UNPROPOSED_PARTS) {
    return refuse('limit-reached', { limit: 'parts', most: MOST_UNPROPOSED_PARTS });
  }
  return { ok: true, change: { kind: 'part', identity: slot, id, bytes } };
}

/** What the bytes and the dates say comes first, then the content, and last who may vote on it. */
export function judgeProposal(speech: Speech, statement: ProposalStatement): Judged {
  const { governing, law, header } = speech;
  const procedure = procedureFor(law.governance, statement.matter);
  if (procedure === undefined) return refuse('no-procedure', {});
  const schedule = plan(header.time, procedure, statement.lane);
  const refusal =
    checkLane(statement, procedure) ??
    checkDates(statement, schedule) ??
    checkBase(speech, statement) ??
    checkAuthor(speech, procedure) ??
    checkRoom(speech);
  if (refusal !== undefined) return refusal;
  const content = contentOf(speech, statement.content);
  if (!(content instanceof Uint8Array)) return content;
  const fault = contentFault(speech, statement, content);
  if (fault !== undefined) return refuse('bad-proposal', { fault });
  const electorate =
    procedure.electorate === null || statement.lane === 'emergency'
      ? undefined
      : law.governance.electorates[procedure.electorate];
  const counted = electorate && countElectorate(speech.state, governing, electorate, header.time);
  const { matter, base, from, until, lane, alarms } = statement;
  const proposal: ProposalState = {
    id: speech.id,
    author: speech.identity,
    matter,
    base,
    from,
    until,
    lane,
    alarms,
    content: {
      hash: contentHash(content),
      size: content.length,
      parts: statement.content.kind === 'parts' ? statement.content.parts : [],
    },
    procedure,
    governedBy: law.governedBy,
    admittedAt: header.time,
    schedule,
    members: counted?.members ?? { count: 0, byVendor: new Map() },
    counts: new Map(),
    ballots: ZERO_HASH,
    withdrawnAt: null,
    words: [],
  };
  return {
    ok: true,
    change: {
      kind: 'proposal',
      identity: speech.slot,
      proposal,
      content,
      members: counted?.bits ?? null,
    },
  };
}

function checkLane({ lane }: ProposalStatement, procedure: Procedure): Refusal | undefined {
  const hasLane = procedure.emergencyMs > 0 && procedure.office !== null;
  return lane === 'ordinary' || hasLane ? undefined : refuse('bad-proposal', { fault: 'lane' });
}

/** Texts say instants in whole seconds; what would end before it can begin is nothing. */
function checkDates(
  { from, until, lane }: ProposalStatement,
  { voteFrom, lockUntil }: Schedule,
): Refusal | undefined {
  const opens = Math.max(from, lane === 'emergency' ? voteFrom : lockUntil);
  const isWhole = from % SECOND_MS === 0 && (until === null || until % SECOND_MS === 0);
  if (isWhole && (until === null || until >= opens + SECOND_MS)) return undefined;
  return refuse('bad-proposal', { fault: 'dates' });
}

/** It follows the newest version that is decided; an emergency the one that is in force. */
function checkBase(
  { governing, header }: Speech,
  { matter, base, lane }: ProposalStatement,
): Refusal | undefined {
  const history = historyAt(governing, matter, header.time);
  const newest =
    lane === 'emergency'
      ? versionAt(history, header.time)
      : history.versions.findLast((version) => version.lane === 'ordinary');
  if (isSame(base, newest?.proposal ?? null)) return undefined;
  return refuse('bad-proposal', { fault: 'base' });
}

/** There is room for few proposals: strangers to a matter do not take it. */
function checkAuthor(speech: Speech, { electorate }: Procedure): Refusal | undefined {
  const { electorates } = speech.law.governance;
  const asked = electorate === null ? electorates : electorates.slice(electorate, electorate + 1);
  return checkMember(speech, asked);
}

function checkMember(
  { state, governing, slot, header }: Speech,
  asked: readonly Electorate[],
): Refusal | undefined {
  if (mayPropose(state, governing, asked, slot, header.time)) return undefined;
  return refuse('not-entitled', { electorates: asked.map(({ name }) => name) });
}

function checkRoom({ governing, identity }: Speech): Refusal | undefined {
  if (governing.open.size >= MOST) {
    return refuse('limit-reached', { limit: 'proposals', most: MOST });
  }
  let own = 0;
  for (const number of governing.open) {
    if (equalBytes(governing.proposal(number).author, identity)) own += 1;
  }
  if (own < MOST_OWN) return undefined;
  return refuse('limit-reached', { limit: 'own proposals', most: MOST_OWN });
}

/** The whole content: of parts only when each was said by the same identity. */
function contentOf({ governing, slot }: Speech, content: Content): Uint8Array | Refusal {
  if (content.kind === 'inline') return content.bytes;
  const speaker = governing.speaker(slot);
  const parts: Uint8Array[] = [];
  for (const [place, id] of content.parts.entries()) {
    const part = governing.part(slot, speaker, id);
    if (part === undefined) return refuse('unknown-part', { part: place });
    parts.push(part);
  }
  return joinContent(content, parts) ?? refuse('bad-proposal', { fault: 'content' });
}

function isSame(a: Hash | null, b: Hash | null): boolean {
  return a === null || b === null ? a === b : equalBytes(a, b);
}
