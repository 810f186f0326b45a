import type { ReactElement } from 'react';
import { Face } from '../../wallet/face.tsx';
import type { IdentityShown } from '../../sovereign/answers.ts';
import { useConsoleLanguage } from '../language.tsx';
import { useOperatorAnswer } from '../operator.tsx';
import { Shown } from '../../frame/states.tsx';
import { StandingShown } from './standing-shown.tsx';

/** An identity as anybody sees it, when its devices came and went, and whether it is frozen. */
export function IdentityCard({ identity }: { identity: IdentityShown }): ReactElement {
  const { words, country, day, number } = useConsoleLanguage();
  const say = words.console.health.people;
  const { handle, address, countries } = identity;
  return (
    <article className="card card-raised">
      <h2 className="row wrap-anywhere">
        <span className="console-face">
          <Face of={address} name={handle} />
        </span>
        <bdi>{handle === null ? words.console.health.forks.unnamed : `@${handle}`}</bdi>
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
        <dt>{words.console.freezes.devices}</dt>
        <dd>
          <Devices identity={identity} />
        </dd>
      </dl>
      <StandingShown identity={identity} />
    </article>
  );
}

interface DevicesShown {
  readonly devices: readonly {
    readonly ordinal: number;
    readonly status: 'active' | 'revoked';
    /** Null: longer ago than is read. */
    readonly addedAt: number | null;
    readonly revokedAt: number | null;
  }[];
}

function Devices({ identity: { identity } }: { identity: IdentityShown }): ReactElement {
  const { words, moment, number } = useConsoleLanguage();
  const say = words.console.freezes;
  const answer = useOperatorAnswer<DevicesShown>(`/v1/operator/identities/${identity}/devices`);
  return (
    <Shown answer={answer}>
      {({ devices }) => (
        <>
          {devices.map(({ ordinal, status, addedAt, revokedAt }) => (
            <p key={ordinal} className={status === 'revoked' ? 'faded' : undefined}>
              {say.device(number(ordinal + 1))}:{' '}
              {status === 'active'
                ? addedAt === null
                  ? say.activeLong
                  : say.active(moment(addedAt))
                : revokedAt === null
                  ? say.revokedLong
                  : say.revoked(moment(revokedAt))}
            </p>
          ))}
          <p className="faded small">{say.devicesMean}</p>
        </>
      )}
    </Shown>
  );
}
