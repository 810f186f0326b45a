import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import type { AskFailure } from '../sovereign/ask.ts';
import type { Answer } from '../sovereign/use-answer.ts';
import { useLanguage } from './language.tsx';

/** What an answer is waited for, or has failed to come, or the answer: of when it is, where asking again has failed. */
export function Shown<T>({
  answer,
  children,
}: {
  answer: Answer<T>;
  children: (value: T) => ReactNode;
}): ReactElement {
  const { value, failure, at, again } = answer;
  if (value === null) {
    return failure === null ? <Waiting /> : <Failed failure={failure} again={again} />;
  }
  return (
    <>
      {failure !== null && <Old failure={failure} at={at} again={again} />}
      {children(value)}
    </>
  );
}

/** That what stands below is of earlier, and why. */
function Old({
  failure,
  at,
  again,
}: {
  failure: AskFailure;
  at: number;
  again: () => void;
}): ReactElement {
  const { words, moment } = useLanguage();
  return (
    <p className="callout callout-waiting small" role="status" data-old>
      {words.states.old(moment(at), words.states.failed[failure.kind])}{' '}
      <button type="button" className="plain-button" onClick={again}>
        {words.states.again}
      </button>
    </p>
  );
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
