import { Button } from '@mantine/core';
import type { FormEvent, ReactElement, ReactNode } from 'react';
import type { ChangeDraft, ContentStated } from '../../drafting/changes/messages.ts';
import { useConsoleLanguage } from '../language.tsx';

/** What every form of a matter gets: what is in force of it, and what to do with the change that comes of it. */
export interface MatterForm<K extends ContentStated['kind']> {
  readonly before: Extract<ContentStated, { readonly kind: K }>;
  readonly ready: (change: ChangeDraft) => void;
  readonly cancel: () => void;
}

/** A form of a change: looked at, or left. */
export function FormFrame({
  title,
  isTouched,
  look,
  cancel,
  children,
}: {
  title: string;
  isTouched: boolean;
  look: () => void;
  cancel: () => void;
  children: ReactNode;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    look();
  };
  return (
    <form className="card" onSubmit={submit}>
      <h2>{title}</h2>
      {children}
      <div className="row">
        <Button type="submit" disabled={!isTouched}>
          {say.look}
        </Button>
        <Button variant="subtle" onClick={cancel}>
          {say.cancel}
        </Button>
      </div>
    </form>
  );
}
