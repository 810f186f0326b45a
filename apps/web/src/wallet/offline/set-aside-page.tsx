import './offline.css';
import type { HeldHoldView, OwnHoldView } from '@tallystick/wallet';
import type { ReactElement } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { Waiting } from '../../frame/states.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { AddTo, Release } from './change-tab.tsx';
import { Covers } from './covers.tsx';
import { OpenAllowance } from './open-allowance.tsx';
import { OpenTab } from './open-tab.tsx';
import { Party } from './party.tsx';
import { leftOf } from './left-of.ts';

/** What is set aside to be paid from without a network: by this wallet, and for it. */
export function SetAsidePage(): ReactElement {
  const { words } = useWalletLanguage();
  const say = words.wallet.setAside;
  const { value, failure, again } = useCall('offline');
  const changed = (): void => void again();
  return (
    <>
      <PageHead title={say.title} lead={say.lead} />
      {failure !== null && <FailureNotice failure={failure} />}
      {value === null ? (
        failure === null && <Waiting />
      ) : (
        <>
          <section className="stack">
            <h2>{say.ownTitle}</h2>
            {value.own.length === 0 && <p className="faded">{say.ownNone}</p>}
            {value.own.map((hold) => (
              <OwnHold key={hold.hold} hold={hold} changed={changed} />
            ))}
          </section>
          <section className="stack">
            <OpenTab changed={changed} />
            <OpenAllowance changed={changed} />
          </section>
          <section className="stack">
            <h2>{say.heldTitle}</h2>
            {value.held.length === 0 && <p className="faded">{say.heldNone}</p>}
            {value.held.map((hold) => (
              <HeldHold key={hold.hold} hold={hold} changed={changed} />
            ))}
          </section>
          <Covers own={value.own} covers={value.covers} changed={changed} />
        </>
      )}
    </>
  );
}

function OwnHold({ hold, changed }: { hold: OwnHoldView; changed: () => void }): ReactElement {
  const { words, amount, moment, country } = useWalletLanguage();
  const say = words.wallet.setAside;
  const { currency, collateral, cover, bounds, perCheque, stopped } = hold;
  const sum = (decimal: string): string => `${amount(decimal)} ${currency}`;
  return (
    <article className="card" data-hold={hold.kind}>
      <span className="faded small">{say[hold.kind]}</span>
      {hold.to === undefined ? <p>{say.anybody}</p> : <Party address={hold.to} />}
      <p className="figures">
        <strong>{say.left(sum(leftOf(hold)), sum(hold.cap))}</strong>
        {collateral !== undefined && ` ${say.collateral(sum(collateral))}`}
        {cover !== undefined && ` ${say.cover(sum(cover))}`}
      </p>
      {perCheque !== undefined && <p className="small">{say.each(sum(perCheque))}</p>}
      {bounds !== undefined && bounds.countries.length > 0 && (
        <p className="small">{say.bounds(bounds.countries.map(country).join(', '))}</p>
      )}
      <p className="faded small">{say.lockedUntil(moment(hold.until))}</p>
      {hold.isCollateralMissing === true && (
        <p className="callout callout-waiting small">{say.noCollateral}</p>
      )}
      {stopped !== undefined && (
        <p className="callout callout-bad small">{say.stopped[stopped] ?? stopped}</p>
      )}
      {hold.to !== undefined && stopped === undefined && (
        <AddTo hold={hold} to={hold.to} changed={changed} />
      )}
    </article>
  );
}

function HeldHold({ hold, changed }: { hold: HeldHoldView; changed: () => void }): ReactElement {
  const { words, amount, moment } = useWalletLanguage();
  const say = words.wallet.setAside;
  const sum = (decimal: string): string => `${amount(decimal)} ${hold.currency}`;
  return (
    <article className="card" data-held={hold.kind}>
      <span className="faded small">{say[hold.kind]}</span>
      <Party address={hold.from} />
      <p className="figures">
        {say.got(sum(hold.got), sum(hold.taken))}
        {hold.cap !== undefined && ` (${sum(hold.cap)})`}
      </p>
      {hold.uncovered !== undefined && (
        <p className="callout callout-bad small">{words.wallet.exposure.uncovered}</p>
      )}
      <p className="faded small">{hold.isOver ? say.over : say.claimUntil(moment(hold.until))}</p>
      {hold.kind === 'tab' && !hold.isOver && <Release hold={hold} changed={changed} />}
    </article>
  );
}
