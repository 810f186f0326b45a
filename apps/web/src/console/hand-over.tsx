import { Button } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import { type HandedOver, handOver } from '../drafting/kept-drafts.ts';
import { useConsoleLanguage } from './language.tsx';

/** The way from a draft to a proposal: a person's wallet proposes, never the console. */
export function HandOver({
  draft,
  isSound,
  lead,
  children,
}: {
  draft: HandedOver;
  isSound: boolean;
  lead: string;
  /** What else can be said of the way. */
  children: ReactNode;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.rules.propose;
  const [isStuck, setStuck] = useState(false);
  const hand = (): void => {
    const left = handOver(draft);
    setStuck(left === null);
    if (left === null) return;
    // In a tab of its own: a session at the console lives in the page that it was opened in.
    open(`/wallet/propose#${left}`, '_blank', 'noopener');
  };
  return (
    <section className="card">
      <h2>{say.title}</h2>
      <p className="faded">{lead}</p>
      <div>
        <Button onClick={hand} disabled={!isSound}>
          {say.hand}
        </Button>
      </div>
      {isStuck && (
        <p className="callout callout-waiting" role="alert">
          {words.console.law.key.notHanded}
        </p>
      )}
      {children}
    </section>
  );
}
