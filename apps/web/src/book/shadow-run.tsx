import type { ReactElement } from 'react';
import { useLanguage } from '../frame/language.tsx';
import { useAnswer } from '../sovereign/use-answer.ts';

/** `GET /v1/rules/proposals/ID/shadow`, as far as it is shown. */
interface ShadowShown {
  /** How many were looked at, in steps of 5; 0: fewer than 20. */
  readonly payments: number;
  readonly changes: readonly {
    readonly change: 'newly-refused' | 'newly-held' | 'newly-allowed';
    readonly rule: string;
    readonly count: number;
  }[];
}

const OFTEN_MS = 60_000;

/** What a proposal would have changed among the payments that were decided last; nothing where the node does not say. */
export function ShadowRun({ proposal }: { proposal: string }): ReactElement | null {
  const { words, number } = useLanguage();
  const say = words.pipeline.shadow;
  const { value } = useAnswer<ShadowShown>(`/v1/rules/proposals/${proposal}/shadow`, OFTEN_MS);
  if (value === null) return null;
  const { payments, changes } = value;
  return (
    <section className="card">
      <h2>{say.title}</h2>
      {payments === 0 ? (
        <p className="faded">{say.few}</p>
      ) : (
        <>
          <p>{say.lead(number(payments))}</p>
          <ul className="conditions">
            {changes.length === 0 && <li>{say.none}</li>}
            {changes.map(({ change, rule, count }) => (
              <li key={`${change}${rule}`}>{say.changes[change](number(count), rule)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
