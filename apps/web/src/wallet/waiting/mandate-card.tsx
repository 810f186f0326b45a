import { Button } from '@mantine/core';
import type { Failure, MandateView } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { nameOf } from '../name-of.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { spanText } from './claim-text.ts';

/** A standing order: how much, to whom, how often, what is set aside, and what comes next. */
export function MandateCard({
  mandate,
  changed,
}: {
  mandate: MandateView;
  changed: () => Promise<void>;
}): ReactElement {
  const { words, amount, moment, day } = useWalletLanguage();
  const { view } = useOpenWallet();
  const say = words.wallet.waiting;
  const { to, handle, currency, periodMs, periods, firstAt, funded, status, reminder } = mandate;
  const name = nameOf(handle, to);
  const what = `${amount(mandate.amount)} ${currency}`;
  const now = Math.max(view.signedTime, Date.now());
  const next = firstAt + Math.max(0, Math.ceil((now - firstAt) / periodMs)) * periodMs;
  const isLast = next >= firstAt + periods * periodMs;
  return (
    <article className="card">
      <div className="spread">
        <strong className="wrap-anywhere">
          {say.order.every(what, name, spanText(periodMs, say))}
        </strong>
        <span className={`mark ${status === 'active' ? 'mark-good' : ''}`}>
          {say.order.statuses[status]}
        </span>
      </div>
      <span className="faded small">{say.order.times(periods, day(firstAt))}</span>
      <span className="small">{say.order.funded(funded, periods)}</span>
      {status === 'active' && !isLast && (
        <span className="small">{say.order.next(moment(next))}</span>
      )}
      {reminder !== null && (
        <p className="callout callout-waiting">
          {say.order.short(`${amount(reminder.needed)} ${currency}`, moment(reminder.by))}
        </p>
      )}
      {status === 'active' && <Cancel mandate={mandate.mandate} changed={changed} />}
    </article>
  );
}

function Cancel({
  mandate,
  changed,
}: {
  mandate: string;
  changed: () => Promise<void>;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { call } = useOpenWallet();
  const say = words.wallet.waiting.order;
  const [isAsking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const cancel = async (): Promise<void> => {
    const outcome = await call('cancelMandate', mandate);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) await changed();
  };
  if (!isAsking) {
    return (
      <div>
        <Button variant="subtle" size="sm" onClick={() => setAsking(true)}>
          {say.cancel}
        </Button>
      </div>
    );
  }
  return (
    <>
      <p className="small">{say.cancelMeans}</p>
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="row">
        <Button size="sm" onClick={() => void cancel()}>
          {say.cancelNow}
        </Button>
        <Button variant="subtle" size="sm" onClick={() => setAsking(false)}>
          {say.keep}
        </Button>
      </div>
    </>
  );
}
