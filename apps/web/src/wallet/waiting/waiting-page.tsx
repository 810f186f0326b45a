import './waiting.css';
import type { ReactElement } from 'react';
import { Link, usePlace } from '../../frame/route.tsx';
import { Waiting } from '../../frame/states.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
import { useSync } from '../use-sync.ts';
import { useOpenWallet } from '../wallet-state.tsx';
import type { Waits } from './calls.ts';
import { HoldCard } from './hold-card.tsx';
import { lockedIn } from './locked.ts';
import { MandateCard } from './mandate-card.tsx';
import { NewWait } from './new-wait.tsx';
import { OpenSealed } from './sealed/open-sealed.tsx';
import { AnswerSwap } from './swap/answer-swap.tsx';
import { TakeIn } from './take-in.tsx';

const PATH = '/wallet/waiting';

/** Money that waits; and below the path, setting some aside. */
export function WaitingPage(): ReactElement {
  const { path } = usePlace();
  if (path.startsWith(`${PATH}/sealed`)) return <OpenSealed />;
  if (path.startsWith(`${PATH}/swap`)) return <AnswerSwap />;
  return path.startsWith(`${PATH}/new`) ? <NewWait /> : <AllWaits />;
}

function AllWaits(): ReactElement {
  const { words } = useWalletLanguage();
  const { value, failure, again } = useCall('waits');
  useSync();
  const say = words.wallet.waiting;
  return (
    <>
      <header className="stack">
        <h1>{say.title}</h1>
        <p className="lead">{say.lead}</p>
        <Link href={`${PATH}/new`} className="action action-first">
          {say.make}
        </Link>
        <Link href={`${PATH}/swap`} className="action">
          {words.wallet.swap.answer.link}
        </Link>
        <Link href={`${PATH}/sealed`} className="action">
          {words.wallet.sealed.open.link}
        </Link>
      </header>
      {failure !== null && <FailureNotice failure={failure} />}
      {value === null ? (
        failure === null && <Waiting />
      ) : (
        <Everything waits={value} again={again} />
      )}
      <TakeIn taken={again} />
    </>
  );
}

function Everything({
  waits: { holds, mandates },
  again,
}: {
  waits: Waits;
  again: () => Promise<void>;
}): ReactElement {
  const { words, amount } = useWalletLanguage();
  const { view } = useOpenWallet();
  const say = words.wallet.waiting;
  // What a standing order has set aside is shown with it.
  const ofOrders = new Set(mandates.flatMap((mandate) => mandate.holds));
  const shown = holds.filter(({ hold, status }) => !ofOrders.has(hold) && status !== 'not-put');
  const open = shown.filter(({ status }) => status !== 'gone');
  const over = shown.filter(({ status }) => status === 'gone');
  const locked = lockedIn(holds, view.currencies)
    .map(([currency, sum]) => `${amount(sum)} ${currency}`)
    .join(', ');
  if (shown.length === 0 && mandates.length === 0) return <p className="faded">{say.none}</p>;
  return (
    <>
      {locked !== '' && <p className="figures">{say.locked(locked)}</p>}
      {mandates.length > 0 && (
        <section className="stack">
          <h2>{say.orders}</h2>
          {mandates.map((mandate) => (
            <MandateCard key={mandate.mandate} mandate={mandate} changed={again} />
          ))}
        </section>
      )}
      {shown.length > 0 && (
        <section className="stack">
          <h2>{say.amounts}</h2>
          {[...open, ...over].map((hold) => (
            <HoldCard key={hold.hold} hold={hold} holds={holds} changed={again} />
          ))}
        </section>
      )}
    </>
  );
}
