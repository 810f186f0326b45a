import { Button } from '@mantine/core';
import type { Announced, Failure, PayRequest } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { Link } from '../../frame/route.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useCall } from '../use-call.ts';
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
      {wait !== null && <Waits stopped={stopped} waitMs={wait} />}
      {appeal === null ? (
        <Appeal decision={decision} decidedAt={time} changed={changed} />
      ) : (
        <AppealState stopped={stopped} appeal={appeal} />
      )}
    </>
  );
}

type Asked = Required<Pick<PayRequest, 'to' | 'amount' | 'currency'>>;

/** Where time is asked for: says that the payment will be made, and, once it has waited, makes it. */
function Waits({ stopped, waitMs }: { stopped: Stopped; waitMs: number }): ReactElement | null {
  const { to, amount, currency } = stopped;
  if (to === undefined || amount === undefined || currency === undefined) return null;
  return <Announce asked={{ to, amount, currency }} waitMs={waitMs} />;
}

function Announce({ asked, waitMs }: { asked: Asked; waitMs: number }): ReactElement {
  const { words, moment } = useWalletLanguage();
  const { call, view } = useOpenWallet();
  const say = words.wallet.stopped;
  // The wallet has stored it: it is announced after a reload too.
  const stored = useCall('announced', asked);
  const [said, setSaid] = useState<Announced | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const announced = said ?? stored.value;
  const announce = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('announce', asked);
    setBusy(false);
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) setSaid(outcome.value);
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
        <Link href={payLink(asked)} className="action action-first">
          {say.payIt}
        </Link>
      )}
    </section>
  );
}
