import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/InlineInput.css';
import '@mantine/core/styles/ActionIcon.css';
import './money.css';
import { type ReactElement, useEffect, useState } from 'react';
import { Shown } from '../../frame/states.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { useOperatorAnswer } from '../operator.tsx';
import { type Signing, SigningContext, startSigning } from './signing.ts';
import type { TreasuriesShown } from './treasuries.ts';
import { TreasuryCard } from './treasury-card.tsx';

const OFTEN_MS = 5_000;

/** Every currency and its treasury: how much there is, who signs, what waits; and issuing, taking back and burning. */
export function MoneyRoom(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.money;
  const [signing, setSigning] = useState<Signing | null>(null);
  useEffect(() => {
    const started = startSigning();
    setSigning(started);
    return started.end;
  }, []);
  const answer = useOperatorAnswer<TreasuriesShown>('/v1/operator/treasuries', OFTEN_MS);
  return (
    <section className="stack">
      <h1>{say.title}</h1>
      <p className="lead">{say.lead}</p>
      <Shown answer={answer}>
        {({ country, treasuries }) => (
          <SigningContext value={signing}>
            {signing !== null &&
              treasuries.map((treasury) => (
                <TreasuryCard
                  key={treasury.code}
                  treasury={treasury}
                  country={country}
                  again={answer.again}
                />
              ))}
          </SigningContext>
        )}
      </Shown>
    </section>
  );
}
