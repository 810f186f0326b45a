import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { Failed, Shown } from '../../frame/states.tsx';
import type { AskFailure } from '../../sovereign/ask.ts';
import { useConsoleLanguage } from '../language.tsx';
import { useOperator, useOperatorAnswer } from '../operator.tsx';

/** `GET /v1/operator/sessions`; times in ms since 1970. */
interface OpenSession {
  readonly by: 'key' | 'founding' | 'passkey';
  /** The passkey's name; null where it was opened otherwise. */
  readonly passkey: string | null;
  readonly openedAt: number;
  readonly isThis: boolean;
}

/** Consoles that are open somewhere, and the end of all but this one. */
export function OpenSessions(): ReactElement {
  const { words, moment } = useConsoleLanguage();
  const { ask } = useOperator();
  const say = words.console.access;
  const answer = useOperatorAnswer<{ readonly sessions: readonly OpenSession[] }>(
    '/v1/operator/sessions',
  );
  const [isEnded, setEnded] = useState(false);
  const [failure, setFailure] = useState<AskFailure | null>(null);
  const endOthers = async (): Promise<void> => {
    const asked = await ask('/v1/operator/sessions', { method: 'DELETE' });
    setEnded(asked.ok);
    setFailure(asked.ok ? null : asked.failure);
    answer.again();
  };
  const byOf = ({ by, passkey }: OpenSession): string =>
    by === 'passkey' ? say.by.passkey(passkey ?? '…') : say.by[by];
  return (
    <section className="stack">
      <h2>{say.sessions}</h2>
      <p className="faded">{say.sessionsLead}</p>
      <Shown answer={answer}>
        {({ sessions }) => (
          <>
            <ul className="rows">
              {sessions.map((session) => (
                <li key={`${session.openedAt} ${session.by}`} className="spread">
                  <span className="wrap-anywhere">
                    {byOf(session)}, {say.since(moment(session.openedAt))}
                  </span>
                  {session.isThis && <span className="mark mark-good">{say.this}</span>}
                </li>
              ))}
            </ul>
            {sessions.length > 1 && (
              <div>
                <Button variant="default" onClick={() => void endOthers()}>
                  {say.endOthers}
                </Button>
              </div>
            )}
          </>
        )}
      </Shown>
      {failure !== null && (
        <div className="stack-tight" role="alert">
          <strong>{say.notEnded}</strong>
          <Failed failure={failure} again={() => void endOthers()} />
        </div>
      )}
      <p role="status">{isEnded ? say.ended : ''}</p>
    </section>
  );
}
