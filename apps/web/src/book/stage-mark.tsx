import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import type { StageKind } from '../sovereign/answers.ts';

const TONE: Readonly<Record<StageKind, string>> = {
  comment: 'mark-waiting',
  voting: 'mark-waiting',
  timelock: 'mark-waiting',
  adopted: 'mark-good',
  withdrawn: '',
  failed: 'mark-bad',
};

/** Where a proposal is, in a word. */
export function StageMark({ kind }: { kind: StageKind }): ReactElement {
  const { words } = useLanguage();
  return <span className={`mark ${TONE[kind]}`}>{words.votes.stages[kind]}</span>;
}
