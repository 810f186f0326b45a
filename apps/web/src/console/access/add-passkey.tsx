import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react';
import { useConsoleLanguage } from '../language.tsx';
import { useOperator } from '../operator.tsx';
import { type Ceremony, addPasskey, hasName } from './passkeys.ts';

const MOST_NAME = 64;

/** Makes a passkey and adds it; beside the button stands what else can be done instead. */
export function AddPasskey({
  added,
  children,
}: {
  added: () => void;
  children?: ReactNode;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const operator = useOperator();
  const say = words.console.access;
  const [name, setName] = useState(say.suggested);
  const [isAdding, setAdding] = useState(false);
  const [failed, setFailed] = useState<(Ceremony & { ok: false })['why'] | null>(null);
  if (!hasName()) {
    return (
      <>
        <Unnamed />
        {children}
      </>
    );
  }
  const add = async (): Promise<void> => {
    setAdding(true);
    setFailed(null);
    const outcome = await addPasskey(operator, name.trim());
    setAdding(false);
    if (outcome.ok) added();
    else setFailed(outcome.why);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void add();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TextInput
        label={say.name}
        description={say.nameMeans}
        autoComplete="off"
        maxLength={MOST_NAME}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {failed !== null && (
        <div className="callout callout-bad" role="alert">
          <strong>{say.failed}</strong>
          {failed !== 'refused' && <p>{say[failed]}</p>}
        </div>
      )}
      <div className="row">
        <Button type="submit" loading={isAdding} disabled={name.trim() === ''}>
          {say.add}
        </Button>
        {children}
      </div>
      <p className={isAdding ? 'faded small' : 'only-heard'} role="status">
        {isAdding ? say.adding : ''}
      </p>
    </form>
  );
}

/** The same console, under a name to which passkeys can be bound. */
export function Unnamed(): ReactElement {
  const { words } = useConsoleLanguage();
  const named = new URL('/console', location.href);
  named.hostname = 'localhost';
  return (
    <div className="callout callout-waiting">
      <p>{words.console.access.unnamed}</p>
      {location.hostname === '127.0.0.1' && <a href={named.href}>{named.href}</a>}
    </div>
  );
}
