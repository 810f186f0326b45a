import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { handOver } from '../../drafting/kept-drafts.ts';
import { useConsoleLanguage } from '../language.tsx';

/** The way from a draft to a proposal: a person's wallet proposes, never the console. */
export function HandOver({
  text,
  isSound,
  name,
}: {
  text: string;
  isSound: boolean;
  name: string;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.rules.propose;
  const hand = (): void => {
    handOver(text);
    // In a tab of its own: a session at the console lives in the page that it was opened in.
    open('/wallet/propose', '_blank', 'noopener');
  };
  return (
    <section className="card">
      <h2>{say.title}</h2>
      <p className="faded">{say.lead}</p>
      <div>
        <Button onClick={hand} disabled={!isSound}>
          {say.hand}
        </Button>
      </div>
      <p className="faded small">
        {say.file} <code>npx tally rules propose WALLET {name}.rules</code>
      </p>
    </section>
  );
}
