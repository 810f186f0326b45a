import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import type { AskFailure } from '../sovereign/ask.ts';
import type { Answer } from '../sovereign/use-answer.ts';
import { useLanguage } from './language.tsx';

/** What an answer is waited for, or has failed to come, or the answer. */
export function Shown<T>({
  answer,
  children,
}: {
  answer: Answer<T>;
  children: (value: T) => ReactNode;
}): ReactElement {
  if (answer.value !== null) return <>{children(answer.value)}</>;
  if (answer.failure !== null) return <Failed failure={answer.failure} again={answer.again} />;
  return <Waiting />;
}

export function Waiting({ lines = 3 }: { lines?: number }): ReactElement {
  const { words } = useLanguage();
  return (
    <div className="stack" role="status">
      <span className="only-heard">{words.states.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="skeleton" />
      ))}
    </div>
  );
}

export function Failed({
  failure,
  again,
}: {
  failure: AskFailure;
  again: () => void;
}): ReactElement {
  const { words } = useLanguage();
  return (
    <div className="callout callout-waiting" role="alert">
      <strong>{words.states.failed[failure.kind]}</strong>
      <p>{failureText(failure, words.states.next)}</p>
      {failure.kind !== 'missing' && (
        <div>
          <Button variant="light" size="sm" onClick={again}>
            {words.states.again}
          </Button>
        </div>
      )}
    </div>
  );
}

function failureText(
  failure: AskFailure,
  next: Readonly<Record<AskFailure['kind'], string>>,
): string {
  return failure.kind === 'refused' ? failure.detail : next[failure.kind];
}
