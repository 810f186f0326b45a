import type { ReactElement } from 'react';
import { useWalletLanguage } from './language.tsx';
import { Link } from '../frame/route.tsx';
import { EntryRow } from './entry-row.tsx';
import { Face } from './face.tsx';
import { OtherPlaces } from './keys/other-places.tsx';
import { useSync } from './use-sync.ts';
import { useOpenWallet } from './wallet-state.tsx';

const SHOWN = 5;

/** What there is, side by side, what is on its way, and what happened last. */
export function MoneyHome(): ReactElement {
  const { words } = useWalletLanguage();
  const { view, history } = useOpenWallet();
  const say = words.wallet.home;
  const latest = history.filter(({ kind }) => kind !== 'opened' && kind !== 'identity');
  const isClockOff = useSync();
  return (
    <div className="home">
      <header className="person">
        <Face of={view.address} name={view.handle} />
        <div>
          <h1 className="person-name">
            <bdi>{view.handle === null ? words.wallet.title : `@${view.handle}`}</bdi>
          </h1>
          <p className="faded small">{view.sovereign.name}</p>
        </div>
      </header>
      <div className="stack home-money">
        {isClockOff && <p className="callout callout-waiting">{say.clockOff}</p>}
        <Balances />
        <OtherPlaces />
        <nav className="actions" aria-label={words.wallet.title}>
          <Link href="/wallet/pay" className="action action-first">
            {words.wallet.pay}
          </Link>
          <Link href="/wallet/receive" className="action">
            {words.wallet.receive}
          </Link>
        </nav>
      </div>
      <section className="stack">
        <div className="spread">
          <h2>{say.latest}</h2>
          {latest.length > SHOWN && <Link href="/wallet/history">{say.all}</Link>}
        </div>
        {latest.length === 0 ? (
          <p className="faded">{say.emptyMeans}</p>
        ) : (
          <ul className="rows card">
            {latest.slice(0, SHOWN).map((entry) => (
              <EntryRow key={`${entry.id} ${entry.kind} ${entry.line ?? 0}`} entry={entry} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Balances(): ReactElement {
  const { words, amount } = useWalletLanguage();
  const { view, balances } = useOpenWallet();
  const say = words.wallet.home;
  const codes = view.currencies
    .map(({ code }) => code)
    .filter((code) =>
      [balances.balances, balances.incoming, balances.outgoing].some((of) => code in of),
    );
  return (
    <section className="stack" aria-label={say.balances}>
      {codes.length === 0 && (
        <div className="card card-raised">
          <p className="large-amount">{say.empty}</p>
        </div>
      )}
      <div className="columns">
        {codes.map((code) => {
          const { [code]: incoming } = balances.incoming;
          const { [code]: outgoing } = balances.outgoing;
          const declared = view.currencies.find((one) => one.code === code);
          return (
            <article key={code} className="card card-raised" data-currency={code}>
              <span className="faded small">{declared?.name ?? code}</span>
              <p className="large-amount">
                {amount(balances.balances[code] ?? '0')}
                <small>{code}</small>
              </p>
              {incoming !== undefined && (
                <p className="small figures">
                  <span className="mark mark-waiting">+ {amount(incoming)}</span> {say.incoming}
                </p>
              )}
              {outgoing !== undefined && (
                <p className="small faded figures">
                  {amount(outgoing)} {say.outgoing}
                </p>
              )}
            </article>
          );
        })}
      </div>
    </section>
  );
}
