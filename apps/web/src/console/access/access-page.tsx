import './access.css';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Failed, Shown } from '../../frame/states.tsx';
import type { AskFailure } from '../../sovereign/ask.ts';
import { useConsoleLanguage } from '../language.tsx';
import { useOperator, useOperatorAnswer } from '../operator.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { OpenSessions } from './open-sessions.tsx';

/** `GET /v1/operator/passkeys`; times in ms since 1970. */
interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly rpId: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

/** Who opens this console, and with what. */
export function AccessPage(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.access;
  const answer = useOperatorAnswer<{ readonly passkeys: readonly Passkey[] }>(
    '/v1/operator/passkeys',
  );
  const [isAdded, setAdded] = useState(false);
  const added = (): void => {
    setAdded(true);
    answer.again();
  };
  return (
    <section className="stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      <section className="stack">
        <h2>{say.passkeys}</h2>
        <p className="faded">{say.passkeysLead}</p>
        <Shown answer={answer}>
          {({ passkeys }) =>
            passkeys.length === 0 ? (
              <p>{say.none}</p>
            ) : (
              <ul className="rows">
                {passkeys.map((passkey) => (
                  <PasskeyRow
                    key={passkey.id}
                    passkey={passkey}
                    isLast={passkeys.length === 1}
                    gone={answer.again}
                  />
                ))}
              </ul>
            )
          }
        </Shown>
        <div className="card">
          {isAdded && <p role="status">{say.added}</p>}
          <AddPasskey added={added} />
        </div>
      </section>
      <OpenSessions />
    </section>
  );
}

function PasskeyRow({
  passkey,
  isLast,
  gone,
}: {
  passkey: Passkey;
  isLast: boolean;
  gone: () => void;
}): ReactElement {
  const { words, moment } = useConsoleLanguage();
  const { ask } = useOperator();
  const say = words.console.access;
  const [isAsked, setAsked] = useState(false);
  const [failure, setFailure] = useState<AskFailure | null>(null);
  const { id, name, rpId, createdAt, lastUsedAt } = passkey;
  const remove = async (): Promise<void> => {
    const asked = await ask(`/v1/operator/passkeys/${id}`, { method: 'DELETE' });
    if (asked.ok || asked.failure.kind === 'missing') gone();
    else setFailure(asked.failure);
  };
  const facts = [
    ...(rpId === location.hostname ? [] : [say.elsewhere(rpId)]),
    say.created(moment(createdAt)),
    lastUsedAt === null ? say.neverUsed : say.lastUsed(moment(lastUsedAt)),
  ];
  return (
    <li className="stack">
      <div className="spread">
        <div className="stack-tight">
          <strong className="wrap-anywhere">{name}</strong>
          <span className="faded small">{facts.join(' · ')}</span>
        </div>
        {!isAsked && (
          <button
            type="button"
            className="plain-button"
            aria-label={say.removeOf(name)}
            onClick={() => setAsked(true)}
          >
            {say.remove}
          </button>
        )}
      </div>
      {isAsked && (
        <div className="callout callout-bad" role="alertdialog" aria-label={say.removeTitle(name)}>
          <strong>{say.removeTitle(name)}</strong>
          <p>{say.removeText}</p>
          {isLast && <p>{say.removeLast}</p>}
          <div className="row">
            <Button color="red.9" onClick={() => void remove()}>
              {say.remove}
            </Button>
            <Button variant="default" onClick={() => setAsked(false)}>
              {say.keep}
            </Button>
          </div>
        </div>
      )}
      {failure !== null && <Failed failure={failure} again={() => void remove()} />}
    </li>
  );
}
