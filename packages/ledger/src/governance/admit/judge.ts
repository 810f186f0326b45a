import {
  decodeGovernance,
  GOVERNANCE_KINDS,
  type GovernanceStatement,
  type SayOperation,
} from '@tallystick/protocol';
import type { AdmitContext } from '../../admit/admit.ts';
import { refuse } from '../../refusal/refusal.ts';
import type { LedgerState } from '../../state/state.ts';
import { lawOf } from '../law.ts';
import { judgeAnswer, judgeAppeal } from './judge-appeal.ts';
import { judgeBallot } from './judge-ballot.ts';
import { judgeFigure } from './judge-figure.ts';
import { judgePart, judgeProposal } from './judge-proposal.ts';
import { judgeVotingKey } from './judge-voting-key.ts';
import { judgeWithdrawal, judgeWord } from './judge-word.ts';
import type { Judged, Speech } from './speech.ts';

const NUMBERS: ReadonlySet<number> = new Set(Object.values(GOVERNANCE_KINDS));

export function isAboutGovernance({ statement }: SayOperation): boolean {
  return NUMBERS.has(statement);
}

/**
 * Decides about a statement of the identity in `slot`, once it is known that its chain goes on as it
 * has to: decision 0010 and protocol.md section 4. What it costs is bounded before any signature
 * inside of it is verified.
 */
export function judge(
  state: LedgerState,
  operation: SayOperation,
  said: Pick<Speech, 'slot' | 'id'>,
  context: AdmitContext,
): Judged {
  const { governing } = state;
  if (governing === null) return refuse('not-available', { feature: 'governance' });
  const decoded = decodeGovernance(operation.statement, operation.body);
  if (!decoded.ok) return refuse('bad-statement', { reason: decoded.reason });
  const law = lawOf(state, governing);
  const identity = state.identities.id(said.slot);
  const { header } = context;
  return judgeSpeech({ state, governing, law, ...said, identity, header, context }, decoded.value);
}

function judgeSpeech(speech: Speech, statement: GovernanceStatement): Judged {
  switch (statement.kind) {
    case 'proposal':
      return judgeProposal(speech, statement);
    case 'part':
      return judgePart(speech, statement);
    case 'withdrawal':
      return judgeWithdrawal(speech, statement);
    case 'voting-key':
      return judgeVotingKey(speech, statement);
    case 'ballot':
      return judgeBallot(speech, statement);
    case 'approval':
      return judgeWord(speech, statement);
    case 'appeal':
      return judgeAppeal(speech, statement);
    case 'answer':
      return judgeAnswer(speech, statement);
    case 'figure':
      return judgeFigure(speech, statement);
  }
}
