import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactElement, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Link } from '../../frame/route.tsx';
import { Failed, Shown, Waiting } from '../../frame/states.tsx';
import type { RulesShown } from '../../sovereign/answers.ts';
import { useAnswer } from '../../sovereign/use-answer.ts';
import { Face } from '../../wallet/face.tsx';
import { useConsoleLanguage } from '../language.tsx';
import { type Identity, identityPath, revokedAtLeast } from './identity-shown.ts';

/** One identity as anybody sees it; and what can be done about it, which is not freezing. */
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
      <Freezing />
    </section>
  );
}

function Found({ path }: { path: string }): ReactElement {
  const { words } = useConsoleLanguage();
  const { value, failure, again } = useAnswer<Identity>(path);
  if (value !== null) return <Card identity={value} />;
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

function Card({ identity }: { identity: Identity }): ReactElement {
  const { words, country, day, number } = useConsoleLanguage();
  const say = words.console.health.people;
  const { handle, address, countries, devices } = identity;
  const revoked = revokedAtLeast(devices);
  return (
    <article className="card card-raised" aria-live="polite">
      <h2 className="row wrap-anywhere">
        <span className="console-face">
          <Face of={address} name={handle} />
        </span>
        {handle === null ? words.console.health.forks.unnamed : `@${handle}`}
      </h2>
      <dl className="facts">
        <dt>{say.address}</dt>
        <dd>
          <code className="small wrap-anywhere">{address}</code>
        </dd>
        <dt>{say.countries}</dt>
        <dd>
          {countries.length === 0
            ? say.noCountries
            : countries.map((one) => (
                <p key={one.country}>
                  {country(one.country)}: {say.tier(number(one.tier))}
                  {one.validUntil !== null && `, ${say.until(day(one.validUntil))}`}
                </p>
              ))}
        </dd>
        <dt>{say.devices}</dt>
        <dd>
          {devices.map(({ ordinal }) => (
            <p key={ordinal}>{say.device(number(ordinal + 1))}</p>
          ))}
          {revoked > 0 && <p className="faded">{say.revoked(number(revoked))}</p>}
        </dd>
      </dl>
    </article>
  );
}

function Freezing(): ReactElement {
  const { words } = useConsoleLanguage();
  const say = words.console.health.people;
  const rules = useAnswer<RulesShown>('/v1/rules');
  return (
    <section className="stack">
      <h2>{say.freezing}</h2>
      <p>{say.freezingMeans}</p>
      <ul className="conditions">
        {say.instead.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <h3>{say.lists}</h3>
      <Shown answer={rules}>
        {({ lists }) =>
          lists.length === 0 ? (
            <p className="faded">{say.noLists}</p>
          ) : (
            <ul className="row">
              {lists.map(({ name, version }) => (
                <li key={`${name}-${version}`}>
                  <Link href={`/rules/${encodeURIComponent(name)}`}>{name}</Link>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}
