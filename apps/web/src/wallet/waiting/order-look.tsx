import { Button } from '@mantine/core';
import type { Failure } from '@tallystick/wallet';
import { type ReactElement, useState } from 'react';
import { timesOf } from '../../frame/decimal-of.ts';
import { Link } from '../../frame/route.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { useWalletLanguage } from '../language.tsx';
import { useOpenWallet } from '../wallet-state.tsx';
import { LookCard, PersonLooked } from '../look-card.tsx';
import { nameOf } from '../name-of.ts';
import { claimText, readWhen, spanText } from './claim-text.ts';
import type { PutStatus } from './put-status.ts';
import type { Doable, Looked, Order } from './recipe.ts';

/** What is about to be locked, for whom, until when, and who can take what. */
export function OrderLook({
  recipe,
  asked,
  looked,
  change,
}: {
  recipe: Order['recipe'];
  /** Bound to who was looked up. */
  asked: Doable;
  looked: Looked;
  change: () => void;
}): ReactElement {
  const { words } = useWalletLanguage();
  const { view, standing, call, refresh } = useOpenWallet();
  const say = words.wallet.waiting;
  const [isBusy, setBusy] = useState(false);
  const [status, setStatus] = useState<PutStatus | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isOrder = asked.kind === 'mandate';
  const known = [view.address, looked.payee.address];
  const others = [...looked.named.values()].filter(({ address }) => !known.includes(address));
  const go = async (): Promise<void> => {
    setBusy(true);
    const outcome = isOrder
      ? await call('createMandate', asked.request)
      : await call(asked.kind === 'hold' ? 'putHold' : 'putForSecret', asked.request);
    setFailure(outcome.ok ? null : outcome.failure);
    setStatus(outcome.ok ? outcome.value.status : null);
    setBusy(false);
    await refresh();
  };
  if (status !== null) {
    const isFinal = status === 'final';
    const done = isOrder ? say.look.doneOrder : say.look.done;
    return (
      <div className={`callout callout-${isFinal ? 'good' : 'waiting'}`} role="status">
        <h1>{isFinal ? done : words.wallet.setAside.pending}</h1>
        <Link href="/wallet/waiting">{say.back}</Link>
      </div>
    );
  }
  return (
    <>
      <h1>{say.look.title}</h1>
      <LookCard
        verb={isOrder ? say.look.order : say.look.hold}
        sum={asked.request}
        payee={looked.payee}
      >
        {others.length > 0 && <span className="faded small">{say.look.words}</span>}
        {others.map((person) => (
          <PersonLooked key={person.address} payee={person} />
        ))}
        {isOrder ? (
          <OrderLines asked={asked} looked={looked} />
        ) : (
          <HoldLines recipe={recipe} asked={asked} looked={looked} />
        )}
      </LookCard>
      {failure !== null && <FailureNotice failure={failure} />}
      <Button
        size="md"
        loading={isBusy}
        disabled={standing.problem?.kind === 'tampering'}
        onClick={() => void go()}
      >
        {isOrder ? say.look.goOrder : say.look.go}
      </Button>
      <Button size="md" variant="subtle" disabled={isBusy} onClick={change}>
        {say.look.change}
      </Button>
    </>
  );
}

function OrderLines({
  asked,
  looked,
}: {
  asked: Extract<Doable, { kind: 'mandate' }>;
  looked: Looked;
}): ReactElement {
  const { words, amount, day } = useWalletLanguage();
  const say = words.wallet.waiting;
  const { request } = asked;
  const what = `${amount(request.amount)} ${request.currency}`;
  const isAhead = request.ahead !== undefined;
  const times = request.ahead ?? request.periods;
  const sum = (count: number): string =>
    `${amount(timesOf(request.amount, count))} ${request.currency}`;
  const last = request.firstAt + (request.periods - 1) * request.periodMs;
  return (
    <>
      <p>
        {say.order.every(
          what,
          nameOf(looked.payee.handle, looked.payee.address),
          spanText(request.periodMs, say),
        )}
      </p>
      <p>{say.order.times(request.periods, day(request.firstAt))}</p>
      <p>{say.look.inAll(sum(request.periods), day(last))}</p>
      <p>{say.look.lockedEach(sum(times))}</p>
      {isAhead && <p className="faded small">{say.form.aheadMeans}</p>}
      <p className="faded small">{say.look.cancel}</p>
      <p>{say.look.lost}</p>
    </>
  );
}

function HoldLines({
  recipe,
  asked,
  looked: { payee, named },
}: {
  recipe: Order['recipe'];
  asked: Exclude<Doable, { kind: 'mandate' }>;
  looked: Looked;
}): ReactElement {
  const language = useWalletLanguage();
  const { view } = useOpenWallet();
  const { moment, words } = language;
  const say = words.wallet.waiting;
  const { claims } = asked.request;
  const until = Math.max(...claims.map((claim) => claim.until));
  const canTakeBack = claims.some(({ to }) => to === view.address);
  return (
    <>
      {claims.map(({ to, when = null, until: end }, index) => {
        const address = typeof to === 'string' ? to : null;
        const who = address === payee.address ? nameOf(payee.handle, payee.address) : address;
        const isSecret = asked.kind === 'for-secret' && index === 0;
        const shown = { who, isMine: address === view.address, when, until: end };
        return (
          <p key={`${address} ${when}`}>
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
      <p>{say.look.lost}</p>
      {named.size > 0 && <p className="faded small">{say.look.names}</p>}
    </>
  );
}
