import type { ReactElement } from 'react';
import { PageHead } from '../frame/page-head.tsx';
import { useLanguage } from '../frame/language.tsx';
import { Shown } from '../frame/states.tsx';
import type { Founding, Governing } from '../sovereign/answers.ts';
import { useAnswer } from '../sovereign/use-answer.ts';

/** The founding document, in sentences. */
export function ConstitutionPage(): ReactElement {
  const { words } = useLanguage();
  const founding = useAnswer<Founding>('/v1/constitution');
  return (
    <div className="page stack-wide">
      <PageHead title={words.frame.constitution} lead={words.constitution.lead} />
      <Shown answer={founding}>
        {(shown) => {
          const governance = shown.inForce?.governance ?? shown.constitution.governance;
          return (
            <>
              <Founded founding={shown} />
              {governance === null ? (
                <p className="callout">{words.constitution.nobodyChanges}</p>
              ) : (
                <Governed governance={governance} />
              )}
            </>
          );
        }}
      </Shown>
    </div>
  );
}

function Founded({ founding }: { founding: Founding }): ReactElement {
  const { words, day, country, number, duration } = useLanguage();
  const { constitution, sovereign } = founding;
  const { name, createdAt, parameters, witnesses, validators } = constitution;
  const say = words.constitution;
  const named = (people: readonly { name: string }[]): string =>
    people.length === 0 ? say.nobody : people.map((one) => one.name).join(', ');
  return (
    <section className="card">
      <dl className="facts">
        <dt>{say.name}</dt>
        <dd>{name}</dd>
        <dt>{say.country}</dt>
        <dd>{country(constitution.country)}</dd>
        <dt>{say.founded}</dt>
        <dd>{day(createdAt)}</dd>
        <dt>{say.witnesses}</dt>
        <dd>{named(witnesses)}</dd>
        <dt>{say.validators}</dt>
        <dd>{named(validators)}</dd>
        <dt>{say.quorum}</dt>
        <dd>{number(parameters.quorum)}</dd>
        <dt>{say.heartbeat}</dt>
        <dd>{duration(parameters.heartbeatMs)}</dd>
        <dt>{say.closure}</dt>
        <dd>{duration(parameters.closureAfterMs)}</dd>
      </dl>
      <details>
        <summary>{say.proof}</summary>
        <p className="small">{say.proofMeans}</p>
        <code className="small wrap-anywhere">{sovereign}</code>
      </details>
    </section>
  );
}

function Governed({ governance }: { governance: Governing }): ReactElement {
  const { words, country } = useLanguage();
  const say = words.constitution;
  return (
    <>
      <section className="stack">
        <h2>{say.whoDecides}</h2>
        <div className="columns">
          {governance.electorates.map(({ name, countries, minTier }) => (
            <article key={name} className="card">
              <h3>{name}</h3>
              <p className="faded">
                {say.electorate(
                  countries.length === 0 ? null : countries.map(country).join(', '),
                  minTier,
                )}
              </p>
            </article>
          ))}
          {governance.offices.map(({ name, threshold, signers }) => (
            <article key={name} className="card">
              <h3>{name}</h3>
              <p className="faded">{say.office(threshold, signers.length)}</p>
            </article>
          ))}
        </div>
      </section>
      <section className="stack">
        <h2>{say.procedures}</h2>
        <ul className="rows card">
          {governance.procedures.map((procedure) => (
            <li key={procedure.for}>
              <details>
                <summary>
                  <strong>{words.votes.matter(procedure.for)}</strong>
                </summary>
                <ul className="conditions" lang="en" dir="ltr">
                  {procedure.words.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
