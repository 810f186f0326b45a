import { Button } from '@mantine/core';
import type { Announced, Failure } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { Link } from '../../frame/route.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { Appeal } from './appeal.tsx';
import { AppealState } from './appeal-state.tsx';
import type { Stopped } from './calls.ts';
import { payLink } from './pay-link.ts';
import { waitOf } from './requirement.ts';
import { What } from './what.tsx';
import { WhyStopped } from './why-stopped.tsx';

/** Everything about one payment that was stopped: why, whether that is so, and what can be done. */
export function StoppedPayment({
  stopped,
  changed,
}: {
  stopped: Stopped;
  changed: () => Promise<void>;
}): ReactElement {
  const { words, moment } = useWalletLanguage();
  const say = words.wallet.stopped;
  const { decision, outcome, time, requirements, appeal } = stopped;
  const wait = waitOf(requirements);
  return (
    <>
      <header className="stack">
        <h1>
          {say.outcomes[outcome]}: <What stopped={stopped} />
        </h1>
        <p>{say.means[outcome]}</p>
        <p className="faded small">{say.decidedOn(moment(time))}</p>
      </header>
      <WhyStopped decision={decision} />
      {wait !== null && <Announce stopped={stopped} waitMs={wait} />}
      {appeal === null ? (
        <Appeal decision={decision} decidedAt={time} changed={changed} />
      ) : (
        <AppealState stopped={stopped} appeal={appeal} />
      )}
    </>
  );
}

/** Where time is asked for: says that the payment will be made, and, once it has waited, makes it. */
function Announce({ stopped, waitMs }: { stopped: Stopped; waitMs: number }): ReactElement | null {
  const { words, moment } = useWalletLanguage();
  const { call, view } = useOpenWallet();
  const say = words.wallet.stopped;
  const [announced, setAnnounced] = useState<Announced | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { to, amount, currency } = stopped;
  if (to === undefined || amount === undefined || currency === undefined) return null;
  const announce = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('announce', { to, amount, currency });
    setBusy(false);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) setAnnounced(outcome.value);
  };
  if (announced === null) {
    return (
      <section className="stack">
        <p className="faded small">{say.announceMeans}</p>
        {failure !== null && <FailureNotice failure={failure} />}
        <Button size="md" loading={isBusy} onClick={() => void announce()}>
          {say.announce}
        </Button>
      </section>
    );
  }
  const from = announced.at + waitMs;
  const isReady = Math.max(view.signedTime, Date.now()) >= from;
  return (
    <section className="callout callout-good">
      <p>{say.announced(moment(from), moment(announced.until))}</p>
      {isReady && (
        <Link href={payLink({ to, amount, currency })} className="action action-first">
          {say.payIt}
        </Link>
      )}
    </section>
  );
}
