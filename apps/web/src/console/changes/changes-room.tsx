import './changes.css';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { ChangeAnalysed } from '../../drafting/changes/change-analysed.tsx';
import type { ChangeDraft } from '../../drafting/changes/messages.ts';
import { PageHead } from '../../frame/page-head.tsx';
import { Shown } from '../../frame/states.tsx';
import type { CurrencyShown, Founding, Governing } from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { useConsoleLanguage } from '../language.tsx';
import { HandOver } from '../hand-over.tsx';
import { CurrencyForm } from './currency-form.tsx';
import { GovernanceForm } from './governance-form.tsx';
import { StandingForm } from './standing-form.tsx';

const MORE = ['settings', 'cosigners', 'peers', 'vendors', 'suites'] as const;

type Doing =
  | { readonly kind: 'choose' }
  | { readonly kind: 'currency'; readonly before: CurrencyShown | null }
  | { readonly kind: 'governance'; readonly governance: Governing }
  | { readonly kind: 'more'; readonly matter: (typeof MORE)[number] };

/** Changes of the constitution: a currency, who signs, who decides; looked at here, proposed by a person's wallet, decided by a vote. */
export function ChangesRoom(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const founding = useAnswer<Founding>('/v1/constitution');
  const [doing, setDoing] = useState<Doing>({ kind: 'choose' });
  const [change, setChange] = useState<ChangeDraft | null>(null);
  const begin = (next: Doing): void => {
    setChange(null);
    setDoing(next);
  };
  const cancel = (): void => begin({ kind: 'choose' });
  return (
    <section className="stack-wide">
      <PageHead title={say.title} lead={say.lead} />
      <Shown answer={founding}>
        {({ constitution, inForce }) => {
          const governance = inForce === null ? constitution.governance : inForce.governance;
          if (governance === null) return <p className="callout">{say.nobody}</p>;
          return (
            <>
              {doing.kind === 'choose' && <Choose governance={governance} begin={begin} />}
              {/* Kept while it is looked at: whoever mends something types nothing anew. */}
              <div hidden={change !== null}>
                {doing.kind === 'currency' && (
                  <CurrencyForm
                    key={doing.before?.code ?? ''}
                    before={doing.before}
                    ready={setChange}
                    cancel={cancel}
                  />
                )}
                {doing.kind === 'governance' && (
                  <GovernanceForm governance={doing.governance} ready={setChange} cancel={cancel} />
                )}
                {doing.kind === 'more' && (
                  <StandingForm matter={doing.matter} ready={setChange} cancel={cancel} />
                )}
              </div>
            </>
          );
        }}
      </Shown>
      {change !== null && <LookAtChange change={change} back={() => setChange(null)} />}
    </section>
  );
}

function Choose({
  governance,
  begin,
}: {
  governance: Governing;
  begin: (doing: Doing) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  const answer = useAnswer<{ readonly currencies: readonly CurrencyShown[] }>('/v1/currencies');
  return (
    <>
      <section className="card">
        <h2>{words.changes.currencies}</h2>
        <p className="faded">{say.currenciesMean}</p>
        <Shown answer={answer}>
          {({ currencies }) => (
            <ul className="rows">
              {currencies.map((currency) => (
                <li key={currency.code} className="spread">
                  <span>
                    <strong>{currency.code}</strong> {currency.name}.{' '}
                    {words.money.signers(
                      currency.treasury.threshold,
                      currency.treasury.signers.length,
                    )}
                  </span>
                  <button
                    type="button"
                    className="plain-button"
                    onClick={() => begin({ kind: 'currency', before: currency })}
                  >
                    {say.changeCurrency(currency.code)}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Shown>
        <div>
          <Button onClick={() => begin({ kind: 'currency', before: null })}>
            {say.newCurrency}
          </Button>
        </div>
      </section>
      <section className="card">
        <h2>{words.constitution.whoDecides}</h2>
        <p className="faded">{say.governanceMeans}</p>
        <div>
          <Button onClick={() => begin({ kind: 'governance', governance })}>
            {say.changeGovernance}
          </Button>
        </div>
      </section>
      <MoreMatters governance={governance} begin={begin} />
    </>
  );
}

function MoreMatters({
  governance: { procedures },
  begin,
}: {
  governance: Governing;
  begin: (doing: Doing) => void;
}): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  return (
    <section className="card">
      <h2>{say.more}</h2>
      <ul className="rows">
        {MORE.map((matter) => {
          const isDecided = procedures.some((one) => one.for === matter);
          return (
            <li key={matter} className="spread">
              <span>
                <strong>{words.votes.matter(matter)}</strong>{' '}
                <span className="faded">
                  {isDecided ? say.moreMeans[matter] : words.changes.faults.procedure}
                </span>
              </span>
              {isDecided && (
                <button
                  type="button"
                  className="plain-button"
                  onClick={() => begin({ kind: 'more', matter })}
                >
                  {say.changeMatter(words.votes.matter(matter))}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What would come of it, what the gates would say, and the way to a proposal. */
function LookAtChange({ change, back }: { change: ChangeDraft; back: () => void }): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.changes;
  // As if it were in force at once: the wallet asks for the day.
  const [now] = useState(() => Date.now());
  return (
    <section className="stack">
      <h2>{words.changes.content}</h2>
      <ChangeAnalysed change={change} from={now - (now % 1000)} say={words.console.rules.report}>
        {() => (
          <HandOver draft={{ kind: 'change', change }} isSound lead={say.propose}>
            <p className="faded small">{say.afterwards}</p>
          </HandOver>
        )}
      </ChangeAnalysed>
      <div>
        <Button variant="default" onClick={back}>
          {say.mend}
        </Button>
      </div>
    </section>
  );
}
