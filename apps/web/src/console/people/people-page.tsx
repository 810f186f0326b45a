import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Failed, Waiting } from '../../frame/states.tsx';
import { useAnswer } from '../../sovereign/use-answer.ts';
import type { IdentityShown } from '../../sovereign/answers.ts';
import { useConsoleLanguage } from '../language.tsx';
import { AllFreezes } from './all-freezes.tsx';
import { IdentityCard } from './identity-card.tsx';
import { identityPath } from './identity-shown.ts';

/** One identity as anybody sees it, and whether it is frozen; then all freezes. Nobody freezes by hand: lists do, that are proposed and decided. */
export function PeoplePage(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health.people;
  const [typed, setTyped] = useState('');
  const [who, setWho] = useState<string | null>(null);
  const find = (event: FormEvent): void => {
    event.preventDefault();
    const path = identityPath(typed);
    if (path !== null) setWho(path);
  };
  return (
    <section className="stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      <section className="stack">
        <form className="row console-find" onSubmit={find}>
          <TextInput
            label={say.who}
            autoComplete="off"
            autoCapitalize="none"
            maxLength={100}
            placeholder="@ada"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" disabled={identityPath(typed) === null}>
            {say.find}
          </Button>
        </form>
        {who !== null && <Found key={who} path={who} />}
      </section>
      <AllFreezes />
      <p className="faded small">{words.console.freezes.forks}</p>
    </section>
  );
}

function Found({ path }: { path: string }): ReactElement {
  const { words } = useConsoleLanguage();
  const { value, failure, again } = useAnswer<IdentityShown>(path);
  if (value !== null) return <IdentityCard identity={value} />;
  if (failure === null) return <Waiting />;
  if (failure.kind === 'missing') {
    return (
      <p className="callout callout-waiting" role="alert">
        {words.console.health.people.unknown}
      </p>
    );
  }
  return <Failed failure={failure} again={again} />;
}
