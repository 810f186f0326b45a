import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { Link } from '../../frame/route.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { claimText, readWhen, spanText } from './claim-text.ts';
import type { Asked, Order } from './recipe.ts';

type Good = Exclude<Asked, { kind: 'fault' }>;

/** What is about to be locked, until when, and who can take what. */
export function OrderLook({
  order,
  asked,
  change,
}: {
  order: Order;
  asked: Good;
  change: () => void;
}): ReactElement {
  const { words, amount } = useWalletLanguage();
  const { call, refresh } = useOpenWallet();
  const say = words.wallet.waiting;
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isOrder = asked.kind === 'mandate';
  const go = async (): Promise<void> => {
    setBusy(true);
    const outcome = isOrder
      ? await call('createMandate', asked.request)
      : await call(asked.kind === 'hold' ? 'putHold' : 'putForSecret', asked.request);
    setFailure(outcome.ok ? null : outcome.failure);
    setDone(outcome.ok);
    setBusy(false);
    await refresh();
  };
  if (isDone) {
    return (
      <div className="callout callout-good" role="status">
        <h1>{isOrder ? say.look.doneOrder : say.look.done}</h1>
        <Link href="/wallet/waiting">{say.back}</Link>
      </div>
    );
  }
  return (
    <>
      <h1>{say.look.title}</h1>
      <section className="card card-raised">
        <span className="faded small">{isOrder ? say.look.order : say.look.hold}</span>
        <p className="large-amount">
          {amount(asked.request.amount)}
          <small>{asked.request.currency}</small>
        </p>
        {isOrder ? <OrderLines asked={asked} /> : <HoldLines order={order} asked={asked} />}
      </section>
      {failure !== null && <FailureNotice failure={failure} />}
      <Button size="md" loading={isBusy} onClick={() => void go()}>
        {isOrder ? say.look.goOrder : say.look.go}
      </Button>
      <Button size="md" variant="subtle" disabled={isBusy} onClick={change}>
        {say.look.change}
      </Button>
    </>
  );
}

function OrderLines({ asked }: { asked: Extract<Good, { kind: 'mandate' }> }): ReactElement {
  const { words, amount, day } = useWalletLanguage();
  const say = words.wallet.waiting;
  const { request } = asked;
  const what = `${amount(request.amount)} ${request.currency}`;
  const isAhead = request.ahead !== undefined;
  const times = isAhead ? request.ahead : request.periods;
  return (
    <>
      <p>{say.order.every(what, request.to, spanText(request.periodMs, say))}</p>
      <p>{say.order.times(request.periods, day(Date.now()))}</p>
      <p className="small">{say.look.lockedEach(`${times} × ${what}`)}</p>
      {isAhead && <p className="faded small">{say.form.aheadMeans}</p>}
      <p className="faded small">{say.order.cancelMeans}</p>
    </>
  );
}

function HoldLines({
  order: { recipe },
  asked,
}: {
  order: Order;
  asked: Exclude<Good, { kind: 'mandate' }>;
}): ReactElement {
  const language = useWalletLanguage();
  const { view } = useOpenWallet();
  const { moment, words } = language;
  const say = words.wallet.waiting;
  const { claims } = asked.request;
  const until = Math.max(...claims.map((claim) => claim.until));
  const isNamed = claims.some(({ when }) => when?.includes('signed') === true);
  const canTakeBack = claims.some(({ to }) => to === view.address);
  return (
    <>
      {claims.map(({ to, when = null, until: end }, index) => {
        const who = typeof to === 'string' ? to : null;
        const isSecret = asked.kind === 'for-secret' && index === 0;
        const shown = { who, isMine: who === view.address, when, until: end };
        return (
          <p key={`${who} ${when}`}>
            {isSecret
              ? say.claims.secret(who ?? say.anybody, moment(end))
              : claimText(shown, say, language)}
          </p>
        );
      })}
      {recipe === 'own' && readWhen(claims[0]?.when ?? null).kind === 'other' && (
        <code className="wrap-anywhere" dir="ltr">
          {claims[0]?.when}
        </code>
      )}
      <p>{say.look.lockedUntil(moment(until))}</p>
      {!canTakeBack && <p>{say.look.noWayBack}</p>}
      {isNamed && <p className="faded small">{say.look.names}</p>}
    </>
  );
}
