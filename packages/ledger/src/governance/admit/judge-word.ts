import { approvalHash, equalBytes, type Governance, toHex, type Word } from '@tallystick/protocol';
import { type Refusal, refuse, type WordFault } from '../../refusal/refusal.ts';
import { checkOffice } from '../check-office.ts';
import { restOf } from '../emergency-rest.ts';
import { governanceOf } from '../governance-of.ts';
import type { Numbered } from '../governing.ts';
import { stageOf } from '../standing.ts';
import type { Judged, Saying, Speech } from './speech.ts';

/** Whoever proposed it takes it back, while the comment stage lasts. */
export function judgeWithdrawal(speech: Speech, { proposal: id }: Saying<'withdrawal'>): Judged {
  const { governing, header, identity } = speech;
  const found = governing.find(id);
  if (found === undefined) return refuse('unknown-proposal', { proposal: id.toHex() });
  if (!equalBytes(found.proposal.author, identity)) return refuse('not-author', {});
  const { kind: stage } = stageOf(found, header.time);
  if (stage !== 'comment') return refuse('wrong-stage', { stage });
  return {
    ok: true,
    change: { kind: 'withdrawn', proposal: found.number, at: header.time },
  };
}

/** An office's word, which anybody may carry to the log. */
export function judgeWord(speech: Speech, statement: Saying<'approval'>): Judged {
  const { state, governing, header, context } = speech;
  const { proposal: id, office: place, word, signatures } = statement;
  const found = governing.find(id);
  if (found === undefined) return refuse('unknown-proposal', { proposal: id.toHex() });
  const governance = governanceOf(governing, state.constitution, found.proposal);
  const office = governance.offices[place];
  const fault = wordFault(found, governance, statement);
  if (fault !== undefined || office === undefined) {
    return refuse('bad-word', { fault: fault ?? 'office' });
  }
  const refusal =
    checkStage(found, word, header.time) ??
    checkOffice(
      state.sovereign,
      office,
      { kind: 'approval', message: approvalHash(statement), signatures },
      context.verifyInside,
    );
  if (refusal !== undefined) return refusal;
  const said = { office: place, word, at: header.time, by: speech.id };
  const { number, proposal } = found;
  const after = { number, proposal: { ...proposal, words: [...proposal.words, said] } };
  const rest = restOf(governing, state.constitution, after, header.time);
  if (rest !== undefined) {
    return refuse('lane-rests', { proposal: toHex(rest.proposal), until: rest.until });
  }
  return { ok: true, change: { kind: 'word', proposal: found.number, said } };
}

/** Who may say what, and each of it once. */
function wordFault(
  { proposal }: Numbered,
  { gates }: Governance,
  { office, word }: Saying<'approval'>,
): WordFault | undefined {
  const { words, procedure } = proposal;
  switch (word.kind) {
    case 'approved':
      if (office !== procedure.office) return 'office';
      break;
    case 'gates':
      if (office !== gates) return 'office';
      break;
    case 'audit': {
      if (office === gates) return 'office';
      const report = words.find((one) => one.word.kind === 'gates')?.word;
      if (report?.kind !== 'gates') return 'no-report';
      if (word.agrees && !equalBytes(word.report, report.report)) return 'other-report';
      break;
    }
  }
  const isKnown = words.some((said) => said.office === office && said.word.kind === word.kind);
  return isKnown ? 'said-before' : undefined;
}

/** Reports while the comment stage lasts, an approval while the vote does; an emergency has one. */
function checkStage(found: Numbered, word: Word, time: number): Refusal | undefined {
  const isUrgent = found.proposal.lane === 'emergency';
  const { kind: stage } = stageOf(found, time);
  const asked = isUrgent || word.kind === 'approved' ? 'voting' : 'comment';
  return stage === asked ? undefined : refuse('wrong-stage', { stage });
}
