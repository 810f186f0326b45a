import { type ReactElement, useEffect, useState } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { navigate, usePlace } from '../frame/route.tsx';
import { Failed } from '../frame/states.tsx';
import type { MayShown } from '../sovereign/answers.ts';
import { type AskFailure, ask } from '../sovereign/ask.ts';
import { useSovereign } from '../sovereign/founding.tsx';
import { MayAnswer } from './may-answer.tsx';
import { type Question, QuestionForm, TIERS } from './question-form.tsx';

const FIELDS = ['amount', 'currency', 'from', 'to', 'tier'] as const;

/** "May I send …?" and its answer. The question stands in the address: a link to it asks again. */
export function MayI(): ReactElement {
  const { query } = usePlace();
  const { founding, currencies } = useSovereign();
  const { words } = useLanguage();
  const [state, setState] = useState<{
    readonly isAsking: boolean;
    readonly answer: MayShown | null;
    readonly failure: AskFailure | null;
  }>({ isAsking: false, answer: null, failure: null });
  const wanted = query.get('amount') === null ? '' : pathOf(questionOf(query));
  const look = (path: string): void => {
    setState((old) => ({ ...old, isAsking: true }));
    void ask<MayShown>(path).then((got) =>
      setState({
        isAsking: false,
        answer: got.ok ? got.value : null,
        failure: got.ok ? null : got.failure,
      }),
    );
  };
  useEffect(() => {
    if (wanted !== '') look(wanted);
  }, [wanted]);
  const home = founding?.constitution.country;
  const ready = home !== undefined && currencies.length > 0;
  return (
    <div className="card card-raised question-card">
      {ready ? (
        <QuestionForm
          first={{
            ...FIRST,
            currency: currencies[0]?.code ?? '',
            from: home,
            to: home,
            ...questionOf(query),
          }}
          currencies={currencies}
          isAsking={state.isAsking}
          asked={(question) => {
            const path = pathOf(question);
            navigate(`/?${path.split('?')[1]}`, 'replace');
            if (path === wanted) look(path);
          }}
        />
      ) : (
        <div className="skeleton question-waits">
          <span className="only-heard">{words.states.loading}</span>
        </div>
      )}
      {state.failure !== null && <Failed failure={state.failure} again={() => look(wanted)} />}
      {state.answer !== null && <MayAnswer answer={state.answer} />}
    </div>
  );
}

const FIRST: Question = { amount: '', currency: '', from: '', to: '', tier: TIERS[0] };

function questionOf(query: URLSearchParams): Partial<Question> {
  const given = FIELDS.map((field) => [field, query.get(field)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== null));
}

function pathOf(question: Partial<Question>): string {
  const given = FIELDS.map((field) => [field, question[field] ?? ''] as [string, string]);
  return `/v1/rules/query?${new URLSearchParams(given.filter(([, value]) => value !== '')).toString()}`;
}
