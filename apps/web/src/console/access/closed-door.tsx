import { Button } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import { useConsoleLanguage } from '../language.tsx';
import { Unnamed } from './add-passkey.tsx';
import { askForPasskey, openWithPasskey } from './passkeys.ts';

/** The console's door from outside: a passkey opens it where there is one, else a link that the machine gives out. */
export function ClosedDoor({
  isOver,
  isKept,
  opened,
}: {
  isOver: boolean;
  /** What was typed is still there. */
  isKept: boolean;
  opened: (token: string) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.door;
  const own = words.console.access.door;
  const [hasPasskey, setHasPasskey] = useState(false);
  const [isOpening, setOpening] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const asked = await askForPasskey();
      if (isCurrent) setHasPasskey(asked !== null);
    };
    void look();
    return () => {
      isCurrent = false;
    };
  }, []);
  const open = async (): Promise<void> => {
    setOpening(true);
    setFailed(null);
    const outcome = await openWithPasskey();
    setOpening(false);
    if (outcome.ok) opened(outcome.token);
    else setFailed(outcome.why === 'refused' ? own.refused : words.console.access[outcome.why]);
  };
  return (
    <section className="page page-narrow stack">
      <h1>{say.title}</h1>
      {isOver && (
        <p role="alert">
          {say.over} {isKept && say.kept}
        </p>
      )}
      {hasPasskey && (
        <>
          <p>{own.passkeyLead}</p>
          <div>
            <Button size="md" loading={isOpening} onClick={() => void open()}>
              {own.passkey}
            </Button>
          </div>
          <p className={isOpening ? 'faded small' : 'only-heard'} role="status">
            {isOpening ? own.opening : ''}
          </p>
          {failed !== null && (
            <p className="callout callout-bad" role="alert">
              {failed}
            </p>
          )}
        </>
      )}
      {location.hostname === '127.0.0.1' && <Unnamed />}
      <p>{hasPasskey ? own.otherwise : say.lead}</p>
      <pre className="figures">{say.command}</pre>
      <p className="faded">{say.commandMeans}</p>
    </section>
  );
}
